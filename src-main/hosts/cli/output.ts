import { Option } from 'commander'
import { csv } from '#contract/csv.ts'
import type { AppError, ErrorCode } from '#contract/errors.ts'
import { contractVersion } from '#contract/version.ts'
import { words } from './words.ts'
import { writeText } from './write-text.ts'

/** Exit codes of the command line; part of its contract. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2, different: 3, refused: 4 } as const

const refusals: readonly ErrorCode[] = ['locked', 'wrongTenant', 'forbidden']
const usage: readonly ErrorCode[] = ['badInput', 'notFound']

/** The exit code of an error. */
export function exitCodeOf(error: AppError): number {
  if (refusals.includes(error.code)) return exitCodes.refused
  return usage.includes(error.code) ? exitCodes.badUsage : exitCodes.failed
}

type Rows = readonly (readonly string[])[]

/** The option of a command that shows a list. */
export const csvOption = (): Option => new Option('--csv <file>', words.common.csv)

/** Where a command writes: one JSON document, or lines for a person. */
export interface Output {
  readonly json: boolean
  /** With the version of the contract, so that a script can tell whether it knows it. */
  document(value: object): void
  line(text: string): void
  /** A list: its document, or its rows as aligned columns, the head first. Saves the rows too. */
  list(document: object, rows: Rows): void
  /** Writes rows into the CSV file that somebody asked for, the head first. @throws Failure `badInput` */
  saveRows(rows: Rows): void
  /** Writes to stderr, so that stdout stays one document. */
  note(text: string): void
}

/** @param csvFile where lists are saved */
export function createOutput(json: boolean, csvFile?: string): Output {
  const output: Output = {
    json,
    document: (value) => void process.stdout.write(`${JSON.stringify({ contract: contractVersion, ...value })}\n`),
    line: (text) => void process.stdout.write(`${text}\n`),
    list(document, rows) {
      // A file that can't be written is the only answer: stdout stays one document.
      output.saveRows(rows)
      if (json) output.document(document)
      else output.line(table(rows))
    },
    saveRows(rows) {
      if (csvFile !== undefined) writeText(csvFile, csv(rows))
    },
    note: (text) => void process.stderr.write(`${text}\n`),
  }
  return output
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
export function table(rows: Rows): string {
  const widths =
    rows[0]?.map((_, column) => rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0)) ?? []
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  '),
    )
    .join('\n')
}
