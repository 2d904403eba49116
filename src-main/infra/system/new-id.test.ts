import { afterEach, expect, it, vi } from 'vitest'
import { newId } from './new-id.ts'

afterEach(() => vi.useRealTimers())

it('each ID is another one, and greater than the one before', () => {
  const ids = Array.from({ length: 20_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-z]{18}$/)
})

it('stays so when the clock is set back, and says when it was made', () => {
  const at = Date.now() + 60_000
  vi.useFakeTimers({ now: at })
  const before = newId()
  expect(Number.parseInt(before.slice(0, 9), 36)).toBe(at)
  vi.setSystemTime(1_000)
  expect(newId() > before).toBe(true)
})
