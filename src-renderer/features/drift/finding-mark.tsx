import { PeopleRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { Finding } from '#contract/model/drift.ts'
import { words } from './words.ts'
import './drift.css'

/** Green plus, red minus, blue tilde, people for assignments: the same marks as in every difference. */
export function FindingMark({ finding }: { readonly finding: Finding }): ReactNode {
  if (finding.kind === 'assignment-changed')
    return (
      <span className="mark people" aria-label={words.finding.marks.assignment}>
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
    <span className={`mark ${kind}`} aria-label={words.finding.marks[kind]}>
      {{ added: '+', removed: '–', changed: '~' }[kind]}
    </span>
  )
}

/** What the finding is about: a setting by its name, or the whole policy. */
export const findingName = (finding: Finding): string => finding.name || words.finding.wholePolicy
