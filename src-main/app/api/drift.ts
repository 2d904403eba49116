import { BaselineId, FindingId, PolicyId, RunId, VersionId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import { Failure } from '#contract/errors.ts'
import { isIgnored } from '#domain/drift/drift.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { requireTypes } from '../capture/capture-types.ts'
import { sideTitle } from '../compare/side.ts'
import type { Store } from '../ports/store.ts'
import { requirePast, requireWhole } from './moments.ts'
import { requireBaseline, requirePolicy, requireSet, requireTenant, requireVersion } from './ownership.ts'
import type { drift } from '#contract/api/drift.ts'
import type { Handlers } from './handlers.ts'

async function requireOfSide(store: Store, tenantId: string, from: Side['from']): Promise<void> {
  const tenant = await requireTenant(store, tenantId)
  if ('at' in from) requireWhole(tenant, from.at)
  if ('setId' in from) await requireSet(store, tenantId, from.setId)
  if ('versionIds' in from) for (const id of from.versionIds) await requireVersion(store, tenantId, id)
}

/** A policy is one thing in a baseline. */
async function requireOneEach(store: Store, versionIds: readonly string[]): Promise<void> {
  const policies = new Set<string>()
  for (const id of versionIds) {
    const version = await store.versions.find(id)
    if (version && policies.has(version.policyId))
      throw new Failure('badInput', `Two versions of "${version.name}" are chosen.`, { hint: 'Choose one of them.' })
    if (version) policies.add(version.policyId)
  }
}

export const driftHandlers: Handlers<keyof typeof drift> = {
  'drift.baselines': async ({ tenantId }, { ports: { store } }) =>
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
  'drift.addBaseline': async ({ tenantId, name, source }, { ports: { store, newId, clock }, emit }) => {
    await requireOfSide(store, source.tenantId, source.from)
    if ('at' in source.from) requirePast(source.from.at, clock.now())
    if ('versionIds' in source.from) await requireOneEach(store, source.from.versionIds)
    const at = clock.now().toISOString()
    const id = newId()
    // "Now" would move along with the tenant: the baseline is this moment.
    await store.drift.insertBaseline({
      id,
      tenantId,
      name,
      sourceTenantId: source.tenantId,
      source: 'now' in source.from ? { at } : source.from,
      createdAt: at,
    })
    emit('drift.changed', { tenantId })
    return { baselineId: BaselineId.parse(id) }
  },

  'drift.removeBaseline': async ({ tenantId, baselineId }, { ports: { store }, emit }) => {
    await requireBaseline(store, tenantId, baselineId)
    await store.drift.removeBaseline(baselineId)
    emit('drift.changed', { tenantId })
    return {}
  },

  'drift.check': async ({ tenantId, baselineId, capture }, { ports, engine }) => {
    const { name } = await requireBaseline(ports.store, tenantId, baselineId)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'drift',
      title: name,
      target: baselineId,
      input: { baselineId, capture, types: [], policyIds: [] },
    })
    return { runId: RunId.parse(runId), reused }
  },

  'drift.findings': async ({ tenantId, baselineId }, { ports: { store } }) => {
    await requireBaseline(store, tenantId, baselineId)
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

  'drift.acknowledge': async ({ tenantId, findingIds, acknowledged }, { ports: { store }, emit }) => {
    for (const id of findingIds) {
      const finding = await store.drift.findFinding(id)
      if (!finding) throw new Failure('notFound', 'There is no such finding.')
      await requireBaseline(store, tenantId, finding.baselineId)
    }
    await store.drift.setState(findingIds, acknowledged ? 'acknowledged' : 'open')
    emit('drift.changed', { tenantId })
    return {}
  },

  'drift.rules': async ({ tenantId }, { ports: { store } }) =>
    (await store.drift.rules(tenantId)).map(({ tenantId: _tenantId, ...rule }) => rule),
  'drift.ignore': async ({ tenantId, path, type, policyId, note }, { ports: { store, newId, clock }, emit }) => {
    const policy = policyId === null ? null : await requirePolicy(store, tenantId, policyId)
    if (type !== null) requireTypes([type])
    const rule = { type: policy?.type ?? type, externalId: policy?.externalId ?? null, path }
    await store.drift.addRule({ id: newId(), tenantId, ...rule, note, createdAt: clock.now().toISOString() })
    const hidden = (
      await Promise.all((await store.drift.baselines(tenantId)).map(async (row) => store.drift.findings(row.id)))
    )
      .flat()
      .filter((finding) => isIgnored(finding, [rule]))
      .map((finding) => finding.id)
    if (hidden.length > 0) await store.drift.setState(hidden, 'resolved')
    emit('drift.changed', { tenantId })
    return {}
  },

  'drift.unignore': async ({ tenantId, ruleId }, { ports: { store }, emit }) => {
    if (!(await store.drift.rules(tenantId)).some((rule) => rule.id === ruleId))
      throw new Failure('notFound', 'There is no such rule.')
    await store.drift.removeRule(tenantId, ruleId)
    emit('drift.changed', { tenantId })
    return {}
  },
}
