import type { Side } from '#contract/model/compare.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { fillDocument, fillText } from '#domain/standards/tenant-values.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { breathe } from '../breathe.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { ReadStore } from '../ports/store.ts'
import { valuesOf } from '../standards/values-of.ts'
import { words } from '../words.ts'

/** A state of a tenant for a comparison. */
export interface LoadedSide {
  readonly tenantId: string
  readonly items: readonly SideItem[]
}

/**
 * Loads a state from the store, without a connection.
 *
 * @param from `now`, a `setId`, `versionIds`, or a moment `at`
 * @param loaded a state of the same tenant that is loaded already: versions that are in both aren't read again
 * @param forTenant the tenant that the state is held against: texts such as `{{tenant.name}}` get its values, if it is
 *   another one
 * @param archived whether to include archived policies; otherwise they are left out unless they are selected
 */
export async function loadSide(
  store: ReadStore,
  tenantId: string,
  from: Side['from'],
  {
    archived = false,
    loaded,
    forTenant = tenantId,
  }: { readonly archived?: boolean; readonly loaded?: LoadedSide; readonly forTenant?: string } = {},
): Promise<LoadedSide> {
  const policies = new Map((await store.policies.list(tenantId)).map((row) => [row.id, row]))
  const directory = await store.directory.names(tenantId)
  const values = forTenant === tenantId ? null : await valuesOf(store, forTenant)
  const versions = await versionsOf(store, tenantId, from, policies)
  const items: SideItem[] = []
  const wanted = versions.filter(({ policyId }) => {
    const policy = policies.get(policyId)
    return policy !== undefined && (archived || policy.archivedAt === null || 'versionIds' in from)
  })
  const known = new Map(loaded?.items.map((item) => [item.versionId, item]))
  const found = new Map<string, SideItem>()
  const unknown = wanted.map(({ versionId }) => versionId).filter((id) => !known.has(id))
  for await (const version of store.versions.load(unknown)) {
    const { names } = version
    const { document, missing } =
      values === null ? { document: version.document, missing: [] } : fillDocument(version.document, values)
    const name = values === null ? version.name : fillText(version.name, values)
    found.set(version.id, {
      type: policyTypeOf(version.type),
      versionId: version.id,
      policyId: version.policyId,
      externalId: policies.get(version.policyId)!.externalId,
      name,
      ...(name === version.name ? {} : { ownName: version.name }),
      document,
      ...(missing.length > 0 ? { unfilled: missing } : {}),
      doubts: version.doubts,
      nameOf: (kind, id) => names[`${kind}/${id}`] ?? directory.get(`${kind}/${id}`),
    })
    await breathe()
  }
  for (const { versionId } of wanted) {
    const item = known.get(versionId) ?? found.get(versionId)
    if (item) items.push(item)
  }
  return { tenantId, items }
}

async function versionsOf(
  store: ReadStore,
  tenantId: string,
  from: Side['from'],
  policies: ReadonlyMap<string, PolicyRow>,
): Promise<readonly { readonly versionId: string; readonly policyId: string }[]> {
  if ('now' in from) {
    return [...policies.values()].flatMap(({ id, state, versionId }) =>
      state === 'active' && versionId !== null ? [{ versionId, policyId: id }] : [],
    )
  }
  if ('setId' in from) return store.backups.content(from.setId)
  if ('at' in from) return store.versions.asOf(tenantId, from.at)
  const found: { versionId: string; policyId: string }[] = []
  for (const id of from.versionIds) {
    await breathe()
    const version = await store.versions.find(id)
    if (version?.tenantId === tenantId) found.push({ versionId: version.id, policyId: version.policyId })
  }
  return found
}

/** The title of a state. */
export async function sideTitle(store: ReadStore, from: Side['from']): Promise<string> {
  if ('now' in from) return words.states.now
  if ('setId' in from) return (await store.backups.find(from.setId))?.name ?? words.states.deletedSet
  if ('at' in from) return words.states.asOf(from.at)
  const ids = from.versionIds
  const first = ids[0] === undefined ? undefined : await store.versions.find(ids[0])
  return ids.length === 1 && first ? words.states.version(first.name, first.number) : words.states.versions(ids.length)
}
