import { openSecrets, printsOf } from './secret-prints.ts'
import type { BackupContent } from '../ports/backups.ts'
import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { Vault } from '../ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { text } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { withTyped } from '#domain/restore/plan-secrets.ts'
import type { SourceItem } from '#domain/restore/plan-types.ts'
import { secretAsks } from './secret-asks.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

/** The source of a restore: the versions as planner items, and their names at the time of capture. */
export interface Source {
  readonly items: readonly SourceItem[]
  readonly names: ReadonlyMap<string, string>
  readonly title: string
}

/** A source that is captured versions as they are. */
type CapturedSource = Exclude<PlanInput['from'], { undoOf: string } | { change: unknown }>

/** Loads the versions in a plan's input. @throws Failure `forbidden` for versions of another tenant */
export async function loadSource(
  store: ReadStore,
  vault: Vault,
  { sourceTenantId, ...input }: PlanInput,
  from: CapturedSource,
  targetId: string,
): Promise<Source> {
  const { ids, title } = await versionIds(store, sourceTenantId, from)
  const only = new Set(input.only)
  return {
    ...(await loadVersions(store, vault, {
      tenantId: sourceTenantId,
      targetId,
      ids: only.size === 0 ? ids : ids.filter((id) => only.has(id)),
    })),
    title,
  }
}

/**
 * Versions of a tenant as planner items for another one, or for the same.
 *
 * @throws Failure `forbidden` for versions of another tenant than `tenantId`
 */
export async function loadVersions(
  store: ReadStore,
  vault: Vault,
  {
    tenantId,
    targetId,
    ids,
  }: { readonly tenantId: string; readonly targetId: string; readonly ids: readonly string[] },
): Promise<Pick<Source, 'items' | 'names'>> {
  const items: SourceItem[] = []
  const names = new Map<string, string>()
  const versionOf = new Map<string, string>()
  for (const id of new Set(ids)) {
    const version = await ownVersion(store, tenantId, id)
    const policy = await store.policies.find(version.policyId)
    if (versionOf.has(version.policyId)) throw failure('badInput', appWords.twoVersions(version.name))
    versionOf.set(version.policyId, id)
    const type = policyTypeOf(version.type)
    const document = await store.versions.document(id)
    for (const [key, name] of Object.entries(version.names)) names.set(key, name)
    names.set(`${version.type}/${policy!.externalId}`, version.name)
    const secrets = await openSecrets(store, vault, targetId, id)
    const asks = secretAsks(type, document, secrets, await store.typedSecrets.list(targetId, id))
    const typed = asks.filter(({ answer }) => answer === 'typed').map(({ pointer }) => pointer)
    items.push({
      type,
      versionId: id,
      sourceId: policy!.externalId,
      name: text(document[type.nameProperty]) || version.name,
      document: withTyped(document, typed),
      asks,
      missingSecrets: (type.capture.secrets?.(document) ?? [])
        .filter(({ isDisposable, pointer }) => !isDisposable && !secrets.has(pointer))
        .map(({ label }) => label),
      secretPrints: printsOf(secrets),
      doubts: version.doubts,
    })
  }
  return { items, names }
}

/**
 * The versions of a source: a backup set, selected versions, or the captured state of the tenant at a point in time.
 */
async function versionIds(
  store: ReadStore,
  tenantId: string,
  from: CapturedSource,
): Promise<{ ids: readonly string[]; title: string }> {
  if ('at' in from)
    return {
      ids: (await store.versions.asOf(tenantId, from.at)).map(({ versionId }) => versionId),
      title: appWords.states.asOf(from.at),
    }
  if ('versionIds' in from) {
    const ids = from.versionIds
    const first = ids[0] === undefined ? undefined : await store.versions.find(ids[0])
    return {
      ids,
      title:
        ids.length === 1 && first
          ? appWords.states.version(first.name, first.number)
          : appWords.states.versions(ids.length),
    }
  }
  const { setId } = from
  const set = await store.backups.find(setId)
  if (!set) throw new Failure('notFound', words.source.noSet(setId))
  if (set.tenantId !== tenantId) throw new Failure('forbidden', words.source.setOfAnotherTenant)
  return { ids: (await store.backups.content(setId)).map((entry: BackupContent) => entry.versionId), title: set.name }
}

async function ownVersion(store: ReadStore, tenantId: string, id: string): Promise<VersionRow> {
  const version = await store.versions.find(id)
  if (!version) throw new Failure('notFound', words.source.noVersion(id))
  if (version.tenantId !== tenantId) throw new Failure('forbidden', words.source.versionOfAnotherTenant)
  return version
}
