import type { Json } from '../json.ts'

/** A table: the head first. */
export type Rows = readonly (readonly string[])[]

const idColumn = /^(setting ?(definition)? ?)?id$/i
const valueColumn = /^((setting|recommended|expected|required) ?)?value$/i
const graph = '#microsoft.graph.deviceManagementConfiguration'

/**
 * A table of setting IDs and values as a policy of the Settings catalog, as owners of CIS benchmarks and others keep them
 * in spreadsheets. Other columns say something to people only. A setting with several rows has several values.
 *
 * @param name of the policy
 * @returns null if the head doesn't have both columns
 */
export function policyOfTable([head = [], ...rows]: Rows, name: string): Json | null {
  const plain = head.map((cell) => cell.trim().replaceAll(/[_-]+/g, ' '))
  const [id, value] = [idColumn, valueColumn].map((column) => plain.findIndex((cell) => column.test(cell)))
  if (id === undefined || value === undefined || id < 0 || value < 0) return null
  const filled = rows.filter((row) => (row[id] ?? '').trim() !== '' && (row[value] ?? '').trim() !== '')
  const bySetting = Map.groupBy(filled, (row) => row[id]!.trim().toLowerCase())
  if (bySetting.size === 0) return null
  return {
    '@odata.type': `${graph}Policy`,
    name,
    technologies: 'mdm',
    settings: [...bySetting].map(([setting, some], index) => ({
      id: String(index),
      settingInstance: instanceOf(
        setting,
        some.map((row) => row[value]!.trim()),
      ),
    })),
  }
}

/** An option is named by the setting and what follows it (Graph docs: deviceManagementConfigurationOptionDefinition). */
const isOption = (setting: string, value: string): boolean => value.toLowerCase().startsWith(`${setting}_`)

function instanceOf(settingDefinitionId: string, values: readonly string[]): Json {
  const isChoice = values.every((value) => isOption(settingDefinitionId, value))
  const isWhole = values.every((value) => /^-?\d{1,15}$/.test(value))
  const kind = isChoice ? 'Choice' : 'Simple'
  const several = values.length > 1 ? 'Collection' : ''
  const made = values.map((value) =>
    isChoice
      ? { value, children: [] }
      : {
          '@odata.type': `${graph}${isWhole ? 'Integer' : 'String'}SettingValue`,
          value: isWhole ? Number(value) : value,
        },
  )
  return {
    '@odata.type': `${graph}${kind}Setting${several}Instance`,
    settingDefinitionId,
    [`${kind.toLowerCase()}Setting${several}Value`]: several === '' ? made[0] : made,
  }
}
