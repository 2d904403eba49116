import type { TenantRow } from '../ports/tenants.ts'
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
    }
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
