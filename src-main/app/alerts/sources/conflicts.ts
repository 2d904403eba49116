import { createHash } from 'node:crypto'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { settingUses } from '../../compare/setting-uses.ts'
import type { AlertSource } from '../source.ts'

/** Settings for which somebody certainly gets different values, and Intune doesn't say which one wins (spec 043-7). */
export const conflicts: AlertSource = {
  kind: 'conflict',
  // Conflicts are between policies as they were captured, and by members as they were read.
  mark: async ({ store, tenant }) =>
    `${await store.alerts.policiesMark(tenant.id)}/${(await store.recipients.readAt(tenant.id)) ?? ''}`,
  async conditions({ store, ports, tenant, now }) {
    const uses = await settingUses({ ...ports, store }, tenant.id, true, now)
    return uses
      .filter((use) => use.conflicts)
      .map(({ id, name, uses: holders }): Condition => {
        const assigned = holders.filter((holder) => holder.assigned)
        return {
          kind: 'conflict',
          // Names of policies and words for values can change while the conflict is the same.
          key: keyOf([id, ...assigned.map(({ policyId }) => policyId).toSorted()]),
          severity: 'medium',
          content: {
            title: words.conflict(name),
            facts: assigned.map(({ policyName, value }) => ({ name: policyName, value })),
            page: '/compare',
          },
        }
      })
  },
}

const keyOf = (about: unknown): string => createHash('sha256').update(canonicalText(about)).digest('hex')
