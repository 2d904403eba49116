import type { Finding } from '#contract/model/drift.ts'
import { severityText } from '#renderer/shared/severity.tsx'
import { words } from './words.ts'

/** The findings as rows of a table, the head first. @param titleOf the name of a policy type */
export const findingsTable = (rows: readonly Finding[], titleOf: (type: string) => string): (string | null)[][] => [
  [...words.actions.csvHead],
  ...rows.map((finding) => [
    finding.policyName,
    titleOf(finding.type),
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
