import type { AppError, ErrorCode } from '#contract/errors.ts'
import { words } from './words.ts'

/** Exit codes of the command line; part of its contract. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2, different: 3, refused: 4 } as const

const refusals: readonly ErrorCode[] = ['locked', 'wrongTenant', 'forbidden']
const usage: readonly ErrorCode[] = ['badInput', 'notFound']

/** The exit code of an error. */
export function exitCodeOf(error: AppError): number {
  if (refusals.includes(error.code)) return exitCodes.refused
  return usage.includes(error.code) ? exitCodes.badUsage : exitCodes.failed
}

/** Where a command writes: one JSON document, or lines for a person. */
export interface Output {
  readonly json: boolean
  document(value: unknown): void
  line(text: string): void
  /** Writes to stderr, so that stdout stays one document. */
  note(text: string): void
}

export function createOutput(json: boolean): Output {
  return {
    json,
    document: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    line: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
  }
}

/** Reports an error in the requested format. */
export function reportError(output: Output, error: AppError): void {
  if (output.json) output.document({ error })
  else
    output.note(
      [error.message, error.hint, error.requestId ? words.program.requestId(error.requestId) : '']
        .filter(Boolean)
        .join('\n'),
    )
}

/** Rows as aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  '),
    )
    .join('\n')
}
