interface SettingDefinitions {
  cloud: string
  id: string
  body: string | null
  seen_at: string
}

interface SettingCategories {
  cloud: string
  id: string
  name: string
  parent_id: string | null
  seen_at: string
}

/** Setting names by cloud. */
export interface SettingsTables {
  setting_definitions: SettingDefinitions
  setting_categories: SettingCategories
}
