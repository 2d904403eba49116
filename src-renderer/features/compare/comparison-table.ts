import type { ComparedPair } from '#contract/model/compare.ts'
import type { SettingsDiff } from '#contract/model/policies.ts'
import { words } from './words.ts'

/**
 * A comparison as rows of a table, the head first: a row for each value that differs, and one for each object without a
 * counterpart or without a difference.
 *
 * @param titles names of the two sides
 * @param diffOf the differences of a pair
 */
export async function comparisonTable(
  pairs: readonly ComparedPair[],
  titles: readonly [string, string],
  diffOf: (pair: ComparedPair) => Promise<SettingsDiff>,
): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [[...words.actions.csvHead(titles)]]
  for (const pair of pairs) {
    const start = [pair.kind, pair.name, stateOf(pair, titles)]
    const by = pair.by === null ? null : words.pairs.pairedBy(pair.by)
    const changed =
      pair.state === 'different'
        ? (await diffOf(pair)).flatMap(({ title, rows: settings }) =>
            settings
              .filter(({ kind }) => kind !== 'same')
              .map(({ name, before, after }) => [title, name, before, after]),
          )
        : []
    if (changed.length === 0) rows.push([...start, null, null, null, null, by])
    else rows.push(...changed.map((values) => [...start, ...values, by]))
  }
  return rows
}

function stateOf({ state }: ComparedPair, titles: readonly [string, string]): string {
  if (state === 'left') return words.pairs.onlyIn(titles[0])
  if (state === 'right') return words.pairs.onlyIn(titles[1])
  return words.pairs.states[state]
}
