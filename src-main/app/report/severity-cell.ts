import type { ReportCell } from '#contract/model/reports.ts'
import type { ChangeAbout, Severity } from '#contract/model/severity.ts'
import type { ReportWords } from '#domain/report/words/words.ts'

const tones = { high: 'danger', medium: 'warning', low: 'plain' } as const satisfies Readonly<Record<Severity, string>>
const ranks: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

/** To sort by: the worst first, what isn't known yet last. */
export const severityRank = (about: ChangeAbout | null): number => (about === null ? 3 : ranks[about.severity])

/** How much a change matters, with the reasons below; empty where nobody knows yet. */
export function severityCell({ severity: words }: ReportWords, about: ChangeAbout | null): ReportCell {
  if (about === null) return { text: '' }
  const { severity, reasons } = about
  return {
    text: words.levels[severity],
    tone: tones[severity],
    small: reasons.map((reason) => words.reasons[reason]).join(', ') || words.none,
  }
}
