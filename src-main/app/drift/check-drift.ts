import { createHash } from 'node:crypto'
import type { ChangeReason } from '#contract/model/severity.ts'
import { failure } from '#contract/errors.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { pairSides, portableOf, type Pair, type SideItem } from '#domain/compare/compare.ts'
import { findDrift, isIgnored, type Drift } from '#domain/drift/drift.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { aboutNew, aboutOneChange, aboutRemoved, severityOf } from '#domain/severity/severity.ts'
import { settingIdsOf } from '#domain/settings-catalog/setting-ids.ts'
import { breathe, forEachInTurns } from '../breathe.ts'
import { asNamedIn } from '../compare/mapped-side.ts'
import { loadSide } from '../compare/side.ts'
import { cloudOf } from '../cloud-of.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import { lineageIn } from '../restore/lineage.ts'
import type { RunWork } from '../runs/run-context.ts'
import type { BaselineRow, RecordedFinding } from '../ports/drift.ts'
import { words as appWords } from '../words.ts'
import { newness } from './coverage.ts'
import { printOf, shownPair } from './shown.ts'
import { words } from './words.ts'

interface DriftFigures {
  readonly findings: number
  /** New or open again. */
  readonly newFindings: number
  /** Those of them of high severity. */
  readonly severeFindings: number
}

/**
 * Compares the latest capture with a baseline and records the findings. Only uses the store.
 *
 * @throws Failure `notFound`, or `cancelled`
 */
export async function checkDrift(context: RunWork, baselineId: string): Promise<DriftFigures> {
  const { store, clock, newId } = context.ports
  const baseline = await store.drift.findBaseline(baselineId)
  if (baseline?.tenantId !== context.tenant.id) throw failure('notFound', words.noBaseline)
  await context.phase(words.comparing)
  const { drift, definitions } = await driftFrom(context, baseline)
  await context.checkCancelled()
  const found = await Promise.all(drift.map(async (entry) => toFinding(context, baseline, entry, definitions)))
  const opened = await store.drift.record(
    baselineId,
    found,
    { at: clock.now().toISOString(), unread: await unreadTypes(context) },
    newId,
  )
  context.emit('drift.changed')
  return {
    findings: found.length,
    newFindings: opened.length,
    severeFindings: opened.filter(({ reasons }) => reasons !== null && severityOf(reasons) === 'high').length,
  }
}

/**
 * Closes findings that are no longer true after a restore wrote to the tenant. Only a check opens findings, because only
 * a check announces them.
 */
export async function closeMended(context: RunWork): Promise<void> {
  const { store, log } = context.ports
  for (const baseline of await store.drift.baselines(context.tenant.id)) {
    const known = (await store.drift.findings(baseline.id)).filter(({ state }) => state !== 'resolved')
    if (known.length === 0) continue
    await context.phase(words.comparing)
    try {
      const { drift } = await driftFrom(context, baseline)
      const still = new Set(drift.map((entry) => fingerprintOf(baseline, entry)))
      const mended = known.filter(({ fingerprint }) => !still.has(fingerprint))
      if (mended.length > 0)
        await store.drift.setState(
          mended.map(({ id }) => id),
          'resolved',
        )
    } catch (error) {
      // What was written stays written. The next check says what can't be read.
      log.warn({ baselineId: baseline.id, error: String(error) }, 'findings were not compared after a restore')
    }
  }
  context.emit('drift.changed')
}

/** What differs from a baseline now, without what is ignored, and the names of settings. */
async function driftFrom(
  context: RunWork,
  baseline: BaselineRow,
): Promise<{ readonly drift: readonly Drift[]; readonly definitions: ReadonlyMap<string, SettingDefinition> }> {
  const { store } = context.ports
  const sameTenant = isOwn(baseline)
  const left = await loadSide(store, baseline.sourceTenantId, baseline.source, {
    archived: true,
    forTenant: baseline.tenantId,
  })
  const right = await loadSide(
    store,
    baseline.tenantId,
    { now: true },
    {
      archived: true,
      ...(sameTenant ? { loaded: left } : {}),
    },
  )
  // Ignored and archived policies are paired like all others, but cause no findings on either side.
  const excluded = new Set(
    (await store.policies.list(baseline.tenantId))
      .filter((row) => row.ignoredAt !== null || row.archivedAt !== null)
      .map((row) => row.id),
  )
  // Once a restore created it anew, the deleted policy of the baseline is no longer what counts.
  const isExcluded = ({ left: wanted, right: present }: Pair): boolean =>
    present ? excluded.has(present.policyId) : sameTenant && wanted !== null && excluded.has(wanted.policyId)
  const isNew = await newness(store, baseline)
  const pairs = pairSides(
    sameTenant ? left.items : await asNamedIn(store, left.items, baseline.sourceTenantId, baseline.tenantId),
    right.items,
    {
      sameTenant,
      byHand: new Map(),
      mapped: sameTenant ? new Map() : await earlierTargets(store, baseline.tenantId, baseline.sourceTenantId),
      lineageOf: await lineageIn(store, baseline.tenantId),
    },
  ).filter((pair) => !isExcluded(pair) && (pair.left !== null || isNew(pair.right!)))
  const definitions = await definitionsOf(context, [...left.items, ...right.items])
  const rules = await store.drift.rules(baseline.tenantId)
  const drift: Drift[] = []
  for (const pair of pairs) {
    await breathe()
    const found = findDrift([pair], sameTenant, (item) => ({
      settingName: (id) => definitions.get(id)?.displayName,
      nameOf: item.nameOf,
    }))
    drift.push(
      ...found.filter((entry) => !idsOf(entry).some((externalId) => isIgnored({ ...entry, externalId }, rules))),
    )
  }
  return { drift, definitions }
}

const isOwn = ({ sourceTenantId, tenantId }: BaselineRow): boolean => sourceTenantId === tenantId

/** The ID in the tenant, and the one before a restore created the object anew. */
const idsOf = ({ item, baseline, current }: Drift): readonly string[] => [
  item.externalId,
  ...(baseline && current ? [baseline.externalId] : []),
]

/** Stays the same from check to check, also when a restore creates the object anew. */
function fingerprintOf(baseline: BaselineRow, drift: Drift): string {
  const { externalId } = (isOwn(baseline) ? drift.baseline : null) ?? drift.item
  return createHash('sha256')
    .update(canonicalText([baseline.id, drift.type, externalId, drift.path]))
    .digest('hex')
}

async function definitionsOf(
  context: RunWork,
  items: readonly SideItem[],
): Promise<ReadonlyMap<string, SettingDefinition>> {
  const { store, settingDefinitions } = context.ports
  const ids = new Set((await forEachInTurns(items, (item) => [...settingIdsOf(item.document)])).flat())
  return new Map([...settingDefinitions, ...(await store.definitions.find(cloudOf(context.tenant), [...ids]))])
}

/** Types that this run couldn't read completely. No findings there doesn't mean no changes. */
async function unreadTypes(context: RunWork): Promise<string[]> {
  return [
    ...new Set((await context.items()).filter((item) => item.state === 'failed').map((item) => item.type)),
  ].toSorted()
}

/**
 * Who changed an object after the baseline: TenantAtlas, or the person in Intune's audit log. Earlier changes aren't
 * drift.
 */
async function authorOf(
  { ports: { store }, tenant }: RunWork,
  { baseline, current }: Drift,
  sameTenant: boolean,
): Promise<string | null> {
  const version = current ? await store.versions.find(current.versionId) : undefined
  const restore = version ? await store.runs.restoreOf(version.id) : undefined
  if (restore !== undefined) return appWords.restoreAs(restore)
  const after = sameTenant && baseline ? ((await store.versions.find(baseline.versionId))?.capturedAt ?? null) : null
  const { externalId } = (current ?? baseline)!
  const event = await store.drift.lastEvent(tenant.id, externalId, { after, until: version?.capturedAt ?? null })
  return event?.actor ?? null
}

/** What a difference is about. Between two tenants, names count instead of IDs. */
function reasonsOf(drift: Drift, sameTenant: boolean): readonly ChangeReason[] {
  const { baseline, current, path, name, before, after } = drift
  const of = (item: SideItem) => (sameTenant ? item.document : portableOf(item))
  if (!current) return aboutRemoved(of(baseline!)).reasons
  if (!baseline) return aboutNew(of(current)).reasons
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
  return aboutOneChange(current.type, of(baseline), of(current), { path, name, kind, before, after }).reasons
}

async function toFinding(
  context: RunWork,
  baseline: BaselineRow,
  drift: Drift,
  definitions: ReadonlyMap<string, SettingDefinition>,
): Promise<RecordedFinding> {
  const { item, path } = drift
  const [before, after] = shownPair(drift.before, drift.after, path, { definitions, nameOf: item.nameOf })
  // For a new object, the content is what can change again.
  const print =
    drift.kind === 'new'
      ? ((await context.ports.store.versions.find(item.versionId))?.fingerprint ?? '')
      : printOf(drift.after)
  return {
    fingerprint: fingerprintOf(baseline, drift),
    kind: drift.kind,
    type: drift.type,
    externalId: item.externalId,
    policyName: item.name,
    path,
    name: drift.name,
    before,
    after,
    print,
    baselineVersionId: drift.baseline?.versionId ?? null,
    currentVersionId: drift.current?.versionId ?? null,
    reasons: reasonsOf(drift, baseline.sourceTenantId === baseline.tenantId),
    changedBy: await authorOf(context, drift, baseline.sourceTenantId === baseline.tenantId),
  }
}
