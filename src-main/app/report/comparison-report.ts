import type { ReportSection, ReportSubject } from '#contract/model/reports.ts'
import type { ComparedPair } from '#contract/model/compare.ts'
import { breathe } from '../breathe.ts'
import { compareSides } from '../compare/compare-sides.ts'
import { sideTitle } from '../compare/side.ts'
import { changeBlocks, typeTitle } from './policy-blocks.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'

/** Two states side by side: a table of all policies, and the settings that differ. */
export async function comparisonReport(
  context: ReportContext,
  { left, right }: Extract<ReportSubject, { about: 'comparison' }>,
): Promise<SubjectReport> {
  const { store, words } = context
  const pairs = await compareSides(store, left, right)
  const title = async (side: typeof left): Promise<string> =>
    [(await store.tenants.find(side.tenantId))?.name ?? side.tenantId, await sideTitle(store, side.from)].join(', ')
  const [leftTitle, rightTitle] = [await title(left), await title(right)]
  return {
    title: words.titles.comparison,
    subtitle: `${leftTitle} / ${rightTitle}`,
    facts: [
      { name: words.facts.left, value: leftTitle },
      { name: words.facts.right, value: rightTitle },
    ],
    async *sections() {
      yield overview(context, pairs)
      for (const pair of pairs.filter(({ state }) => state === 'different')) {
        await breathe()
        const [before = null, after = null] = await Promise.all([
          store.versions.find(pair.leftVersionId!),
          store.versions.find(pair.rightVersionId!),
        ])
        yield {
          id: `pair-${pair.leftVersionId}`,
          level: 2,
          title: pair.name,
          mark: { text: pair.kind, tone: 'plain' as const },
          blocks: await changeBlocks(context, before, after, [words.comparison.leftValue, words.comparison.rightValue]),
        }
      }
    },
  }
}

function overview({ words }: ReportContext, pairs: readonly ComparedPair[]): ReportSection {
  const count = (state: ComparedPair['state']): string => String(pairs.filter((pair) => pair.state === state).length)
  const states = ['different', 'left', 'right', 'same'] as const
  const order = new Map(states.map((state, index) => [state, index]))
  const tones = { same: 'plain', different: 'info', left: 'warning', right: 'warning' } as const
  return {
    id: 'summary',
    level: 1,
    title: words.page.summary,
    mark: null,
    blocks: [
      { kind: 'facts', facts: states.map((state) => ({ name: words.comparison[state], value: count(state) })) },
      {
        kind: 'table',
        columns: [words.comparison.policy, words.facts.kind, words.comparison.state],
        rows: pairs
          .toSorted((one, other) => order.get(one.state)! - order.get(other.state)!)
          .map(({ name, kind, type, state }) => [
            { text: name },
            { text: kind || typeTitle(type) },
            { text: words.comparison[state], tone: tones[state] },
          ]),
      },
    ],
  }
}
