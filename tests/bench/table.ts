/** One row of the table: what was measured, its bound, and what was measured beside it in the same run. */
export interface Figure {
  readonly work: string
  readonly value: number
  /** The largest value that is allowed. */
  readonly most: number
  readonly unit: 'ms' | 's' | 'MB' | 'bytes' | 'units' | '×'
  readonly beside?: string
}

const figures: Figure[] = []

const digits: Readonly<Record<Figure['unit'], number>> = { ms: 0, s: 1, MB: 2, bytes: 0, units: 0, '×': 2 }

/** Prints a figure with its bound, and tells it to the process that measures all parts. */
export function judge(figure: Figure): void {
  collect(figure)
  console.log(`  ${lineOf(figure)}`)
  process.send?.(figure)
}

/** Takes a figure into the table. One that is missed fails the bench. */
export function collect(figure: Figure): void {
  figures.push(figure)
  if (figure.value > figure.most) process.exitCode = 1
}

function lineOf({ work, value, most, unit, beside }: Figure): string {
  const shown = (number: number): string => `${number.toFixed(digits[unit])} ${unit}`
  return `${work.padEnd(44)} ${shown(value).padStart(12)}   at most ${shown(most)}${value > most ? '   MISSED' : ''}${beside ? `   (${beside})` : ''}`
}

/** All figures of this run, the missed ones last. */
export function printTable(): void {
  if (figures.length === 0) return
  const missed = figures.filter(({ value, most }) => value > most)
  console.log(`\n${figures.length - missed.length} of ${figures.length} figures meet their bounds`)
  for (const figure of missed) console.log(`  ${lineOf(figure)}`)
}
