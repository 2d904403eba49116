import { byReference, idKey, referenceKey } from '../references/id-key.ts'

/** An object that others can refer to, in the target tenant. */
export interface DirectoryEntry {
  readonly id: string
  readonly name: string
  /** Apps and filters of one name for several platforms are different ones. */
  readonly platform?: string
  /** What it means, where equal names may mean different things. */
  readonly meaning?: string
}

/** How a reference of the source was matched in the target tenant. */
export type Match =
  | {
      readonly how: 'chosen' | 'remembered' | 'same-id' | 'same-name' | 'fixed'
      readonly id: string
      readonly name: string
    }
  /** `sourceId` as the item of the plan writes it. */
  | { readonly how: 'created'; readonly name: string; readonly sourceId: string }
  /** It was replaced, and this one stands for it. */
  | { readonly how: 'replaced'; readonly id: string; readonly name: string }
  | { readonly how: 'skipped'; readonly name: string }
  | { readonly how: 'ambiguous'; readonly name: string; readonly candidates: readonly DirectoryEntry[] }
  | { readonly how: 'missing'; readonly name: string }
  /** The list of its kind couldn't be read, so nobody knows. */
  | { readonly how: 'unlisted'; readonly name: string; readonly reason: string }

/** A reference and its match; stored with the plan and shown in the wizard. */
export interface MappedReference {
  readonly kind: string
  readonly sourceId: string
  /** Items that refer to it; 0 for an item of the plan itself that somebody has to match by hand. */
  readonly usedBy: number
  readonly match: Match
  /** What it is called in the source. Plans of earlier versions don't have it. */
  readonly sourceName?: string
}

/**
 * What a person chose for a reference: an id of the target, `create` for an object that the plan makes, or null to
 * leave it out.
 */
export type Choice = string | null

/** The choice to create what the target does not have. */
export const createChoice = 'create'

export interface MappingInput {
  readonly sameTenant: boolean
  /** Chosen for this plan, by `kind/sourceId`. */
  readonly choices: ReadonlyMap<string, Choice>
  /** Chosen or made earlier between the same two tenants, as far as it is still there. */
  readonly remembered: ReadonlyMap<string, Choice>
  /** Kinds whose objects only their ids identify: equal names mean nothing. */
  readonly idOnly: ReadonlySet<string>
  /** What the target tenant has, by kind. */
  readonly target: ReadonlyMap<string, readonly DirectoryEntry[]>
  /** Items whose object is replaced, by `kind/sourceId`: the ID of the new one; null if this plan creates it. */
  readonly instead: ReadonlyMap<string, string | null>
  /** What stands for objects that earlier restores replaced, by `kind/id`. */
  readonly standIns: ReadonlyMap<string, string>
  /** Kinds of which nothing is known in the target, with the reason. */
  readonly unlisted: ReadonlyMap<string, string>
  /** Names at the time of capture, by `kind/id`. */
  readonly sourceNames: ReadonlyMap<string, string>
  /** What objects of the source mean, by `kind/id`, as far as it is known. */
  readonly sourceMeanings: ReadonlyMap<string, string>
  /** Objects that this plan creates, by `kind/sourceId`. */
  readonly created: ReadonlyMap<string, { readonly name: string; readonly sourceId: string }>
  /** `kind/sourceId` of objects of this plan that were matched to an existing one. */
  readonly matched: ReadonlyMap<string, string>
}

/** What the document that refers to an object says of it. */
export interface MatchHints {
  /** What it is called, where no capture recorded its name. */
  readonly name?: string | undefined
  /** The platform that it has to be for. */
  readonly platform?: string | undefined
}

/** Resolves references; remembers each one with the number of its uses. */
export interface Mapping {
  resolve(kind: string, sourceId: string, hints?: MatchHints): Match
  /** Which of several kinds an id belongs to: the first that knows it. */
  kindOf(kinds: readonly string[], sourceId: string): string
  references(): readonly MappedReference[]
}

const anyPlatform = 'All platforms'

/** Whether an object of the target is for a platform, where both name one. */
const isFor = ({ platform }: DirectoryEntry, wanted: string | undefined): boolean =>
  platform === undefined ||
  wanted === undefined ||
  platform === anyPlatform ||
  wanted === anyPlatform ||
  platform === wanted

/**
 * Matches in this order: chosen by hand, chosen or made earlier, the plan's own objects, same id, same unique name.
 * A name that occurs twice is never guessed (spec 006). Short ids (scope tags count from 0) mean nothing in another
 * tenant.
 */
export function createMapping(given: MappingInput): Mapping {
  const input: MappingInput = {
    ...given,
    choices: byReference(given.choices),
    remembered: byReference(given.remembered),
    sourceNames: byReference(given.sourceNames),
    sourceMeanings: byReference(given.sourceMeanings),
    created: byReference(given.created),
    matched: byReference(given.matched),
    instead: byReference(given.instead),
  }
  const seen = new Map<string, { kind: string; sourceId: string; usedBy: number; match: Match; sourceName: string }>()

  const targetById = new Map<string, ReadonlyMap<string, DirectoryEntry>>()
  /** An object of the target. A tenant has thousands of groups, and a plan thousands of references to them. */
  function inTarget(kind: string, id: string): DirectoryEntry | undefined {
    let entries = targetById.get(kind)
    if (entries === undefined) {
      // The first of equal ids counts.
      const all = (input.target.get(kind) ?? []).toReversed()
      targetById.set(kind, (entries = new Map(all.map((entry) => [idKey(entry.id), entry]))))
    }
    return entries.get(idKey(id))
  }

  function match(kind: string, sourceId: string, { name: ownName, platform }: MatchHints): Match {
    const key = referenceKey(kind, sourceId)
    const entries = input.target.get(kind) ?? []
    const byId = (id: string) => inTarget(kind, id)
    const sourceName = input.sourceNames.get(key) ?? ownName
    const name = sourceName ?? byId(sourceId)?.name ?? sourceId
    const created = input.created.get(key)
    const instead = input.instead.get(key)
    if (instead === null && created !== undefined) return { how: 'created', ...created }
    if (instead) return { how: 'replaced', id: instead, name }
    const choice = input.choices.get(key)
    if (choice === null) return { how: 'skipped', name }
    if (choice !== undefined && choice !== createChoice) {
      const there = byId(choice)
      return there || !input.target.has(kind)
        ? { how: 'chosen', id: choice, name: there?.name ?? choice }
        : { how: 'missing', name: choice }
    }
    const standIn = choice === undefined && !input.matched.has(key) ? input.standIns.get(key) : undefined
    if (standIn !== undefined) return { how: 'replaced', id: standIn, name: byId(standIn)?.name ?? name }
    // In its own tenant an object keeps its id as long as it exists.
    const still = input.sameTenant && choice === undefined && !input.matched.has(key) ? byId(sourceId) : undefined
    if (still) return { how: 'same-id', id: still.id, name: still.name }
    const remembered = choice === undefined ? input.remembered.get(key) : undefined
    if (remembered === null) return { how: 'skipped', name }
    if (remembered !== undefined)
      return { how: 'remembered', id: remembered, name: byId(remembered)?.name ?? remembered }
    const reason = input.unlisted.get(kind)
    if (reason !== undefined) return { how: 'unlisted', name, reason }
    // Kinds that cannot be listed cannot be compared; in its own tenant an object keeps its id.
    if (input.sameTenant && !input.target.has(kind) && !input.matched.has(key) && !input.created.has(key))
      return { how: 'fixed', id: sourceId, name }
    const own = input.matched.get(key)
    const counts = (own !== undefined && idKey(own) === idKey(sourceId)) || !input.idOnly.has(kind)
    if (own !== undefined && counts)
      return { how: idKey(own) === idKey(sourceId) ? 'same-id' : 'same-name', id: own, name }
    if (created !== undefined) return { how: 'created', ...created }
    const same = input.sameTenant || sourceId.length > 8 ? byId(sourceId) : undefined
    if (same) return { how: 'same-id', id: same.id, name: same.name }
    const named =
      sourceName === undefined || input.idOnly.has(kind)
        ? []
        : entries.filter((entry) => entry.name === sourceName && isFor(entry, platform))
    const meaning = input.sourceMeanings.get(key)
    if (named.length === 1 && meaning !== undefined && named[0]!.meaning !== undefined && named[0]!.meaning !== meaning)
      return { how: 'ambiguous', name, candidates: named }
    if (named.length === 1) return { how: 'same-name', id: named[0]!.id, name: named[0]!.name }
    if (named.length > 1) return { how: 'ambiguous', name, candidates: named }
    return { how: 'missing', name }
  }

  return {
    kindOf: (kinds, sourceId) => {
      const knows = (kind: string) => {
        const key = referenceKey(kind, sourceId)
        return (
          input.matched.has(key) ||
          input.created.has(key) ||
          input.choices.has(key) ||
          input.remembered.has(key) ||
          input.sourceNames.has(key) ||
          inTarget(kind, sourceId) !== undefined
        )
      }
      return kinds.find(knows) ?? kinds.find((kind) => input.unlisted.has(kind)) ?? kinds[0] ?? ''
    },
    resolve(kind, sourceId, hints = {}) {
      const key = referenceKey(kind, sourceId)
      const known = seen.get(key)
      if (known) {
        known.usedBy += 1
        return known.match
      }
      const found = match(kind, sourceId, hints)
      const sourceName = input.sourceNames.get(key) ?? hints.name ?? found.name
      seen.set(key, { kind, sourceId, usedBy: 1, match: found, sourceName })
      return found
    },
    references: () => [...seen.values()],
  }
}
