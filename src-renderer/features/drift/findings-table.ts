import type { Finding } from '#contract/model/drift.ts'
import { severityText } from '#renderer/shared/severity.tsx'
import { words } from './words.ts'

/** The findings as rows of a table, the head first. @param kindOf the name of a policy's type */
export const findingsTable = (rows: readonly Finding[], kindOf: (finding: Finding) => string): (string | null)[][] => [
  [...words.actions.csvHead],
  ...rows.map((finding) => [
    finding.policyName,
    kindOf(finding),
    words.finding.title(finding),
    finding.name,
    finding.path,
    finding.before,
    finding.after,
    severityText(finding.about),
    finding.changedBy,
    finding.firstSeenAt,
    words.list.states[finding.state],
  ]),
]
