import { createHash } from 'node:crypto'
import { failure } from '#contract/errors.ts'
import { TenantId, VersionId } from '#contract/model/ids.ts'
import type { AcceptedDifference, StandardPolicy, StandardState } from '#contract/model/standards.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { isPast } from '../compare/deviations.ts'
import { pairsBetween, type PairWithChanges } from '../compare/compare-sides.ts'
import type { AcceptedDifferenceRow, StandardRow } from '../ports/standards.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from './words.ts'

/**
 * How a tenant has each policy of a standard, by its latest captures (068-1). What only the tenant has isn't about the
 * standard.
 *
 * @throws Failure `notFound` if the backup set of the standard was deleted, `badInput` if a purge deleted versions of it
 */
export async function compareStandard(
  store: ReadStore,
  standard: Pick<StandardRow, 'tenantId' | 'source'>,
  targetId: string,
  now: Date,
): Promise<StandardPolicy[]> {
  const { source } = standard
  if ('setId' in source && !(await store.backups.find(source.setId))) throw failure('notFound', words.deletedSet)
  if ('at' in source) {
    const purgedBefore = (await store.tenants.find(standard.tenantId))?.purgedBefore ?? null
    if (purgedBefore !== null && source.at < purgedBefore) throw failure('badInput', words.purged)
  }
  const accepted = Map.groupBy(await store.standards.accepted(targetId), keyOf)
  const [left, right] = [
    { tenantId: TenantId.parse(standard.tenantId), from: source },
    { tenantId: TenantId.parse(targetId), from: { now: true as const } },
  ]
  const policies: StandardPolicy[] = []
  for await (const found of pairsBetween(store, left, right)) {
    const item = found.pair.left
    if (!item) continue
    const { type, name, ownName = name, unfilled = [] } = item
    const print = printOf(found)
    const row = accepted.get(keyOf({ type: type.key, name }))?.find((entry) => entry.print === print)
    const isAccepted = row !== undefined && !isPast(row.until, now)
    const state: StandardState =
      found.state === 'same' ? 'same' : isAccepted ? 'accepted' : found.state === 'left' ? 'missing' : 'different'
    policies.push({
      type: type.key,
      kind: type.kindOf(item.document),
      name,
      ownName,
      versionId: VersionId.parse(item.versionId),
      state,
      targetVersionId: found.pair.right ? VersionId.parse(found.pair.right.versionId) : null,
      changes: found.changes.length,
      print,
      accepted: row && state !== 'same' ? { ...toAccepted(row), isOver: !isAccepted } : null,
      missingValues: [...unfilled],
    })
  }
  const prints = new Set(policies.map((policy) => policy.print))
  for (const policy of policies)
    if (policy.accepted === null && policy.state !== 'same') {
      // Of several policies with one name, each has an acceptance of its own.
      const earlier = accepted.get(keyOf(policy))?.find((row) => !prints.has(row.print))
      if (earlier) policy.accepted = { ...toAccepted(earlier), isOver: true }
    }
  return policies.toSorted((one, other) => one.type.localeCompare(other.type) || one.name.localeCompare(other.name))
}

/** An acceptance as the contract shows it. */
export const toAccepted = ({
  tenantId: _tenantId,
  ...row
}: AcceptedDifferenceRow): Omit<AcceptedDifference, 'isOver'> => row

const keyOf = ({ type, name }: { readonly type: string; readonly name: string }): string => `${type}\n${name}`

/** What a difference is, so that an acceptance isn't one of another difference. */
function printOf({ state, changes }: PairWithChanges): string {
  const text =
    state === 'different' ? canonicalText(changes.map(({ path, before, after }) => [path, before, after])) : state
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}
