import { Failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** Refuses a path that depends on where the app was started. @throws Failure `badInput` */
export function requireFullPath(path: string): void {
  if (!/^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path))
    throw new Failure('badInput', words.tenants.relativeFolder(path), { hint: words.request.nothingWritten })
}
