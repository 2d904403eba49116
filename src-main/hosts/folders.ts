import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { followMove, requireOutside } from '#infra/store/relocation.ts'
import { inSystem32 } from '#infra/system/system32.ts'

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

/**
 * The data folder that somebody named, or the default one, wherever it was moved to.
 *
 * @throws Failure `storage` if it isn't where it was moved to, `badInput` if an update would remove it
 */
export function dataFolderOf(given: string | null): string {
  const folder = followMove(given ?? (process.env['TENANTATLAS_DATA'] || folderOfSystem()))
  requireOutside(removedWithProgram(), folder)
  return folder
}

/**
 * The folder that an update and the uninstaller remove as a whole: that of the installer of Windows, and the bundle on
 * macOS. Null for everything else: a portable program may have its data beside it.
 */
export function removedWithProgram({ execPath, platform }: Pick<NodeJS.Process, 'execPath' | 'platform'> = process):
  | string
  | null {
  const folder = dirname(execPath)
  if (platform === 'win32') return existsSync(join(folder, 'Uninstall TenantAtlas.exe')) ? folder : null
  return platform === 'darwin' ? (/^.*?\.app(?=\/)/.exec(execPath)?.[0] ?? null) : null
}

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
  platform: string = process.platform,
): { readonly path: string; readonly args: readonly string[] } => {
  const command = [process.execPath, join(projectFolder(), 'scripts', 'atlas.mjs'), ...runDue(dataFolder)]
  // Node is a program for consoles: Task Scheduler would open a window every 15 minutes (PowerShell/PowerShell#3028).
  const [path, ...args] = platform === 'win32' ? [inSystem32('conhost.exe'), '--headless', ...command] : command
  return { path: path!, args }
}
