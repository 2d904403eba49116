import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { severityOf } from '#domain/severity/severity.ts'
import type { FindingRow } from '../../ports/drift.ts'
import type { AlertSource } from '../source.ts'

/** Findings of baselines that nobody has acknowledged. */
export const findings: AlertSource = {
  kind: 'finding',
  mark: async ({ store, tenant }) =>
    `${await store.alerts.findingsMark(tenant.id)}/${await store.alerts.policiesMark(tenant.id)}`,
  async conditions({ store, tenant }) {
    const found: Condition[] = []
    const quiet = await store.alerts.quietPolicies(tenant.id)
    for (const baseline of await store.drift.baselines(tenant.id))
      for (const finding of await store.drift.findings(baseline.id))
        if (finding.state === 'open' && !quiet.has(`${finding.type}/${finding.externalId}`))
          found.push({
            kind: 'finding',
            // A finding whose value changed again is another alert.
            key: `${finding.id}/${finding.print ?? ''}`,
            severity: finding.reasons === null ? 'medium' : severityOf(finding.reasons),
            content: {
              title: titleOf(finding),
              facts: factsOf(finding),
              page: `/drift/${baseline.id}/${finding.id}`,
            },
          })
    return found
  },
}

function titleOf({ kind, policyName, name }: FindingRow): string {
  switch (kind) {
    case 'new':
      return words.finding.new(policyName)
    case 'removed':
      return words.finding.removed(policyName)
    case 'assignment-changed':
      return words.finding.assigned(policyName)
    case 'changed':
      return words.finding.changed(policyName, name)
  }
}

function factsOf({ kind, policyName, name, before, after, changedBy }: FindingRow) {
  const values =
    kind === 'new' || kind === 'removed'
      ? []
      : [
          { name: words.facts.setting, value: name },
          { name: words.facts.before, value: before ?? words.nothing },
          { name: words.facts.after, value: after ?? words.nothing },
        ]
  return [
    { name: words.facts.policy, value: policyName },
    ...values,
    { name: words.facts.by, value: changedBy ?? words.unknownPerson },
  ]
}
