// Loaded into a host by `--import`: each SIGUSR2 is an error that nobody handles.
let count = 0
process.on('SIGUSR2', () => {
  count += 1
  if (count % 2 === 0) void Promise.reject(new Error('planted rejection'))
  else throw new Error('planted error')
})
