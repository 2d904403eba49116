import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'

/** A category of settings, as Graph nests them. */
export interface SettingCategory {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
}

/** A definition as it is kept: its category by id. */
export interface KeptDefinition extends Omit<SettingDefinition, 'category'> {
  readonly categoryId: string | null
}

/** Setting definitions of a cloud, shared by its tenants (spec 003). */
export interface DefinitionRepository {
  /** Ids that were asked for before, those that Graph does not know included. */
  known(cloud: string): Promise<ReadonlySet<string>>
  knownCategories(cloud: string): Promise<ReadonlySet<string>>
  /** Categories that kept definitions are in. */
  categoryIds(cloud: string): Promise<readonly string[]>
  /** A definition, or null for an id that Graph does not know. */
  save(cloud: string, definitions: ReadonlyMap<string, KeptDefinition | null>, at: string): Promise<void>
  saveCategories(cloud: string, categories: readonly SettingCategory[], at: string): Promise<void>
  /** Those of the ids that are known, with their categories from the root. */
  find(cloud: string, ids: readonly string[]): Promise<ReadonlyMap<string, SettingDefinition>>
  /** Forgets which ids Graph did not know, so that they are asked for again. */
  forgetUnknown(cloud: string): Promise<void>
}
