import { expect, it } from 'vitest'
import { fuzz } from '#tests/fuzz/fuzz.ts'

/** A short slice of it; `npm run deep` and `npm run fuzz` send more. */
const inputs = Number(process.env['FUZZ_INPUTS'] ?? 500)

it('malformed methods, frames, files and answers are refused in a sentence, and change nothing that is stored (902-10)', async () => {
  const { problems, slowestMs, memory } = await fuzz({ inputs, seed: Number(process.env['FUZZ_SEED'] ?? 7) })
  expect(problems).toEqual([])
  expect(slowestMs).toBeLessThan(2_000)
  expect(memory).toBeLessThan(1_500_000_000)
}, 3_600_000)
