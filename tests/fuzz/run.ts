/**
 * `npm run fuzz [-- --inputs N --seed N]`: fails on the first thing that should never happen, with the seed that brings
 * it.
 */
import { parseArgs } from 'node:util'
import { fuzz } from './fuzz.ts'

const { values } = parseArgs({ options: { inputs: { type: 'string', default: '50000' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6))
let shown = 0
const outcome = await fuzz({
  inputs: Number(values.inputs),
  seed,
  progress(done) {
    if (done - shown < 1_000) return
    shown = done
    process.stdout.write(`${done} inputs\n`)
  },
})
for (const problem of outcome.problems) process.stdout.write(`${problem}\n`)
process.stdout.write(
  `seed ${seed}: ${outcome.inputs} inputs, ${outcome.problems.length} problems, slowest ${Math.round(outcome.slowestMs)} ms, ${Math.round(outcome.memory / 1e6)} MB\n`,
)
/** No input may hold anybody up for longer, nor take more memory. */
const [mostMs, mostBytes] = [2_000, 600e6]
const isGood = outcome.problems.length === 0 && outcome.slowestMs < mostMs && outcome.memory < mostBytes
process.exitCode = isGood ? 0 : 1
