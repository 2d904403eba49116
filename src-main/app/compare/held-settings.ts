import { derivedName, optionName } from '#domain/readable/views/settings-catalog.ts'
import type { Holder } from '#domain/compare/coverage.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { reachOf } from '#domain/compare/reach.ts'
import { catalogValues, type CatalogValue } from '#domain/settings-catalog/catalog-values.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { breathe } from '../breathe.ts'
import { cloudOf } from '../cloud-of.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { SettingHolder } from './setting-conflicts.ts'

export type DefinitionNeeds = Pick<Ports, 'settingDefinitions'> & { readonly store: ReadStore }

/** A policy that sets a setting, with all of its values for it. */
export interface Held extends Holder, SettingHolder {
  readonly policyName: string
  readonly found: readonly CatalogValue[]
}

/** Values by the ID of their setting, policy by policy. */
export type HeldSettings = ReadonlyMap<string, readonly Held[]>

/**
 * The settings in policies of the Settings catalog.
 *
 * @param repeated groups that have several entries somewhere
 */
export async function heldSettings(items: readonly SideItem[], repeated: ReadonlySet<string>): Promise<HeldSettings> {
  const found = new Map<string, Held[]>()
  for (const { policyId, name, type, document } of items) {
    await breathe()
    if (type.settings === null) continue
    const reach = reachOf(document)
    const holder = { policyId, policyName: name, value: '', type, document, reach, assigned: reach.targets.length > 0 }
    for (const [id, values] of Map.groupBy(catalogValues(document, repeated), ({ settingId }) => settingId)) {
      const held = { ...holder, found: values, values: new Set(values.flatMap(({ key }) => key ?? [])) }
      const others = found.get(id)
      if (others) others.push(held)
      else found.set(id, [held])
    }
  }
  return found
}

export type DefinitionOf = (id: string) => SettingDefinition | undefined

/** Definitions as a captured tenant has them: what is imported has none of its own. */
export async function definitionsFor(
  { store, settingDefinitions }: DefinitionNeeds,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<DefinitionOf> {
  const known = new Map<string, SettingDefinition>()
  for (const tenantId of tenantIds) {
    const tenant = await store.tenants.find(tenantId)
    const open = ids.filter((id) => !known.has(id))
    if (tenant)
      for (const [id, definition] of await store.definitions.find(cloudOf(tenant), open)) known.set(id, definition)
  }
  return (id) => known.get(id) ?? settingDefinitions.get(id)
}

/** A name that is clear on its own. */
export function nameOf({ settingId, parentId }: CatalogValue, definitionOf: DefinitionOf): string {
  const named = (id: string) => definitionOf(id)?.displayName ?? derivedName(id)
  return parentId === null ? named(settingId) : `${named(parentId)}: ${named(settingId)}`
}

/** A value in words. */
export function shown({ settingId, optionId, values }: CatalogValue, definitionOf: DefinitionOf): string {
  return optionId === null ? values.join(' · ') : optionName(settingId, optionId, definitionOf(settingId)?.options)
}
