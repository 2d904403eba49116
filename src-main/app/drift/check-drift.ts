import { createHash } from 'node:crypto'
import { Failure } from '#contract/errors.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { pairSides, type SideItem } from '#domain/compare/compare.ts'
import { findDrift, isIgnored, type Drift } from '#domain/drift/drift.ts'
import { strings, text } from '#domain/json.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { loadSide } from '../compare/side.ts'
import { cloudOf } from '../capture/setting-definitions.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import type { RunContext } from '../runs/run-context.ts'
import type { BaselineRow, ChangeEvent, FindingRow } from '../ports/understanding.ts'

type Found = Parameters<RunContext['ports']['store']['drift']['record']>[1][number]

/** Values longer than this are shown up to there. */
const longest = 20_000

/**
 * Compares what was captured last with a baseline and records the findings. Works from the store alone.
 *
 * @returns how many findings there are, and how many of them nobody knew
 */
export async function checkDrift(context: RunContext, baselineId: string): Promise<{ findings: number; fresh: number }> {
  const { store, clock, newId } = context.ports
  const baseline = await store.drift.findBaseline(baselineId)
  if (baseline?.tenantId !== context.run.tenantId) throw new Failure('notFound', 'This baseline is gone.', { hint: 'Choose another one.' })
  await context.phase('Comparing with the baseline')
  const left = await loadSide(store, baseline.sourceTenantId, baseline.source)
  const right = await loadSide(store, baseline.tenantId, { now: true })
  await context.checkCancelled()
  const ignored = new Set((await store.policies.list(baseline.tenantId)).filter((row) => row.ignoredAt !== null).map((row) => row.id))
  const covers = await coverage(context, baseline, left.items)
  const sameTenant = baseline.sourceTenantId === baseline.tenantId
  const pairs = pairSides(left.items, right.items.filter((item) => !ignored.has(item.policyId) && covers(item)), {
    sameTenant, byHand: new Map(), mapped: sameTenant ? new Map() : await earlierTargets(store, baseline.tenantId, baseline.sourceTenantId),
  }).filter((pair) => !(pair.left && sameTenant && ignored.has(pair.left.policyId)))
  const definitions = await definitionsOf(context, [...left.items, ...right.items])
  const drift = findDrift(pairs, sameTenant, (item) => ({ settingName: (id) => definitions.get(id)?.displayName, nameOf: item.nameOf }))
  const rules = await store.drift.rules(baseline.tenantId)
  const author = await authors(context)
  const found = await Promise.all(drift.filter(({ type, item, path }) => !isIgnored({ type, externalId: item.externalId, path }, rules)).map(async (entry) => toFinding(baseline, entry, definitions, await author(entry))))
  const fresh = await store.drift.record(baselineId, found, clock.now().toISOString(), newId)
  context.emit('drift.changed')
  return { findings: found.length, fresh }
}

/** Which objects of the tenant the baseline would hold if they had been there: only those can be new. */
async function coverage(context: RunContext, { source }: BaselineRow, items: readonly SideItem[]): Promise<(item: SideItem) => boolean> {
  const held = new Set(items.map((item) => `${item.type.key}/${item.externalId}`))
  const isHeld = (item: SideItem) => held.has(`${item.type.key}/${item.externalId}`)
  if (strings(source['versionIds']).length > 0) return isHeld
  const set = text(source['setId']) ? await context.ports.store.backups.find(text(source['setId'])) : undefined
  if (!set) return () => true
  const run = (await context.ports.store.runs.list(set.tenantId, 500)).find((entry) => entry.result['setId'] === set.id)
  if (strings(run?.input['policyIds']).length > 0) return isHeld
  const types = new Set(strings(run?.input['types']))
  return types.size === 0 ? () => true : (item) => types.has(item.type.key)
}

async function definitionsOf(context: RunContext, items: readonly SideItem[]): Promise<ReadonlyMap<string, SettingDefinition>> {
  const { store, settingDefinitions } = context.ports
  const ids = new Set(items.flatMap((item) => [...settingIdsOf(item.document)]))
  return new Map([...settingDefinitions, ...(await store.definitions.find(cloudOf(context.tenant), [...ids]))])
}

/** Who changed an object last: this product, or whom Intune's audit names. */
async function authors(context: RunContext): Promise<(drift: Drift) => Promise<string | null>> {
  const { store } = context.ports
  const events: ReadonlyMap<string, ChangeEvent> = await store.drift.lastEvents(context.run.tenantId)
  return async ({ current, baseline }) => {
    const version = current ? await store.versions.find(current.versionId) : undefined
    const run = version ? await store.runs.find(version.runId) : undefined
    if (run?.kind === 'restore') return `TenantAtlas (${run.title})`
    return events.get((current ?? baseline)!.externalId.toLowerCase())?.actor ?? null
  }
}

function toFinding(baseline: BaselineRow, drift: Drift, definitions: ReadonlyMap<string, SettingDefinition>, changedBy: string | null): Found {
  const { item, path } = drift
  return {
    fingerprint: createHash('sha256').update(canonicalText([baseline.id, drift.type, item.externalId, path])).digest('hex'),
    kind: drift.kind, type: drift.type, externalId: item.externalId, policyName: item.name, path, name: drift.name,
    before: shown(drift.before, path, definitions), after: shown(drift.after, path, definitions),
    baselineVersionId: drift.baseline?.versionId ?? null, currentVersionId: drift.current?.versionId ?? null, changedBy,
  } satisfies Omit<FindingRow, 'id' | 'baselineId' | 'state' | 'firstSeenAt' | 'lastSeenAt'>
}

/** A value as people read it: the name of a chosen option, a text as it is, anything else as JSON. */
function shown(value: unknown, path: string, definitions: ReadonlyMap<string, SettingDefinition>): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') {
    const setting = [...path.matchAll(/\[([^\]]+)\]/g)].findLast(([, key]) => key!.includes('_'))?.[1]?.replace(/#\d+$/, '')
    return (setting ? definitions.get(setting)?.options?.[value] : undefined) ?? value.slice(0, longest)
  }
  return JSON.stringify(value, null, 1).slice(0, longest)
}
