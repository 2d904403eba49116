import { expect, it } from 'vitest'
import { torture } from '#tests/torture/torture.ts'

it('restores killed or hit by faults at random end with each object exactly once (0804-1)', async () => {
  expect(await torture({ rounds: 4, seed: 1 })).toMatchObject({ rounds: 4 })
}, 180_000)
