import type { SideItem } from '#domain/compare/compare.ts'
import { reachOf } from '#domain/compare/reach.ts'
import { text, type Json } from '#domain/json.ts'
import { instancesIn } from '#domain/settings-catalog/catalog-values.ts'

/**
 * The policy of a tenant that a policy of a baseline became: by its name, or else by the settings that both have. One that
 * is assigned comes before one that isn't.
 */
export function counterpartOf(original: SideItem, present: readonly SideItem[]): SideItem | undefined {
  const ids = new Set(instancesIn(original.document).map(settingOf))
  const candidates = present
    .filter(({ document }) => instancesIn(document).length > 0 && samePlatform(document, original.document))
    .map((item) => ({
      item,
      isNamed: item.name.toLowerCase() === original.name.toLowerCase(),
      common: instancesIn(item.document).filter((one) => ids.has(settingOf(one))).length,
    }))
    .filter(({ isNamed, common }) => isNamed || common > 0)
  return candidates.toSorted(
    (left, right) =>
      Number(isAssigned(right.item)) - Number(isAssigned(left.item)) ||
      Number(right.isNamed) - Number(left.isNamed) ||
      right.common - left.common,
  )[0]?.item
}

export const isAssigned = ({ document }: SideItem): boolean => reachOf(document).targets.length > 0

const settingOf = (instance: Json): string => text(instance['settingDefinitionId']).toLowerCase()

/** What is made from a table says nothing of a platform. */
export const samePlatform = (one: Json, other: Json): boolean =>
  [one, other].some((document) => text(document['platforms']) === '') ||
  text(one['platforms']) === text(other['platforms'])
