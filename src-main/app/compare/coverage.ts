import type { CoveredSetting, Side } from '#contract/model/compare.ts'
import { coverageStates } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { coverageOf } from '#domain/compare/coverage.ts'
import { breathe } from '../breathe.ts'
import { conflictFinder } from './setting-conflicts.ts'
import { conflictsNow } from './setting-uses.ts'
import { settingsIn, type HeldSetting, type SettingPorts } from './settings-in.ts'
import { loadSide } from './side.ts'

/** What can't be assigned is in force for everybody. */
const isInForce = ({ type, reach }: HeldSetting): boolean => type.assignments === null || reach.targets.length > 0

/** Each setting and value of a baseline, the ones that aren't met first, and what sets them in a state of a tenant (spec 066). */
export async function coverage(ports: SettingPorts, baseline: Side, side: Side, now: Date): Promise<CoveredSetting[]> {
  const wordsOf = await tenantWithWords(ports, [side.tenantId, baseline.tenantId])
  const wanted = await settingsIn(ports, await loadSide(ports.store, baseline.tenantId, baseline.from), wordsOf)
  const present = await settingsIn(ports, await loadSide(ports.store, side.tenantId, side.from), wordsOf)
  // Members are only known of now.
  const conflictOf = 'now' in side.from ? await conflictsNow(ports, side.tenantId, now) : conflictFinder(null)
  const covered: CoveredSetting[] = []
  for (const [id, { name, uses }] of wanted) {
    await breathe()
    const held = present.get(id)?.uses ?? []
    const conflict = await conflictOf(id, held.filter(isInForce))
    const meet =
      conflict?.settledBy === 'merge'
        ? 'merged'
        : conflict?.certainty === 'certain' && conflict.settledBy === null
          ? 'yes'
          : 'never'
    const values = held.map((use) => ({ policyId: use.policyId, value: use.value, assigned: isInForce(use) }))
    for (const [value, same] of Map.groupBy(uses, (use) => use.value))
      covered.push({
        id,
        name,
        value,
        state: coverageOf(value, values, meet),
        baseline: [...new Map(same.map((use) => [use.policyId, use.policyName]))].map(([policyId, policyName]) => ({
          policyId: PolicyId.parse(policyId),
          policyName,
        })),
        uses: held.map((use) => ({
          policyId: PolicyId.parse(use.policyId),
          policyName: use.policyName,
          value: use.value,
          assigned: isInForce(use),
        })),
      })
  }
  return covered.toSorted(
    (left, right) =>
      coverageStates.indexOf(left.state) - coverageStates.indexOf(right.state) || left.name.localeCompare(right.name),
  )
}

/** The first tenant that was captured: what is imported has no setting definitions of its own. */
async function tenantWithWords({ store }: SettingPorts, tenantIds: readonly string[]): Promise<string> {
  for (const id of tenantIds) {
    const tenant = await store.tenants.find(id)
    if (tenant && tenant.signIn !== 'imported') return id
  }
  return tenantIds[0]!
}
