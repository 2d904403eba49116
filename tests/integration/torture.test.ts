import { expect, it } from 'vitest'
import { torture } from '#tests/torture/torture.ts'

it('restores that are killed or hit by faults at random end with each object exactly once (0804-1)', async () => {
  const slices = await Promise.all([1, 3].map((seed) => torture({ rounds: 2, seed })))
  expect(slices.map((slice) => slice.rounds)).toEqual([2, 2])
}, 180_000)
