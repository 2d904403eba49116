import { PeopleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Finding } from '#contract/model/drift.ts'
import './drift.css'

/** Green plus, red minus, blue tilde, people for assignments: as in every difference. */
export function FindingMark({ finding }: { readonly finding: Finding }): ReactNode {
  if (finding.kind === 'assignment-changed')
    return (
      <span className="mark people" aria-label="Assignment">
        <PeopleRegular fontSize={14} />
      </span>
    )
  const kind =
    finding.kind === 'new' || (finding.kind === 'changed' && finding.before === null)
      ? 'added'
      : finding.kind === 'removed' || finding.after === null
        ? 'removed'
        : 'changed'
  return (
    <span className={`mark ${kind}`} aria-label={kind}>
      {{ added: '+', removed: '–', changed: '~' }[kind]}
    </span>
  )
}

/** What happened, as a heading. */
export function findingTitle(finding: Finding): string {
  if (finding.kind === 'new') return 'New policy'
  if (finding.kind === 'removed') return 'Policy missing'
  const what = finding.kind === 'assignment-changed' ? 'Assignment' : 'Setting'
  return `${what} ${finding.before === null ? 'added' : finding.after === null ? 'removed' : 'changed'}`
}

/** What it was and what it is, in one line. */
export function findingLine(finding: Finding): string {
  if (finding.kind === 'new') return 'Not in the baseline'
  if (finding.kind === 'removed') return 'In the baseline, not in the tenant'
  if (finding.before === null) return `Now ${finding.after ?? ''}`
  return finding.after === null
    ? `Was ${finding.before}, now not configured`
    : `Was ${finding.before}, now ${finding.after}`
}

/** What it is about: a setting by its name, or the policy as a whole. */
export const findingName = (finding: Finding): string => finding.name || 'Whole policy'
