import { setImmediate as turn } from 'node:timers/promises'

/** How long work may go on before the window gets its turn, in milliseconds. */
const mostMs = 12

let since = performance.now()
/** Set while something else has its turn: the time until then doesn't count. */
let turning: Promise<void> | undefined

/**
 * Lets the event loop turn if work has kept it busy for a while. Everything in this process shares one clock, so loops
 * that call it often cost nothing.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - since <= mostMs) return
  turning ??= turn().then(() => {
    since = performance.now()
    turning = undefined
  })
  await turning
}

/** Does work that pauses itself, and lets other work have its turn at the pauses. @returns what the work returns */
export async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await breathe()
  }
}

/** Does the same for each item, and lets other work have its turn in between. */
export async function forEachInTurns<Item, Result>(
  items: Iterable<Item>,
  work: (item: Item, index: number) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    await breathe()
    results.push(work(item, results.length))
  }
  return results
}
