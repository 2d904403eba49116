import type { ComparedPair, Side } from '#contract/model/compare.ts'
import { VersionId } from '#contract/model/ids.ts'
import { differences, pairSides, type Pair, type PairState } from '#domain/compare/compare.ts'
import type { Change } from '#domain/diff/json-diff.ts'
import { breathe } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import { lineageIn } from '../restore/lineage.ts'
import { asNamedIn } from './mapped-side.ts'
import { loadSide } from './side.ts'

/** A pair with what differs in it. */
export interface PairWithChanges {
  readonly pair: Pair
  readonly state: PairState
  readonly changes: readonly Change[]
}

/**
 * Pairs two states, one pair after the other (spec 043).
 *
 * @param byHand versions on the left with the ones on the right that somebody paired them with, or with none
 */
export async function* pairsBetween(
  store: ReadStore,
  left: Side,
  right: Side,
  byHand: ReadonlyMap<string, string | null> = new Map(),
): AsyncIterable<PairWithChanges> {
  const here = await loadSide(store, left.tenantId, left.from, { forTenant: right.tenantId })
  const sameTenant = left.tenantId === right.tenantId
  const there = await loadSide(store, right.tenantId, right.from, sameTenant ? { loaded: here } : {})
  const mapped = sameTenant ? new Map<string, string>() : await earlierTargets(store, right.tenantId, left.tenantId)
  const lineageOf = await lineageIn(store, right.tenantId)
  const pairs = pairSides(
    sameTenant ? here.items : await asNamedIn(store, here.items, left.tenantId, right.tenantId),
    there.items,
    { sameTenant, mapped, lineageOf, byHand },
  )
  for (const pair of pairs) {
    await breathe()
    // Those paired by their content have no differences.
    const changes =
      pair.left && pair.right && pair.by !== 'content' ? differences(pair.left, pair.right, sameTenant) : []
    yield {
      pair,
      changes,
      state: !pair.right ? 'left' : !pair.left ? 'right' : changes.length === 0 ? 'same' : 'different',
    }
  }
}

/** Says which pairs of two states are the same, by type, name and result. @param byHand as in `pairsBetween` */
export async function compareSides(
  store: ReadStore,
  left: Side,
  right: Side,
  byHand: ReadonlyMap<string, string | null> = new Map(),
): Promise<ComparedPair[]> {
  const rows: ComparedPair[] = []
  for await (const { pair, state, changes } of pairsBetween(store, left, right, byHand)) {
    const item = (pair.left ?? pair.right)!
    rows.push({
      type: item.type.key,
      kind: item.type.kindOf(item.document),
      name: item.name,
      by: pair.by,
      changes: changes.length,
      state,
      leftVersionId: pair.left ? VersionId.parse(pair.left.versionId) : null,
      rightVersionId: pair.right ? VersionId.parse(pair.right.versionId) : null,
    })
  }
  return rows.toSorted(
    (one, other) =>
      one.type.localeCompare(other.type) || one.name.localeCompare(other.name) || one.state.localeCompare(other.state),
  )
}
