import type { GraphReader } from '../ports/graph.ts'
import type { Vault } from '../ports/ports.ts'
import { readSecrets } from '../capture/secrets.ts'
import { printsOf, type SecretPrints } from './secret-prints.ts'
import { readDocuments } from '../capture/read-documents.ts'
import { createLister } from '../capture/list-objects.ts'
import { listKind, referencedIds } from '../capture/names.ts'
import { sliceSize } from '../capture/capture-items.ts'
import { problemAsFailure } from '../graph-problem.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { graphTypeOf, type GraphContract } from '#domain/graph-contract/graph-contract.ts'
import { isObject, objects, text, without, type Json } from '#domain/json.ts'
import { askedById } from '#domain/policy-types/kinds.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType, findWritableType } from '#domain/policy-types/registry.ts'
import type { Choice, DirectoryEntry } from '#domain/restore/mapping.ts'
import type { Deletion, LiveObject, SourceItem } from '#domain/restore/plan.ts'
import { createHash } from 'node:crypto'
import { words } from './words.ts'

/** What the target tenant has, as far as a plan needs it. */
export interface LiveState {
  readonly live: ReadonlyMap<string, readonly LiveObject[]>
  readonly directory: ReadonlyMap<string, readonly DirectoryEntry[]>
}

/**
 * The fingerprint that a live object has now: the plan stores it, the run compares it just before it writes. A rank is
 * not part of it: it moves when another object gets its own.
 */
export const liveFingerprint = (type: PolicyType, document: Json): string =>
  createHash('sha256')
    .update(
      canonicalText(comparable(type, type.write.rank === undefined ? document : without(document, [type.write.rank]))),
    )
    .digest('hex')

/** A listed object as the planner sees it. */
export const toLive = (type: PolicyType, item: Json): LiveObject => ({
  id: text(item['id']),
  name: text(item[type.nameProperty]),
  platform: type.platformOf(item),
  odataType: graphTypeOf(item, type.rootType),
  identity: type.identityOf?.(item) ?? null,
  ...(type.meaningOf ? { meaning: type.meaningOf(item) } : {}),
})

/** What a plan is made of, as far as the reading of the target depends on it. */
export interface LiveStateNeeds {
  readonly items: readonly SourceItem[]
  readonly deletions: readonly Deletion[]
  readonly sourceNames: ReadonlyMap<string, string>
  /** Ids of the target that somebody chose, or that an earlier restore made. */
  readonly chosen: ReadonlySet<Choice>
  /** What secrets are compared with; without protection none is asked for. */
  readonly vault: Vault
}

/**
 * Reads what a plan compares with: lists the types of the items and of what they refer to, reads the possible
 * counterparts completely, looks groups up by id and then by name. Only GET, `$batch` of GETs and `getByIds` (000-11).
 */
export async function readLiveState(
  reader: GraphReader,
  contract: GraphContract,
  { items, deletions, sourceNames, chosen, vault }: LiveStateNeeds,
  progress: (text: string) => Promise<void>,
): Promise<LiveState> {
  const kinds = new Set<string>(deletions.filter(({ type }) => !type.asksByName).map(({ type }) => type.key))
  const wantedIds = new Map([...askedById.keys()].map((kind) => [kind, new Set<string>()]))
  for (const item of items) {
    kinds.add(item.type.key)
    for (const [kind, ids] of referencedIds(item.type, item.document)) {
      const byId = wantedIds.get(kind)
      if (byId) for (const id of ids) byId.add(id)
      else kinds.add(kind)
    }
  }
  const live = new Map<string, readonly LiveObject[]>()
  const directory = new Map<string, readonly DirectoryEntry[]>()
  const lister = createLister(reader)
  for (const kind of kinds) {
    const type = findPolicyType(kind)
    await progress(words.phases.reading(type?.title ?? kind))
    const wanted = new Set([...chosen, ...deletions.filter((deletion) => deletion.type === type).map(({ id }) => id)])
    if (type)
      live.set(
        kind,
        await withCounterparts(
          reader,
          contract,
          vault,
          type,
          await lister(type),
          items.filter((item) => item.type === type),
          wanted,
        ),
      )
    else {
      // What nothing lists stays unknown: in its own tenant an id is kept as it is.
      const entries = await listKind(reader, lister, kind)
      if (entries) directory.set(kind, entries)
    }
  }
  await progress(words.phases.groups)
  const chosenIds = [...chosen].filter((id) => id !== null)
  for (const [kind, as] of askedById) {
    const type = findWritableType(kind)
    const ids = wantedIds.get(kind)!
    if (type) {
      directory.set(
        kind,
        await findByIdOrName(reader, type, as, [...new Set([...ids, ...chosenIds])].filter(isGuid), sourceNames),
      )
      const made = deletions.filter((deletion) => deletion.type === type)
      const found =
        made.length === 0
          ? []
          : await reader.byIds(
              as,
              made.map(({ id }) => id),
            )
      if (made.length > 0)
        live.set(
          kind,
          found.map((document) => ({
            ...toLive(type, document),
            document,
            fingerprint: liveFingerprint(type, document),
          })),
        )
    } else {
      const known = [...ids].filter(isGuid)
      directory.set(kind, known.length === 0 ? [] : (await reader.byIds(as, known)).map(toEntry))
    }
  }
  return { live, directory }
}

const isGuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

async function withCounterparts(
  reader: GraphReader,
  contract: GraphContract,
  vault: Vault,
  type: PolicyType,
  listed: readonly Json[],
  items: readonly SourceItem[],
  chosen: ReadonlySet<Choice>,
): Promise<LiveObject[]> {
  const ids = new Set(items.map((item) => item.sourceId))
  const names = new Set(items.map((item) => item.name))
  const identities = new Set(items.flatMap((item) => type.identityOf?.(item.document) ?? []))
  const hasIdentity = (item: Json) => identities.has(type.identityOf?.(item) ?? '')
  const isDue = (item: Json) =>
    ids.has(text(item['id'])) ||
    names.has(text(item[type.nameProperty])) ||
    chosen.has(text(item['id'])) ||
    hasIdentity(item)
  const wanted = listed.filter(isDue)
  const documents = new Map<string, Json>()
  const prints = new Map<string, SecretPrints>()
  const hasSecrets = items.some((item) => (item.secretPrints?.size ?? 0) > 0)
  for (let at = 0; at < wanted.length; at += sliceSize) {
    const read = (
      await readDocuments(
        reader,
        contract,
        wanted.slice(at, at + sliceSize).map((item) => ({ type, item })),
      )
    ).flatMap((answer) => (answer.ok ? [answer.value] : []))
    for (const { document } of read) documents.set(text(document['id']), document)
    // What stands behind a mask is asked for now: since the last capture somebody may have changed it.
    if (hasSecrets)
      for (const [index, clear] of (
        await readSecrets(
          reader,
          vault,
          read.map((whole) => ({ type, ...whole })),
        )
      ).entries())
        prints.set(text(read[index]!.document['id']), printsOf(clear))
  }
  return listed.map((item) => {
    const document = documents.get(text(item['id']))
    return {
      ...toLive(type, document ?? item),
      ...(document ? { document, fingerprint: liveFingerprint(type, document) } : {}),
      ...(prints.has(text(item['id'])) ? { secretPrints: prints.get(text(item['id']))! } : {}),
    }
  })
}

/** Directory objects that exist by id, and for the others those that have their name. */
async function findByIdOrName(
  reader: GraphReader,
  type: PolicyType,
  as: 'group' | 'user',
  ids: readonly string[],
  sourceNames: ReadonlyMap<string, string>,
): Promise<DirectoryEntry[]> {
  const byId = (await reader.byIds(as, ids)).map(toEntry)
  const there = new Set(byId.map((entry) => entry.id))
  const names = [
    ...new Set(ids.filter((id) => !there.has(id)).flatMap((id) => sourceNames.get(`${type.key}/${id}`) ?? [])),
  ]
  const answers = await reader.batch(
    names.map((name) => ({
      path: `${type.path}?$filter=${encodeURIComponent(`displayName eq '${name.replaceAll("'", "''")}'`)}&$select=id,displayName`,
      list: true,
    })),
  )
  // A group that could not be looked up is not one that is missing: nothing is planned on a guess.
  const byName = answers.flatMap((answer) => {
    if (!answer.ok) throw problemAsFailure(answer.problem)
    return Array.isArray(answer.value) ? objects(answer.value).map(toEntry) : []
  })
  return [...new Map([...byId, ...byName].map((entry) => [entry.id, entry])).values()]
}

const toEntry = (group: unknown): DirectoryEntry =>
  isObject(group) ? { id: text(group['id']), name: text(group['displayName']) } : { id: '', name: '' }
