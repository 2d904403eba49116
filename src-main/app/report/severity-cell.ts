import type { ReportCell } from '#contract/model/reports.ts'
import type { ChangeAbout, Severity } from '#contract/model/severity.ts'
import type { ReportWords } from '#domain/report/words/words.ts'

const tones = { high: 'danger', medium: 'warning', low: 'plain' } as const satisfies Readonly<Record<Severity, string>>
const ranks: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 }

/** To sort by: the worst first. */
export const severityRank = ({ severity }: ChangeAbout): number => ranks[severity]

/** How much a change matters, with the reasons below. */
export const severityCell = ({ severity: words }: ReportWords, { severity, reasons }: ChangeAbout): ReportCell => ({
  text: words.levels[severity],
  tone: tones[severity],
  small: reasons.map((reason) => words.reasons[reason]).join(', ') || words.none,
})
