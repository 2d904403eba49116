import { BaselineId, IgnoreRuleId, FindingId, PolicyId, VersionId } from '#contract/model/ids.ts'
import { failure } from '#contract/errors.ts'
import { isIgnored } from '#domain/drift/drift.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { requireTypes } from '../capture/chosen-types.ts'
import { sideTitle } from '../compare/side.ts'
import type { ReadStore } from '../ports/store.ts'
import { requirePast, requireWhole } from './moments.ts'
import { aboutOf } from '#domain/severity/severity.ts'
import { toAccepted } from './accepted.ts'
import type { drift } from '#contract/api/drift.ts'
import type { Handlers } from './handlers.ts'
import { requireStays, requireTenant } from './ownership.ts'
import { words } from '../words.ts'

/** A baseline contains each policy only once. */
async function requireOneEach(store: ReadStore, versionIds: readonly string[]): Promise<void> {
  const policies = new Set<string>()
  for (const id of versionIds) {
    const version = await store.versions.find(id)
    if (version && policies.has(version.policyId)) throw failure('badInput', words.twoVersions(version.name))
    if (version) policies.add(version.policyId)
  }
}

export const driftHandlers: Handlers<keyof typeof drift> = {
  'drift.baselines': async ({ tenantId }, { store }) =>
    Promise.all(
      (await store.drift.baselines(tenantId)).map(async (row) => {
        const findings = await store.drift.findings(row.id)
        const count = (state: string) => findings.filter((finding) => finding.state === state).length
        return {
          id: BaselineId.parse(row.id),
          name: row.name,
          sourceTenantId: row.sourceTenantId,
          source: await sideTitle(store, row.source),
          createdAt: row.createdAt,
          checkedAt: row.checkedAt,
          unread: row.unread.map((type) => findPolicyType(type)?.title ?? type),
          open: count('open'),
          acknowledged: count('acknowledged'),
        }
      }),
    ),
  'drift.addBaseline': async ({ tenantId, name, source }, { store, owned, note, ports: { newId, clock } }) => {
    if ('at' in source.from) {
      requireWhole(owned.source, source.from.at)
      requirePast(source.from.at, clock.now())
    }
    requireStays(await requireTenant(store, source.tenantId))
    if ('versionIds' in source.from) await requireOneEach(store, source.from.versionIds)
    const at = clock.now().toISOString()
    const id = newId()
    // "Now" would change with the tenant, so the baseline is the current time.
    await store.drift.insertBaseline({
      id,
      tenantId,
      name,
      sourceTenantId: source.tenantId,
      source: 'now' in source.from ? { at } : source.from,
      createdAt: at,
    })
    note({ baselineId: id })
    return { baselineId: BaselineId.parse(id) }
  },
  'drift.removeBaseline': async ({ baselineId }, { store, owned, note }) => {
    await store.drift.removeBaseline(baselineId)
    note({ name: owned.baselineId.name })
    return {}
  },
  'drift.check': async ({ tenantId, baselineId, capture }, { start, owned }) =>
    toAccepted(
      await start({
        tenantId,
        kind: 'drift',
        title: owned.baselineId.name,
        target: baselineId,
        input: { baselineId, capture },
      }),
    ),
  'drift.findings': async ({ tenantId, baselineId }, { store }) => {
    const policies = new Map(
      (await store.policies.list(tenantId)).map((row) => [`${row.type}/${row.externalId}`, row.id]),
    )
    return (await store.drift.findings(baselineId)).flatMap(
      ({
        id,
        state,
        externalId,
        baselineVersionId,
        currentVersionId,
        kind,
        type,
        policyName,
        path,
        name,
        before,
        after,
        changedBy,
        reasons,
        firstSeenAt,
      }) => {
        const policyId = policies.get(`${type}/${externalId}`)
        return state === 'resolved'
          ? []
          : [
              {
                id: FindingId.parse(id),
                state,
                kind,
                type,
                about: reasons === null ? null : aboutOf(reasons),
                policyName,
                path,
                name,
                before,
                after,
                changedBy,
                firstSeenAt,
                policyId: policyId === undefined ? null : PolicyId.parse(policyId),
                baselineVersionId: baselineVersionId === null ? null : VersionId.parse(baselineVersionId),
                currentVersionId: currentVersionId === null ? null : VersionId.parse(currentVersionId),
              },
            ]
      },
    )
  },

  'drift.acknowledge': async ({ findingIds, acknowledged }, { store, owned, note }) => {
    const policies = [...new Set(owned.findingIds.map(({ policyName }) => policyName))]
    note({ name: policies.slice(0, 10).join(', '), findings: findingIds.length })
    await store.drift.setState(findingIds, acknowledged ? 'acknowledged' : 'open')
    return {}
  },
  'drift.rules': async ({ tenantId }, { store }) =>
    (await store.drift.rules(tenantId)).map(({ tenantId: _tenantId, id, ...rule }) => ({
      id: IgnoreRuleId.parse(id),
      ...rule,
    })),
  'drift.ignore': async ({ tenantId, path, type, note }, { store, owned, ports: { newId, clock } }) => {
    const policy = owned.policyId
    if (type !== null) requireTypes([type])
    const rule = { type: policy?.type ?? type, externalId: policy?.externalId ?? null, path }
    await store.drift.addRule({ id: newId(), tenantId, ...rule, note, createdAt: clock.now().toISOString() })
    const hidden: string[] = []
    for (const { id } of await store.drift.baselines(tenantId))
      for (const finding of await store.drift.findings(id)) if (isIgnored(finding, [rule])) hidden.push(finding.id)
    if (hidden.length > 0) await store.drift.setState(hidden, 'resolved')
    return {}
  },
  'drift.unignore': async ({ ruleId }, { store, owned, note }) => {
    await store.drift.removeRule(ruleId)
    note({ path: owned.ruleId.path })
    return {}
  },
}
