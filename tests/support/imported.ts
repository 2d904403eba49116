import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { TenantId } from '#contract/model/ids.ts'
import type { Run, RunItem } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import { captured } from './contents.ts'
import type { Lab } from './lab.ts'

/** Writes files of an export into a folder: text, or a value as JSON. */
export function writeExport(
  folder: string,
  files: Readonly<Record<string, unknown>>,
  encode: (text: string) => Uint8Array | string = (text) => text,
): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, encode(typeof content === 'string' ? content : JSON.stringify(content, null, 2)))
  }
}

/** As Windows PowerShell 5.1 writes a file. */
export const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])

export interface Imported {
  readonly tenantId: TenantId
  readonly run: Run
  readonly files: readonly RunItem[]
  /** Everything that the tenant has now, by `type/name`. */
  readonly documents: ReadonlyMap<string, Json>
}

/** Imports a folder, a zip or a file into a new imported tenant, or into one that is there. */
export async function importInto(lab: Lab, path: string, into?: TenantId): Promise<Imported> {
  const { core } = lab
  const tenantId =
    into ??
    TenantId.parse((await core.call('tenants.addImported', { id: TenantId.parse(crypto.randomUUID()), name: path })).id)
  const { runId } = await core.call('backups.import', { tenantId, name: 'Import', path })
  const run = await lab.ended(tenantId, runId)
  const documents = new Map(
    (await captured(lab, tenantId)).map(({ type, name, document }) => [`${type}/${name}`, document]),
  )
  return { tenantId, run, files: await lab.items(tenantId, runId), documents }
}

/** State and reason of each file. */
export const outcomes = ({ files }: Imported): Readonly<Record<string, readonly [string, string | null]>> =>
  Object.fromEntries(files.map(({ name, state, note, error }) => [name, [state, error?.message ?? note]]))

/** A policy of the settings catalog with one setting, as Graph answers it with full metadata. */
export const catalog = (name: string, more: object = {}) => ({
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies/$entity',
  id: crypto.randomUUID(),
  name,
  description: '',
  platforms: 'windows10',
  technologies: 'mdm',
  roleScopeTagIds: ['0'],
  settingCount: 1,
  settings: [
    {
      id: '0',
      settingInstance: {
        '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
        settingDefinitionId: 'device_vendor_msft_policy_config_x',
        simpleSettingValue: {
          '@odata.type': '#microsoft.graph.deviceManagementConfigurationIntegerSettingValue',
          value: 1,
        },
      },
    },
  ],
  ...more,
})

/** All files below a folder. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}
