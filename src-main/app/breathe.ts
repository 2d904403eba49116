/** How long work may go on before the window gets its turn, in milliseconds. */
const mostMs = 4

let since = performance.now()
/** Work that goes on after its pause, in the order in which it paused. */
const waiting: (() => void)[] = []

/**
 * Lets the event loop turn if work has kept it busy for a while. Everything in this process shares one clock, so loops
 * that call it often cost nothing. Of several that pause, one goes on in each turn: together, they would be one long
 * piece of work.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - since <= mostMs) return
  await new Promise<void>((goOn) => {
    waiting.push(goOn)
    if (waiting.length === 1) setImmediate(nextTurn)
  })
}

function nextTurn(): void {
  since = performance.now()
  waiting.shift()!()
  if (waiting.length > 0) setImmediate(nextTurn)
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
