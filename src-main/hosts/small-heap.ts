import { setFlagsFromString } from 'node:v8'

/**
 * Lets V8 collect garbage earlier. By default, it lets the heap grow to four times what is in use, because a server has
 * the memory to itself. A laptop doesn't, and smaller collections hold the window up for less long.
 *
 * Both flags are read at each collection, so they can be set while it runs (V8: `heap.cc`, `memory-controller.cc`).
 */
export function keepHeapSmall(): void {
  // Young objects: no more room than at the start.
  setFlagsFromString('--semi-space-growth-factor=1')
  // Old objects: collected when they have grown by half.
  setFlagsFromString('--heap-growing-percent=50')
}
