import { newVersionNote } from '#domain/runs/forgetting.ts'

/** A condition for items of objects that are as before, and of which Graph contradicted nothing. */
export const plainlyUnchanged = `run_items.state = 'unchanged' AND json_extract(run_items.detail, '$.doubtful') IS NOT 1`

/** A condition for items that say nothing else than the version that they stored. */
export const plainlyCaptured = `run_items.state = 'done' AND run_items.error IS NULL AND json_extract(run_items.detail, '$.doubtful') IS NOT 1
  AND EXISTS (
    SELECT 1 FROM versions WHERE versions.id = run_items.after_version_id AND versions.run_id = run_items.run_id
      AND versions.policy_id = run_items.policy_id AND versions.name = run_items.name
      AND run_items.note = '${newVersionNote('')}' || versions.number
  )`

/** Pairs of a first and a last row. */
export type Spans = readonly (readonly [first: number, last: number])[]

/** Rows as spans. What other runs stored at the same time lies between them. */
export function spansOf(rows: readonly number[]): Spans {
  const spans: [number, number][] = []
  for (const row of rows.toSorted((left, right) => left - right)) {
    const last = spans.at(-1)
    if (last?.[1] === row - 1) last[1] = row
    else spans.push([row, row])
  }
  return spans
}

/** The rows of spans. */
export const rowsOf = (spans: Spans): number[] =>
  spans.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index))

/** The spans in a column; none if it is damaged. */
export function readSpans(text: string): Spans {
  try {
    const spans: unknown = JSON.parse(text)
    return Array.isArray(spans)
      ? spans.flatMap((span: unknown): [number, number][] =>
          Array.isArray(span) && Number.isInteger(span[0]) && Number.isInteger(span[1])
            ? [[span[0] as number, span[1] as number]]
            : [],
        )
      : []
  } catch {
    return []
  }
}
