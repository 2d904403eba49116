import type { Finding } from '#contract/model/drift.ts'
import { words } from './words.ts'

/** The findings as rows of a table, the head first. */
export const findingsTable = (rows: readonly Finding[]): (string | null)[][] => [
  [...words.actions.csvHead],
  ...rows.map((finding) => [
    finding.policyName,
    finding.type,
    words.finding.title(finding),
    finding.name,
    finding.path,
    finding.before,
    finding.after,
    finding.changedBy,
    finding.firstSeenAt,
    finding.state,
  ]),
]
