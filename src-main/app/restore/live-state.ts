import { inUri } from '#domain/uri.ts'
import type { GraphReader, Read } from '../ports/graph.ts'
import type { Vault } from '../ports/ports.ts'
import { breathe } from '../breathe.ts'
import { readSecrets } from '../capture/secrets.ts'
import { printsOf, type SecretPrints } from './secret-prints.ts'
import { readDocuments, switchedParts, type WholeDocument } from '../capture/read-documents.ts'
import { createLister, opened } from '../capture/list-objects.ts'
import { addressOf } from '../capture/object-address.ts'
import { listKind, referencedIds } from '../capture/names.ts'
import { sliceSize } from '../capture/capture-items.ts'
import { problemAsError, problemAsFailure } from '../graph-problem.ts'
import { failure, toAppError, type ErrorCode } from '#contract/errors.ts'
import { doubtText } from '#domain/doubts/doubts.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import { idKey } from '#domain/references/id-key.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { graphTypeOf, type GraphContract } from '#domain/graph-contract/graph-contract.ts'
import { isObject, objects, text, without, type Json } from '#domain/json.ts'
import { askedById } from '#domain/policy-types/kinds.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { createChoice, type Choice, type DirectoryEntry } from '#domain/restore/mapping.ts'
import type { Deletion, LiveObject, SourceItem } from '#domain/restore/plan.ts'
import { createHash } from 'node:crypto'
import { words } from './words.ts'

/** The objects of the target tenant that a plan needs. */
export interface LiveState {
  readonly live: ReadonlyMap<string, readonly LiveObject[]>
  readonly directory: ReadonlyMap<string, readonly DirectoryEntry[]>
  /** Kinds whose objects couldn't be read in any way, with the reason. Nothing is known of what the target has of them. */
  readonly unlisted: ReadonlyMap<string, string>
}

/**
 * The current fingerprint of a live object. The plan stores it, and the run compares it just before writing. It doesn't
 * include the rank, which changes when another object gets one.
 */
export const liveFingerprint = (type: PolicyType, document: Json): string =>
  createHash('sha256')
    .update(
      canonicalText(comparable(type, type.write.rank === undefined ? document : without(document, [type.write.rank]))),
    )
    .digest('hex')

/** A listed object for the planner. */
export const toLive = (type: PolicyType, item: Json): LiveObject => ({
  id: text(item['id']),
  name: text(item[type.nameProperty]),
  platform: type.platformOf(item),
  odataType: graphTypeOf(item, type.rootType),
  identity: type.identityOf?.(item) ?? null,
  ...(type.meaningOf ? { meaning: type.meaningOf(item) } : {}),
})

/** The parts of a plan that determine what to read from the target. */
export interface LiveStateNeeds {
  readonly items: readonly SourceItem[]
  readonly deletions: readonly Deletion[]
  readonly sourceNames: ReadonlyMap<string, string>
  /** IDs in the target that somebody chose, or that an earlier restore created. */
  readonly chosen: ReadonlySet<Choice>
  /** The same IDs by their kind. */
  readonly chosenOf: ReadonlyMap<string, readonly Choice[]>
  /** The source was captured from the same tenant, so that its IDs mean something there. */
  readonly sameTenant: boolean
  /** The vault for comparing secrets. Without protection, none are requested. */
  readonly vault: Vault
}

/**
 * Reads what a plan compares with. It lists the types of the items and of their references, reads the possible
 * counterparts completely, and looks up groups by ID and then by name. It only sends GET, `$batch` with GET requests,
 * and `getByIds` (000-11).
 */
export async function readLiveState(
  reader: GraphReader,
  contract: GraphContract,
  { items, deletions, sourceNames, chosen, chosenOf, sameTenant, vault }: LiveStateNeeds,
  progress: (text: string) => Promise<void>,
): Promise<LiveState> {
  const kinds = new Set<string>(deletions.filter(({ type }) => !type.askedById).map(({ type }) => type.key))
  const wantedIds = new Map([...askedById.keys()].map((kind) => [kind, new Set<string>()]))
  for (const item of items) {
    await breathe()
    if (!item.type.askedById) kinds.add(item.type.key)
    for (const [kind, ids] of referencedIds(item.type, item.document)) {
      const byId = wantedIds.get(kind)
      if (byId) for (const id of ids) byId.add(id)
      else kinds.add(kind)
    }
  }
  const live = new Map<string, readonly LiveObject[]>()
  const directory = new Map<string, readonly DirectoryEntry[]>()
  const unlisted = new Map<string, string>()
  const lister = createLister(reader)
  const readKind = async (kind: string): Promise<void> => {
    const type = findPolicyType(kind)
    if (!type) {
      // Kinds that can't be listed stay unknown. In the same tenant, their IDs are kept.
      const entries = await listKind(reader, lister, kind)
      if (entries) directory.set(kind, entries)
      return
    }
    const made = deletions.filter((deletion) => deletion.type === type).map(({ id }) => id)
    const wanted = new Set([...chosen, ...made])
    const own = items.filter((item) => item.type === type)
    const expected = [...made, ...(chosenOf.get(kind) ?? []), ...(sameTenant ? own.map((item) => item.sourceId) : [])]
    const listing = await lister(type)
    // An object without its ID may be a counterpart. Created again, it would be there twice.
    if (listing.nameless > 0) throw failure('graphRefused', words.live.nameless(type.title))
    const listed = await withUnlisted(reader, type, await opened(listing), expected)
    live.set(
      kind,
      await withCounterparts(reader, contract, vault, type, listed, own, wanted, sameTenant, made.length > 0),
    )
  }
  const orUnlisted = async (kind: string, read: (kind: string) => Promise<void>): Promise<void> => {
    try {
      await read(kind)
    } catch (error) {
      const problem = toAppError(error)
      // What would happen to every other list too ends the planning.
      if (endsPlanning.has(problem.code)) throw error
      unlisted.set(kind, problem.message)
    }
  }
  for (const kind of kinds) {
    await progress(words.phases.reading(findPolicyType(kind)?.title ?? kind))
    await orUnlisted(kind, readKind)
  }
  await progress(words.phases.groups)
  const chosenIds = [...chosen].filter((id) => id !== null)
  const readById = async (kind: string): Promise<void> => {
    const as = askedById.get(kind)!
    const type = findPolicyType(kind)
    const ids = wantedIds.get(kind)!
    if (type) {
      const own = items.filter((item) => item.type === type)
      const made = deletions.filter((deletion) => deletion.type === type).map(({ id }) => id)
      const named = new Map([
        ...sourceNames,
        ...own.map(({ sourceId, name }) => [`${kind}/${sourceId}`, name] as const),
      ])
      const asked = new Set([...ids, ...chosenIds, ...own.map(({ sourceId }) => sourceId), ...made])
      const found = await findByIdOrName(reader, type, as, [...asked].filter(isGuid), named)
      if (own.length === 0 && made.length === 0) directory.set(kind, found.map(toEntry))
      else
        live.set(
          kind,
          await withCounterparts(
            reader,
            contract,
            vault,
            type,
            found,
            own,
            new Set([...chosen, ...made]),
            sameTenant,
            made.length > 0,
          ),
        )
    } else {
      const known = [...ids].filter(isGuid)
      directory.set(kind, known.length === 0 ? [] : (await reader.byIds(as, known)).map(toEntry))
    }
  }
  for (const kind of askedById.keys()) await orUnlisted(kind, readById)
  return { live, directory, unlisted }
}

/** Errors that aren't about one list. */
const endsPlanning: ReadonlySet<ErrorCode> = new Set([
  'cancelled',
  'unreachable',
  'unauthenticated',
  'wrongTenant',
  'storage',
  'unexpected',
])

/**
 * A list can lack an object that is there. Created again, it would be there twice. So what is expected by its ID and
 * isn't listed is asked for.
 *
 * @throws Failure if Graph says neither that an object is there nor that it is gone
 */
async function withUnlisted(
  reader: GraphReader,
  type: PolicyType,
  listed: readonly Json[],
  expected: readonly Choice[],
): Promise<readonly Json[]> {
  if (type.parent) return listed
  const there = new Set(listed.map((item) => idKey(text(item['id']))))
  const isAnId = (id: Choice): id is string => id !== null && id !== '' && id !== createChoice
  const ids = [...new Set(expected)].filter(isAnId).filter((id) => !there.has(idKey(id)))
  const answers = await reader.batch(ids.map((id) => ({ path: addressOf(type, { id }), list: false })))
  const found = answers.flatMap((answer, index) => {
    const value = answer.ok && isObject(answer.value) ? answer.value : {}
    if (idKey(text(value['id'])) === idKey(ids[index]!)) return [value]
    // A chosen ID may be one of another type, which the service doesn't take.
    if (!answer.ok && (isGone(answer.problem) || answer.problem.status === 400)) return []
    throw answer.ok ? failure('graphRefused', words.live.unclear(type.title)) : problemAsFailure(answer.problem)
  })
  return [...listed, ...found.filter((item) => type.holds?.(item) ?? true)]
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
  sameTenant: boolean,
  isDeleting: boolean,
): Promise<LiveObject[]> {
  // Parts with a switch are compared where the backup holds them and they mean something in the target.
  // Before an object is deleted, everything in it counts.
  const switched = switchedParts(
    [type],
    ({ property }) => sameTenant && (isDeleting || items.some((item) => property in item.document)),
  )
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
  const unread = new Map<string, string>()
  const prints = new Map<string, SecretPrints>()
  const hasSecrets = items.some((item) => (item.secretPrints?.size ?? 0) > 0)
  for (let at = 0; at < wanted.length; at += sliceSize) {
    const slice = wanted.slice(at, at + sliceSize)
    const answers = await readDocuments(
      reader,
      contract,
      slice.map((item) => ({ type, item })),
      { switched },
    )
    const read = answers.flatMap((answer, index) => {
      const reason = whyUnread(answer)
      if (reason !== null) unread.set(text(slice[index]!['id']), reason)
      return answer.ok && reason === null ? [answer.value] : []
    })
    for (const { document } of read) documents.set(text(document['id']), document)
    // Masked values are read again, because somebody may have changed them since the last capture.
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
  const live: LiveObject[] = []
  for (const item of listed) {
    await breathe()
    const id = text(item['id'])
    const document = documents.get(id)
    const [reason, secretPrints] = [unread.get(id), prints.get(id)]
    live.push({
      ...toLive(type, document ?? item),
      ...(document ? { document, fingerprint: liveFingerprint(type, document) } : {}),
      ...(reason === undefined ? {} : { unread: reason }),
      ...(secretPrints ? { secretPrints } : {}),
    })
  }
  return live
}

/** Why an object of the tenant can't be compared; null if it can. A guess about it could clear what it has. */
function whyUnread(answer: Read<WholeDocument>): string | null {
  if (!answer.ok) return words.live.unreadableBecause(problemAsError(answer.problem).message)
  const [doubt] = answer.value.doubts.filter(
    ({ kind }) => kind === 'noAssignments' || kind === 'settingsMissing' || kind === 'partMissing',
  )
  return doubt ? words.live.doubtfulNow(doubtText(doubt)) : null
}

/** Directory objects that exist by ID. For the others, objects with the same name, without what identifies their kind. */
async function findByIdOrName(
  reader: GraphReader,
  type: PolicyType,
  as: 'group' | 'user',
  ids: readonly string[],
  sourceNames: ReadonlyMap<string, string>,
): Promise<Json[]> {
  const byId = await reader.byIds(as, ids)
  const there = new Set(byId.map((entry) => idKey(text(entry['id']))))
  const names = [
    ...new Set(ids.filter((id) => !there.has(idKey(id))).flatMap((id) => sourceNames.get(`${type.key}/${id}`) ?? [])),
  ]
  const answers = await reader.batch(
    names.map((name) => ({
      path: `${type.path}?$filter=${inUri(`displayName eq '${name.replaceAll("'", "''")}'`)}&$select=id,displayName`,
      list: true,
    })),
  )
  // A failed lookup doesn't mean that the group is missing. A plan never guesses.
  const byName = answers.flatMap((answer) => {
    if (!answer.ok) throw problemAsFailure(answer.problem)
    return objects(answer.value)
  })
  return [...new Map([...byId, ...byName].map((entry) => [text(entry['id']), entry])).values()]
}

const toEntry = (group: unknown): DirectoryEntry =>
  isObject(group) ? { id: text(group['id']), name: text(group['displayName']) } : { id: '', name: '' }
