/** `npm run torture [-- --rounds N --seed N]`: fails on the first violation with the seed that brings it back. */
import { parseArgs } from 'node:util'
import { torture } from './torture.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } } })
const begun = Date.now()
try {
  const counts = await torture({ rounds: Number(values.rounds), seed: Number(values.seed), progress: (line) => console.log(line) })
  console.log(`${counts.rounds} restores of ${counts.objects} objects, ${counts.killed} killed, ${counts.faulty} with faults: each object exactly once, nothing else touched, in ${Math.round((Date.now() - begun) / 1000)} s`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
