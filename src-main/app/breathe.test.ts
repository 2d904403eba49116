import { expect, it } from 'vitest'
import { breathe, inTurns } from './breathe.ts'

/** Keeps the event loop busy for longer than work may. */
function spin(): void {
  const begun = performance.now()
  while (performance.now() - begun < 15);
}

it('lets other work have its turn in the middle of a loop that never waits (905-21)', async () => {
  let turns = 0
  const others = setInterval(() => (turns += 1), 1)
  const seen: number[] = []
  for (let at = 0; at < 5; at += 1) {
    spin()
    await breathe()
    seen.push(turns)
  }
  clearInterval(others)
  expect(seen.at(-1)).toBeGreaterThan(1)
})

it('does work that pauses itself, to its end and with its result (905-21)', async () => {
  let turns = 0
  const others = setInterval(() => (turns += 1), 1)
  function* work(): Generator<void, string> {
    for (let at = 0; at < 5; at += 1) {
      spin()
      yield
    }
    return 'done'
  }
  expect(await inTurns(work())).toBe('done')
  clearInterval(others)
  expect(turns).toBeGreaterThan(1)
})
