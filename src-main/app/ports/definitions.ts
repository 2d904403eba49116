import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'

/** A category of settings, as Graph nests them. */
export interface SettingCategory {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

/** A stored definition, with the ID of its category. */
export interface KeptDefinition extends Omit<SettingDefinition, 'category'> {
  readonly categoryId: string | null
}

/** Setting definitions of a cloud, shared by its tenants (spec 003). */
export interface DefinitionRepository {
  /** IDs that were requested before, including IDs that Graph doesn't know. */
  known(cloud: string): Promise<ReadonlySet<string>>
  knownCategories(cloud: string): Promise<ReadonlySet<string>>
  /** Categories of the stored definitions. */
  categoryIds(cloud: string): Promise<readonly string[]>
  /** A definition, or null for an id that Graph does not know. */
  save(cloud: string, definitions: ReadonlyMap<string, KeptDefinition | null>, at: string): Promise<void>
  saveCategories(cloud: string, categories: readonly SettingCategory[], at: string): Promise<void>
  /** The known definitions, with their category paths from the root. */
  find(cloud: string, ids: readonly string[]): Promise<ReadonlyMap<string, SettingDefinition>>
  /** Removes the IDs that Graph didn't know, so that they are requested again. */
  forgetUnknown(cloud: string): Promise<void>
}
