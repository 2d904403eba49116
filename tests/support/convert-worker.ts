import { convertDatabase } from '#infra/store/encryption/conversion.ts'

/** Encrypts or decrypts a data folder, and ends itself without a word at one moment of it. */
const [folder, from, to, moment] = process.argv.slice(2) as [string, string, string, string]
let moments = 0
const breathe = async (): Promise<void> => {
  moments += 1
  if (moments === Number(moment)) process.kill(process.pid, 'SIGKILL')
}
await convertDatabase(folder, from === '-' ? null : from, to === '-' ? null : to, { breathe })
console.log(moments)
