/**
 * `npm run torture [-- --rounds N --minutes N --seed N --at-once N]`: fails on the first violation with the seed that brings it
 * back. The rounds are shared out to so many as the machine has processors.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '300' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: String(availableParallelism()) },
  },
})
const begun = Date.now()
const rounds = Number(values.rounds)
const until = values.minutes === undefined ? Infinity : begun + Number(values.minutes) * 60_000
let done = 0
const progress = (line: string): void => console.log(`${(done += 1)} of ${rounds}: ${line}`)
try {
  const share = Math.ceil(rounds / Number(values['at-once']))
  const counts = await Promise.all(
    Array.from({ length: Math.ceil(rounds / share) }, (_, index) =>
      torture({
        rounds: Math.min(share, rounds - index * share),
        until,
        seed: Number(values.seed) + index * share,
        progress,
      }),
    ),
  )
  const sum = (of: 'rounds' | 'killed' | 'faulty') => counts.reduce((total, entry) => total + entry[of], 0)
  console.log(
    `${sum('rounds')} restores of ${counts[0]!.objects} objects, ${sum('killed')} killed, ${sum('faulty')} with faults: each object exactly once, nothing else touched, in ${Math.round((Date.now() - begun) / 1000)} s`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
