import type { TenantRow } from '../ports/tenants.ts'
import type { BaselineRow } from '../ports/drift.ts'
import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { AtlasContent } from '#contract/model/run-shapes.ts'
import type { AtlasRecord } from './records.ts'

/**
 * The records of a tenant, in the order of the file. Sealed secrets stay here: documents hold what masks them.
 *
 * @param between runs before each version; it may throw to stop
 */
export async function* recordsOf(
  store: ReadStore,
  tenant: TenantRow,
  content: AtlasContent,
  between: (done: number, of: number) => Promise<void>,
): AsyncGenerator<AtlasRecord> {
  for (const [kind, entries] of Map.groupBy(await store.directory.names(tenant.id), ([key]) =>
    key.slice(0, key.indexOf('/')),
  ))
    yield { k: 'names', kind, entries: entries.map(([key, name]) => ({ id: key.slice(kind.length + 1), name })) }

  const policies = new Map((await store.policies.list(tenant.id)).map((row) => [row.id, row]))
  const latest = new Set([...policies.values()].map(({ versionId }) => versionId))
  const versions = (await store.versions.list(tenant.id))
    .filter(({ id }) => content === 'history' || latest.has(id))
    .toSorted((left, right) => inTime(left, right))
  const places = new Map<string, number>()
  for (const [place, version] of versions.entries()) {
    await between(place, versions.length)
    places.set(version.id, place)
    yield {
      k: 'version',
      type: version.type,
      id: policies.get(version.policyId)?.externalId ?? '',
      at: version.capturedAt,
      modifiedAt: version.modifiedAt,
      document: { ...(await store.versions.document(version.id)) },
      names: { ...version.names },
      doubts: [...version.doubts],
    }
  }
  if (content === 'latest') return
  for (const set of (await store.backups.list(tenant.id)).toReversed()) {
    const held = await store.backups.content(set.id)
    yield {
      k: 'set',
      id: set.id,
      name: set.name,
      at: set.createdAt,
      isComplete: set.complete,
      versions: held.flatMap(({ versionId }) => places.get(versionId) ?? []),
      note: set.note,
      tags: [...set.tags],
    }
  }
  for (const baseline of await store.drift.baselines(tenant.id)) {
    const record = await baselineRecord(store, tenant, baseline, places)
    if (record) yield record
  }
}

/** A baseline with its findings; null if it is of another tenant, whose versions the file doesn't have. */
async function baselineRecord(
  store: ReadStore,
  tenant: TenantRow,
  { id, name, createdAt, checkedAt, unread, source, sourceTenantId }: BaselineRow,
  places: ReadonlyMap<string, number>,
): Promise<AtlasRecord | null> {
  if (sourceTenantId !== tenant.id) return null
  const place = (versionId: string | null): number | null =>
    versionId === null ? null : (places.get(versionId) ?? null)
  return {
    k: 'baseline',
    id,
    name,
    at: createdAt,
    checkedAt,
    unread: [...unread],
    source:
      'setId' in source
        ? { set: source.setId }
        : 'versionIds' in source
          ? { versions: source.versionIds.flatMap((version) => places.get(version) ?? []) }
          : { at: source.at },
    findings: (await store.drift.findings(id))
      .filter(({ state }) => state !== 'resolved')
      .map((finding) => ({
        fingerprint: finding.fingerprint,
        kind: finding.kind,
        type: finding.type,
        externalId: finding.externalId,
        policyName: finding.policyName,
        path: finding.path,
        name: finding.name,
        before: finding.before,
        after: finding.after,
        baselineVersion: place(finding.baselineVersionId),
        currentVersion: place(finding.currentVersionId),
        changedBy: finding.changedBy,
        print: finding.print,
        isAcknowledged: finding.state === 'acknowledged',
        reasons: finding.reasons === null ? null : [...finding.reasons],
      })),
  }
}

const inTime = (left: VersionRow, right: VersionRow): number =>
  left.capturedAt === right.capturedAt
    ? left.policyId === right.policyId
      ? left.number - right.number
      : left.policyId < right.policyId
        ? -1
        : 1
    : left.capturedAt < right.capturedAt
      ? -1
      : 1
