import { openSecrets, printsOf } from './secret-prints.ts'
import type { BackupContent } from '../ports/backups.ts'
import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { Vault } from '../ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import type { PlanInput } from '#contract/model/plans.ts'
import { maskedPointers } from '#domain/policy-types/building-blocks/secrets.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { valueAt } from '#domain/canonical/pointer.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { withTyped } from '#domain/restore/plan-secrets.ts'
import type { SecretAsk, SourceItem } from '#domain/restore/plan-types.ts'
import type { TypedSecret } from '../ports/typed-secrets.ts'
import { words } from './words.ts'
import { words as appWords } from '../words.ts'

/** The source of a restore: the versions as planner items, and their names at the time of capture. */
export interface Source {
  readonly items: readonly SourceItem[]
  readonly names: ReadonlyMap<string, string>
  readonly title: string
}

/** Loads the versions in a plan's input. @throws Failure `forbidden` for versions of another tenant */
export async function loadSource(
  store: ReadStore,
  vault: Vault,
  { sourceTenantId, ...input }: PlanInput,
  from: Exclude<PlanInput['from'], { undoOf: string }>,
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
  from: Exclude<PlanInput['from'], { undoOf: string }>,
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

/** The secrets that the backup doesn't hold, with what somebody answered. */
function secretAsks(
  type: PolicyType,
  document: Json,
  opened: ReadonlyMap<string, string>,
  answers: readonly TypedSecret[],
): SecretAsk[] {
  const answerOf = (pointer: string): SecretAsk['answer'] => {
    const given = answers.find((entry) => entry.pointer === pointer)
    if (!given) return null
    return given.sealed === null ? 'kept' : opened.has(pointer) ? 'typed' : null
  }
  const isAnswered = (pointer: string): boolean => answers.some((entry) => entry.pointer === pointer)
  const isOpen = (pointer: string): boolean => !opened.has(pointer) || isAnswered(pointer)
  const known = type.capture.secrets?.(document) ?? []
  // A mask that no rule names is a secret all the same, if it would be written.
  const others = maskedPointers(document).filter(
    (pointer) =>
      !known.some((secret) => secret.pointer === pointer) && !type.write.readOnly.includes(pointer.split('/')[1] ?? ''),
  )
  const masked = [
    ...known.filter(({ isDisposable }) => !isDisposable),
    ...others.map((pointer) => ({ pointer, label: labelOf(document, pointer) })),
  ].filter(({ pointer }) => isOpen(pointer))
  return [
    ...masked.map(({ pointer, label }) => ({
      pointer,
      label,
      isNeeded: true,
      canKeep: isAlone(pointer),
      answer: answerOf(pointer),
    })),
    ...(type.capture.undisclosed?.(document) ?? []).map(({ pointer, label }) => ({
      pointer,
      label,
      isNeeded: false,
      canKeep: isAlone(pointer),
      answer: answerOf(pointer),
    })),
  ]
}

/** What people call a secret in a list: the name of its entry. Elsewhere its path says it. */
function labelOf(document: Json, pointer: string): string {
  const holder = valueAt(document, pointer.slice(0, pointer.lastIndexOf('/')))
  const name = isObject(holder) ? text(holder['displayName']) || text(holder['name']) : ''
  return pointer.split('/').length > 2 && name !== '' ? name : pointer.slice(1)
}

/** A property of the object itself. An entry of a list is written together with the others, so it can't stay. */
const isAlone = (pointer: string): boolean => !pointer.slice(1).includes('/')
