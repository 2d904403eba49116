import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** A secret from an environment variable, so that it isn't in the history of the shell. @throws Failure `badInput` */
export function secretFrom(variable: string): string {
  const secret = process.env[variable]
  if (!secret) throw failure('badInput', words.saveFile.noPassphrase(variable))
  return secret
}
