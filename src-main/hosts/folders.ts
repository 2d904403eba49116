import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { followMove } from '#infra/store/relocation.ts'

/** The folder that holds package.json and resources: the checkout, or the packaged app. */
export function projectFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(at, 'package.json')) && dirname(at) !== at) at = dirname(at)
  return at
}

/** What package.json says of the product; a package has what it was built with (scripts/package.mjs). */
export interface Product {
  readonly version: string
  /** The page with downloads. */
  readonly page: string
  /** The build was signed. */
  readonly isSigned: boolean
}

export function readProduct(): Product {
  const { version, homepage, signed } = JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as {
    version: string
    homepage: string
    signed?: boolean
  }
  return { version, page: homepage, isSigned: signed === true }
}

/** The product's version, from package.json. */
export const productVersion = (): string => readProduct().version

/** The default data folder, or where it was moved to. */
export const defaultDataFolder = (): string => followMove(process.env['TENANTATLAS_DATA'] || folderOfSystem())

function folderOfSystem(): string {
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'TenantAtlas')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'TenantAtlas')
  const given = process.env['XDG_DATA_HOME'] ?? ''
  // One that is empty or not absolute counts as not set (XDG Base Directory Specification).
  return join(isAbsolute(given) ? given : join(homedir(), '.local', 'share'), 'tenantatlas')
}

/** The command that runs the due schedules of a data folder. */
export const runDue = (dataFolder: string): readonly string[] => ['schedule', 'run-due', '--json', '--data', dataFolder]

/** What the scheduler of the system starts in a checkout. */
export const scheduledInCheckout = (
  dataFolder: string,
): { readonly path: string; readonly args: readonly string[] } => ({
  path: process.execPath,
  args: [join(projectFolder(), 'scripts', 'atlas.mjs'), ...runDue(dataFolder)],
})
