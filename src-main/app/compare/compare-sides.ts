import type { ComparedPair, Side } from '#contract/model/compare.ts'
import { VersionId } from '#contract/model/ids.ts'
import { differences, pairSides } from '#domain/compare/compare.ts'
import { breathe } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'
import { earlierTargets } from '../restore/earlier-targets.ts'
import { lineageIn } from '../restore/lineage.ts'
import { asNamedIn } from './mapped-side.ts'
import { loadSide } from './side.ts'

/**
 * Pairs two states, and says which pairs are the same, by type, name and result (spec 043).
 *
 * @param byHand versions on the left with the ones on the right that somebody paired them with, or with none
 */
export async function compareSides(
  store: ReadStore,
  left: Side,
  right: Side,
  byHand: ReadonlyMap<string, string | null> = new Map(),
): Promise<ComparedPair[]> {
  const here = await loadSide(store, left.tenantId, left.from)
  const sameTenant = left.tenantId === right.tenantId
  const there = await loadSide(store, right.tenantId, right.from, sameTenant ? { loaded: here } : {})
  const mapped = sameTenant ? new Map<string, string>() : await earlierTargets(store, right.tenantId, left.tenantId)
  const lineageOf = await lineageIn(store, right.tenantId)
  const pairs = pairSides(
    sameTenant ? here.items : await asNamedIn(store, here.items, left.tenantId, right.tenantId),
    there.items,
    { sameTenant, mapped, lineageOf, byHand },
  )
  const rows: ComparedPair[] = []
  for (const pair of pairs) {
    await breathe()
    const item = (pair.left ?? pair.right)!
    // Those paired by their content have no differences.
    const changes =
      pair.left && pair.right && pair.by !== 'content' ? differences(pair.left, pair.right, sameTenant).length : 0
    rows.push({
      type: item.type.key,
      kind: item.type.kindOf(item.document),
      name: item.name,
      by: pair.by,
      changes,
      state: !pair.right ? 'left' : !pair.left ? 'right' : changes === 0 ? 'same' : 'different',
      leftVersionId: pair.left ? VersionId.parse(pair.left.versionId) : null,
      rightVersionId: pair.right ? VersionId.parse(pair.right.versionId) : null,
    })
  }
  return rows.toSorted(
    (one, other) =>
      one.type.localeCompare(other.type) || one.name.localeCompare(other.name) || one.state.localeCompare(other.state),
  )
}
