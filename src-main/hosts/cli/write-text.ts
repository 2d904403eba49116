import { writeFileSync } from 'node:fs'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** Writes a file that a command was asked for. @throws Failure `badInput` */
export function writeText(file: string, content: string): void {
  try {
    writeFileSync(file, content)
  } catch (error) {
    throw failure('badInput', words.common.notWritable(file, error instanceof Error ? error.message : String(error)))
  }
}
