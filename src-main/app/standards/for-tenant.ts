import type { PlanItem, SourceItem } from '#domain/restore/plan.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { text } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { fillDocument, fillText } from '#domain/standards/tenant-values.ts'
import { assignedToWave, namedGroup, reachesMore } from '#domain/standards/waves.ts'
import { breathe } from '../breathe.ts'
import type { ReadStore } from '../ports/store.ts'
import { valuesOf } from './values-of.ts'
import { words } from './words.ts'

interface Planned {
  readonly items: readonly SourceItem[]
  readonly names: ReadonlyMap<string, string>
}

/**
 * What is planned for another tenant: with the values that it has, and for the groups of a wave. Without a value that it
 * needs, an item can't be planned (spec 068-2).
 *
 * @param groups names of groups in the tenant; empty for everybody whom the items include
 */
export async function forTenant(
  store: ReadStore,
  tenantId: string,
  { items, names, groups }: Planned & { readonly groups: readonly string[] },
): Promise<Planned> {
  const values = await valuesOf(store, tenantId)
  const named = groups.map(namedGroup)
  const adapted: SourceItem[] = []
  for (const item of items) {
    await breathe()
    const { document: filled, missing } = fillDocument(item.document, values)
    const document = named.length === 0 ? filled : assignedToWave(item.type, filled, named)
    adapted.push({
      ...item,
      name: text(document[item.type.nameProperty]) || fillText(item.name, values),
      document,
      ...(missing.length > 0 ? { cannot: words.missingValues(missing) } : {}),
    })
  }
  return {
    items: adapted,
    names: new Map([
      ...[...names].map(([key, name]) => [key, fillText(name, values)] as const),
      ...named.map(({ id, name }) => [`${assignmentKinds.group}/${id}`, name] as const),
    ]),
  }
}

/** Leaves out changes that would reach more than a wave, or take a policy from somebody. */
export function limitedToWave(item: PlanItem): PlanItem {
  if (item.action !== 'update' || item.live === null) return item
  const rules = policyTypeOf(item.type).assignments
  const isLimited = rules !== null && rules.fixedFor?.(item.live) !== true
  if (isLimited && !reachesMore(item.live, item.wanted)) return item
  const reason = isLimited ? words.reachesMore : words.notLimited
  return { ...item, action: 'skip', reason, included: false, steps: [] }
}
