import { expect, it } from 'vitest'
import { torture } from '#tests/torture/torture.ts'

it('restores that are killed or hit by faults at random end with each object exactly once (0804-1)', async () => {
  // A slice: `npm run deep` goes on for minutes.
  expect((await torture({ rounds: 1, seed: 1 })).rounds).toBe(1)
}, 180_000)
