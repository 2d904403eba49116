import type { ReactNode } from 'react'
import type { ChangeAbout, ChangeReason, Severity } from '#contract/model/severity.ts'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

const tones: Readonly<Record<Severity, Tone>> = { high: 'danger', medium: 'warning', low: 'plain' }
const ranks: Readonly<Record<Severity, number>> = { high: 3, medium: 2, low: 1 }

/** To sort by severity: what isn't known is the least. */
export const severityRank = (about: ChangeAbout | null): number => (about === null ? 0 : ranks[about.severity])

/** The severity and the reasons of a change, as one text. */
export const severityText = (about: ChangeAbout | null): string =>
  about === null
    ? ''
    : `${words.severity.levels[about.severity]}: ${reasonsText(about.reasons) || words.severity.nothingElse}`

const reasonsText = (reasons: readonly ChangeReason[]): string =>
  reasons.map((reason) => words.severity.reasons[reason]).join(', ')

/** A severity by itself, in its color. */
export const SeverityLevel = ({ severity }: { readonly severity: Severity }): ReactNode => (
  <Pill tone={tones[severity]}>{words.severity.levels[severity]}</Pill>
)

/** To sort severities: the higher, the worse. */
export const levelRank = (severity: Severity): number => ranks[severity]

/** What a change is about, in the color of its severity. The first of several reasons is the worst. */
export function SeverityPill({ about }: { readonly about: ChangeAbout | null }): ReactNode {
  if (about === null) return null
  const [worst] = about.reasons
  return (
    <span title={severityText(about)} data-severity={about.severity}>
      <Pill tone={tones[about.severity]}>
        <span className="hidden-word">{words.severity.levels[about.severity]}: </span>
        {worst === undefined ? words.severity.nothingElse : words.severity.reasons[worst]}
        {about.reasons.length > 1 ? <span className="quiet">{`\u00a0+${about.reasons.length - 1}`}</span> : null}
      </Pill>
    </span>
  )
}

const levels: readonly Severity[] = ['high', 'medium', 'low']

/** How many changes or findings there are of each severity, the worst first. */
export function SeverityCounts({
  counts,
  none,
}: {
  readonly counts: Readonly<Record<Severity, number>>
  /** What stands for nothing. */
  readonly none: string
}): ReactNode {
  const some = levels.filter((level) => counts[level] > 0)
  if (some.length === 0) return <span className="quiet">{none}</span>
  return (
    <span className="severity-counts small">
      {some.map((level) => (
        <span key={level} className={tones[level]} title={words.severity.counted(counts[level], level)}>
          {counts[level]} {words.severity.levels[level].toLowerCase()}
        </span>
      ))}
    </span>
  )
}
