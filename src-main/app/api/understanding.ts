import { BaselineId, FindingId, PolicyId, RunId, ScheduleId, TenantId, VersionId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/understanding.ts'
import type { understanding } from '#contract/api/understanding.ts'
import { Failure } from '#contract/errors.ts'
import { differences, pairSides } from '#domain/compare/compare.ts'
import { isIgnored } from '#domain/drift/drift.ts'
import type { Json } from '#domain/json.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { due, isZone, timingProblem, upcoming } from '#domain/schedule/due.ts'
import { requireTypes } from '../capture/capture-types.ts'
import { loadSide, sideTitle, type LoadedSide } from '../compare/side.ts'
import { asNamedIn } from '../compare/mapped-side.ts'
import { settingUses } from '../compare/setting-uses.ts'
import { dependencies } from '../dependencies/graph.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import { startScheduled } from '../schedules/scheduler.ts'
import { findWords, hasWords, wordsIn } from '../search/find.ts'
import type { ScheduleRow } from '../ports/understanding.ts'
import type { Store } from '../ports/store.ts'
import { requirePast, requireWhole } from './moments.ts'
import type { Handlers } from './handlers.ts'
import {
  requireBaseline,
  requirePolicy,
  requireSchedule,
  requireSet,
  requireTenant,
  requireVersion,
} from './ownership.ts'
import { readableVersion } from './readable-version.ts'

/** The state that a side names, loaded; what it names must be its tenant's (000-3). */
async function sideOf(store: Store, { tenantId, from }: Side): Promise<LoadedSide> {
  await requireOfSide(store, tenantId, from)
  return loadSide(store, tenantId, from)
}

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

export const understandingHandlers: Handlers<keyof typeof understanding> = {
  'compare.matrix': async ({ left, right, byHand }, { ports: { store } }) => {
    const [here, there] = [await sideOf(store, left), await sideOf(store, right)]
    const sameTenant = left.tenantId === right.tenantId
    const mapped = sameTenant ? new Map<string, string>() : await earlierTargets(store, right.tenantId, left.tenantId)
    const pairs = pairSides(
      sameTenant ? here.items : await asNamedIn(store, here.items, left.tenantId, right.tenantId),
      there.items,
      { sameTenant, mapped, byHand: new Map(Object.entries(byHand)) },
    )
    const rows = []
    for (const [index, pair] of pairs.entries()) {
      if (index % 100 === 0) await new Promise<void>((resolve) => setImmediate(resolve))
      const item = (pair.left ?? pair.right)!
      const changes = pair.left && pair.right ? differences(pair.left, pair.right, sameTenant).length : 0
      rows.push({
        type: item.type.key,
        kind: item.type.kindOf(item.document),
        name: item.name,
        by: pair.by,
        changes,
        state: !pair.right
          ? ('left' as const)
          : !pair.left
            ? ('right' as const)
            : changes === 0
              ? ('same' as const)
              : ('different' as const),
        leftVersionId: pair.left ? VersionId.parse(pair.left.versionId) : null,
        rightVersionId: pair.right ? VersionId.parse(pair.right.versionId) : null,
      })
    }
    return rows.toSorted(
      (one, other) =>
        one.type.localeCompare(other.type) ||
        one.name.localeCompare(other.name) ||
        one.state.localeCompare(other.state),
    )
  },
  'compare.settings': async ({ tenantId, severalOnly }, { ports }) => settingUses(ports, tenantId, severalOnly),

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

  'dependencies.graph': async ({ tenantId, focus, depth, direction }, { ports: { store } }) => {
    const { nodes, edges, cycles } = await dependencies(store, tenantId, { focus, depth, direction })
    return { nodes: [...nodes], edges: [...edges], cycles: cycles.map((cycle) => [...cycle]) }
  },

  'search.find': async ({ text, tenantId, type, current, after, before, limit }, { ports }) => {
    if (tenantId !== undefined) await requireTenant(ports.store, tenantId)
    if (type !== undefined) requireTypes([type])
    const tenantIds =
      tenantId === undefined ? (await ports.store.tenants.list()).map((tenant) => tenant.id) : [tenantId]
    const found = await findWords(
      ports,
      text,
      { tenantIds, type: type ?? null, current, capturedAfter: after ?? null, capturedBefore: before ?? null },
      limit,
    )
    const shown = (hits: typeof found.names) =>
      hits.map((hit) => ({
        ...hit,
        versionId: VersionId.parse(hit.versionId),
        policyId: PolicyId.parse(hit.policyId),
        tenantId: TenantId.parse(hit.tenantId),
      }))
    return {
      names: shown(found.names),
      settings: shown(found.settings),
      scripts: shown(found.scripts),
      ids: shown(found.ids),
    }
  },
  'search.explain': async ({ tenantId, versionId, text }, { ports }) => {
    const version = await requireVersion(ports.store, tenantId, versionId)
    const words = wordsIn(text)
    const rows = (await readableVersion(ports, version)).flatMap((section) => section.rows)
    const whole = rows.filter((row) => hasWords(`${row.name} ${row.value}`, words))
    return (
      whole.length > 0
        ? whole
        : rows.filter((row) => words.some((word) => hasWords(`${row.name} ${row.value}`, [word])))
    )
      .slice(0, 3)
      .map((row) => ({ ...row, value: row.value.slice(0, 2_000) }))
  },

  'schedules.list': async ({ tenantId }, { ports: { store, clock } }) =>
    (await store.schedules.list(tenantId)).map((row) => toSchedule(row, clock.now())),
  'schedules.save': async (
    { tenantId, scheduleId, name, types, cron, zone, keep, baselineId, enabled },
    { ports: { store, newId, clock }, emit },
  ) => {
    const problem = timingProblem({ cron, zone })
    if (problem !== null)
      throw new Failure('badInput', problem, {
        hint: 'An example: 30 2 * * 1-5 is half past two from Monday to Friday.',
      })
    requireTypes(types)
    if (baselineId !== null) await requireBaseline(store, tenantId, baselineId)
    const before = scheduleId === undefined ? undefined : await requireSchedule(store, tenantId, scheduleId)
    const at = clock.now().toISOString()
    const id = before?.id ?? newId()
    // What a changed timing would have done before now does not count as missed.
    const isSame = before?.cron === cron && before.zone === zone && before.enabled && enabled
    await store.schedules.save({
      id,
      tenantId,
      name,
      types,
      cron,
      zone,
      keep,
      baselineId,
      enabled,
      lastDueAt: isSame ? before.lastDueAt : at,
      lastRunId: before?.lastRunId ?? null,
      createdAt: before?.createdAt ?? at,
    })
    emit('schedules.changed', { tenantId })
    return { scheduleId: ScheduleId.parse(id) }
  },
  'schedules.remove': async ({ tenantId, scheduleId }, { ports: { store }, emit }) => {
    await requireSchedule(store, tenantId, scheduleId)
    await store.schedules.remove(scheduleId)
    emit('schedules.changed', { tenantId })
    return {}
  },
  'schedules.runNow': async ({ tenantId, scheduleId }, { ports: { store, clock }, engine }) => {
    const { runId, reused } = await startScheduled(
      engine,
      await requireSchedule(store, tenantId, scheduleId),
      clock.now().toISOString(),
    )
    return { runId: RunId.parse(runId), reused }
  },
  'schedules.preview': async ({ cron, zone }, { ports: { clock } }) => {
    const problem = timingProblem({ cron, zone })
    return {
      problem,
      next: problem === null ? upcoming({ cron, zone }, clock.now(), 5).map((moment) => moment.toISOString()) : [],
    }
  },

  'policies.ignore': async ({ tenantId, policyIds, ignored }, context) =>
    setLifecycle(context, tenantId, policyIds, { ignoredAt: ignored ? context.ports.clock.now().toISOString() : null }),
  'policies.archive': async ({ tenantId, policyIds, archived }, context) =>
    setLifecycle(context, tenantId, policyIds, {
      archivedAt: archived ? context.ports.clock.now().toISOString() : null,
    }),
  'policies.purge': async ({ tenantId, olderThan, dryRun }, { ports: { store, clock }, emit }) => {
    requirePast(olderThan, clock.now())
    const figures = await store.versions.purge(tenantId, olderThan, dryRun)
    if (!dryRun) {
      await store.audit.append({
        at: clock.now().toISOString(),
        tenantId,
        action: 'store.purged',
        detail: { olderThan, ...figures },
      })
      emit('inventory.changed', { tenantId })
    }
    return figures
  },

  'versions.calendar': async ({ tenantId, zone }, { ports: { store } }) => {
    if (!isZone(zone))
      throw new Failure('badInput', `"${zone}" is no time zone.`, { hint: 'An example: Europe/Berlin.' })
    return [...(await store.versions.calendar(tenantId, zone))]
  },
  'versions.settingHistory': async ({ tenantId, policyId, key }, { ports }) => {
    await requirePolicy(ports.store, tenantId, policyId)
    const versions = (await ports.store.versions.list(tenantId, policyId)).toSorted(
      (left, right) => left.number - right.number,
    )
    const history: { versionId: VersionId; number: number; capturedAt: string; name: string; value: string | null }[] =
      []
    for (const version of versions) {
      const row = (await readableVersion(ports, version))
        .flatMap((section) => section.rows)
        .find((entry) => entry.key === key)
      const last = history.at(-1)
      if (last && last.value === (row?.value ?? null)) continue
      history.push({
        versionId: VersionId.parse(version.id),
        number: version.number,
        capturedAt: version.capturedAt,
        name: row?.name ?? last?.name ?? key,
        value: row?.value ?? null,
      })
    }
    return history
  },

  'views.list': async ({ tenantId }, { ports: { store } }) =>
    (await store.views.list(tenantId)).map(({ id, name, query, createdAt }) => ({
      id,
      name,
      query: { ...query },
      createdAt,
    })),
  'views.save': async ({ tenantId, name, query }, { ports: { store, newId, clock } }) => {
    const view = { id: newId(), tenantId, name, query, createdAt: clock.now().toISOString() }
    await store.views.save(view)
    return { id: view.id, name, query, createdAt: view.createdAt }
  },
  'views.remove': async ({ tenantId, viewId }, { ports: { store } }) => {
    await store.views.remove(tenantId, viewId)
    return {}
  },
}

function toSchedule(row: ScheduleRow, now: Date) {
  const problem = timingProblem(row)
  const next = row.enabled && problem === null ? due(row, new Date(row.lastDueAt), now) : null
  return {
    id: ScheduleId.parse(row.id),
    name: row.name,
    types: [...row.types],
    cron: row.cron,
    zone: row.zone,
    keep: { ...row.keep },
    enabled: row.enabled,
    baselineId: row.baselineId === null ? null : BaselineId.parse(row.baselineId),
    lastRunId: row.lastRunId === null ? null : RunId.parse(row.lastRunId),
    lastDueAt: row.lastDueAt,
    problem,
    nextAt: (next?.at ?? next?.next)?.toISOString() ?? null,
  }
}

async function setLifecycle(
  { ports: { store }, emit }: Parameters<Handlers<'policies.ignore'>['policies.ignore']>[1],
  tenantId: string,
  policyIds: readonly string[],
  change: Json,
): Promise<Record<string, never>> {
  for (const id of policyIds) await requirePolicy(store, tenantId, id)
  await store.policies.setLifecycle(policyIds, change)
  emit('inventory.changed', { tenantId })
  return {}
}
