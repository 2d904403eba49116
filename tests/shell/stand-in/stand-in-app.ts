import type { DeclaredEmitter } from './emitter.ts'

let known: DeclaredEmitter | undefined

/** The stand-in for `app`, for parts that emit its events. */
export const setStandInApp = (app: DeclaredEmitter): void => void (known = app)
export function standInApp(): DeclaredEmitter {
  if (!known) throw new Error('There is no app yet.')
  return known
}
