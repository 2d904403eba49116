import { Failure } from '#contract/errors.ts'
import type { ReportSubject } from '#contract/model/reports.ts'
import { momentOf } from '#domain/report/words/words.ts'
import { aboutOf } from '#domain/severity/severity.ts'
import { sideTitle } from '../compare/side.ts'
import { typeTitle } from './policy-blocks.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'
import { severityCell, severityRank } from './severity-cell.ts'
import { words as errors } from './words.ts'

/** What differs from a baseline, policy by policy, the most severe first, and who changed it. */
export async function driftReport(
  context: ReportContext,
  { baselineId }: Extract<ReportSubject, { about: 'drift' }>,
): Promise<SubjectReport> {
  const { store, tenant, words } = context
  const baseline = await store.drift.findBaseline(baselineId)
  if (!baseline) throw new Failure('notFound', errors.noBaseline)
  const findings = (await store.drift.findings(baselineId))
    .filter(({ state }) => state !== 'resolved')
    .map((finding) => ({ ...finding, about: finding.reasons === null ? null : aboutOf(finding.reasons) }))
    .toSorted((one, other) => severityRank(one.about) - severityRank(other.about))
  const open = findings.filter(({ state }) => state === 'open').length
  return {
    title: words.titles.drift,
    subtitle: tenant.name,
    facts: [
      { name: words.facts.baseline, value: `${baseline.name} (${await sideTitle(store, baseline.source)})` },
      {
        name: words.facts.checked,
        value: baseline.checkedAt === null ? words.drift.unknownPerson : momentOf(words, baseline.checkedAt),
      },
    ],
    async *sections() {
      yield {
        id: 'summary',
        level: 1,
        title: words.page.summary,
        mark: null,
        blocks: [
          findings.length === 0
            ? { kind: 'note', tone: 'success', text: words.drift.none }
            : { kind: 'note', tone: 'warning', text: words.drift.counts(open, findings.length - open) },
          ...(baseline.unread.length > 0
            ? [
                {
                  kind: 'note' as const,
                  tone: 'warning' as const,
                  text: words.drift.unread(baseline.unread.map(typeTitle).join(', ')),
                },
              ]
            : []),
        ],
      }
      const byPolicy = Map.groupBy(findings, ({ type, externalId }) => `${type}/${externalId}`)
      for (const [key, own] of byPolicy) {
        const [first] = own
        yield {
          id: `finding-${key}`,
          level: 2,
          title: first!.policyName,
          mark: { text: typeTitle(first!.type), tone: 'plain' as const },
          blocks: [
            {
              kind: 'table',
              columns: [
                words.drift.what,
                words.severity.title,
                words.policy.before,
                words.policy.after,
                words.drift.by,
                words.drift.seen,
              ],
              rows: own.map((finding) => [
                {
                  text: finding.kind === 'changed' ? finding.name : words.drift.kinds[finding.kind],
                  small: `${finding.kind === 'changed' ? '' : `${finding.name} `}${finding.state === 'open' ? words.drift.open : words.drift.acknowledged}`,
                },
                severityCell(words, finding.about),
                { text: finding.before ?? words.policy.unset },
                { text: finding.after ?? words.policy.unset, tone: 'info' as const },
                { text: finding.changedBy ?? words.drift.unknownPerson },
                { text: momentOf(words, finding.firstSeenAt) },
              ]),
            },
          ],
        }
      }
    },
  }
}
