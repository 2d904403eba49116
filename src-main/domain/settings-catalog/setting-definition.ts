/**
 * The part of a settings catalog definition that the readable view shows
 * (`deviceManagementConfigurationSettingDefinition`, Graph docs).
 */
export interface SettingDefinition {
  readonly id: string
  readonly displayName: string
  readonly description?: string
  /** Categories from the root, as the admin center nests them. */
  readonly category?: readonly string[]
  /** Choice values by their item id. */
  readonly options?: Readonly<Record<string, string>>
}
