import type { MappedReference } from '#contract/model/plans.ts'
import { words } from './words.ts'

/** What was chosen in the mapping, by `kind/sourceId`: an id of the target, `create`, or null to leave it out. */
export type Choices = Readonly<Record<string, string | null>>

/** The choice to make what the target does not have (contract: `restore.plan`). */
export const createChoice = 'create'
/** The value of the option for leaving out: an option can't have null. */
export const leftOutChoice = '\u0000left-out'

/** @param types titles of policy types by key: an item of the plan may be matched by hand too */
export const kindTitle = (kind: string, types: ReadonlyMap<string, string>): string =>
  words.mapping.kind(kind) ?? types.get(kind) ?? words.mapping.otherObjects

export const keyOf = ({ kind, sourceId }: MappedReference): string => `${kind}/${sourceId}`

/** What becomes of a reference: an object of the target, a new one, nothing, or still open. */
export type ReferenceState = 'mapped' | 'created' | 'left' | 'open'

/** The state of a reference with the choices made so far. */
export function outcomeOf(reference: MappedReference, choices: Choices): ReferenceState {
  const choice = choices[keyOf(reference)]
  if (choice !== undefined) return choice === null ? 'left' : choice === createChoice ? 'created' : 'mapped'
  switch (reference.how) {
    case 'ambiguous':
      return 'open'
    case 'missing':
    case 'unlisted':
    case 'skipped':
      return 'left'
    case 'created':
      return 'created'
    default:
      return 'mapped'
  }
}

/** Groups that the target lacks, that a restore can create, and about which nobody has decided yet. */
export const missingGroups = (rows: readonly MappedReference[], choices: Choices): readonly MappedReference[] =>
  rows.filter((row) => row.canCreate && row.how === 'missing' && !(keyOf(row) in choices))

/** References without a match, about which nobody has decided yet. */
export const unmapped = (rows: readonly MappedReference[], choices: Choices): readonly MappedReference[] =>
  rows.filter((row) => !(keyOf(row) in choices) && (row.how === 'missing' || row.how === 'ambiguous'))
