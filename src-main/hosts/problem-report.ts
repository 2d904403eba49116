import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { arch, release, type } from 'node:os'
import { join } from 'node:path'

/**
 * Writes a folder that somebody can attach to a report: the log, and the versions of everything involved. The log holds
 * no secret and no content of a policy (`infra/log`).
 *
 * @returns the folder
 */
export function writeProblemReport(
  dataFolder: string,
  parent: string,
  facts: Readonly<Record<string, string | null | undefined>>,
  now = new Date(),
): string {
  const folder = join(parent, `TenantAtlas report ${now.toISOString().slice(0, 19).replaceAll(':', '-')}`)
  mkdirSync(folder, { recursive: true })
  const log = join(dataFolder, 'tenantatlas.log')
  if (existsSync(log)) cpSync(log, join(folder, 'tenantatlas.log'))
  const all = { ...facts, system: `${type()} ${release()} ${arch()}`, written: now.toISOString() }
  const lines = Object.entries(all).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
  writeFileSync(join(folder, 'versions.txt'), `${lines.join('\n')}\n`)
  return folder
}
