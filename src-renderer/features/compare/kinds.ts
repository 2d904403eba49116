import { VersionId } from '#contract/model/ids.ts'
import type { ComparedPair } from '#contract/model/compare.ts'

/** How many pairs of one type are the same, differ, or exist on one side only. */
export interface Kind {
  readonly kind: string
  readonly same: number
  readonly different: number
  readonly left: number
  readonly right: number
}

/** The pairs of a comparison, counted by type, in the order in which the types come. */
export function kindsOf(pairs: readonly ComparedPair[]): Kind[] {
  return [...Map.groupBy(pairs, (pair) => pair.kind)].map(([kind, of]) => {
    const number = (state: ComparedPair['state']) => of.filter((pair) => pair.state === state).length
    return { kind, same: number('same'), different: number('different'), left: number('left'), right: number('right') }
  })
}

/** Identifies a pair within a comparison. */
export const pairKey = (pair: ComparedPair): string => `${pair.leftVersionId ?? ''}:${pair.rightVersionId ?? ''}`

/** Only objects that the right side lacks, or has with other values. */
export const isPromotable = (pair: ComparedPair): boolean =>
  pair.leftVersionId !== null &&
  VersionId.safeParse(pair.leftVersionId).success &&
  (pair.state === 'left' || pair.state === 'different')
