import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { userInfo } from 'node:os'
import { win32 } from 'node:path'

/** What is used of the system, replaceable in tests. */
export interface OwnerSystem {
  readonly platform: string
  readonly environment: Readonly<Record<string, string | undefined>>
  run(program: string, args: readonly string[]): void
}

/** The system itself, and administrators, who can take the folder anyway (Microsoft Learn: well-known SIDs). */
const alsoAllowed = ['*S-1-5-18', '*S-1-5-32-544']
const all = '(OI)(CI)F'

/**
 * Lets nobody else on this computer read a folder and what will be in it. Windows knows no modes (Node docs: fs.chmod), so
 * the folder gets a list of its own instead of the inherited one.
 *
 * @throws Error if the folder belongs to somebody else
 */
export function makeOwnerOnly(folder: string, system: OwnerSystem = thisSystem): void {
  if (system.platform !== 'win32') return chmodSync(folder, 0o700)
  const { SystemRoot = 'C:\\Windows', USERDOMAIN: domain, USERNAME: name = userInfo().username } = system.environment
  const account = domain ? `${domain}\\${name}` : name
  system.run(win32.join(SystemRoot, 'System32', 'icacls.exe'), [
    folder,
    '/inheritance:r',
    '/grant:r',
    ...[account, ...alsoAllowed].map((who) => `${who}:${all}`),
  ])
}

const thisSystem: OwnerSystem = {
  platform: process.platform,
  environment: process.env,
  run: (program, args) => void execFileSync(program, args, { windowsHide: true, stdio: 'ignore', timeout: 20_000 }),
}
