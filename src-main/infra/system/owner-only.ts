import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { inSystem32 } from './system32.ts'

/** What is used of the system, replaceable in tests. */
export interface OwnerSystem {
  readonly platform: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Runs a program, and returns what it printed. @throws Error if it fails */
  run(program: string, args: readonly string[]): string
}

/** The system itself, and administrators, who can take the folder anyway (Microsoft Learn: well-known SIDs). */
const alsoAllowed = ['S-1-5-18', 'S-1-5-32-544']

/**
 * Lets nobody else on this computer read a folder and what will be in it. Windows knows no modes (Node docs: fs.chmod), so
 * the folder gets a list of its own instead of what it inherits and what somebody granted.
 *
 * @throws Error if the folder belongs to somebody else
 */
export function makeOwnerOnly(folder: string, system: OwnerSystem = thisSystem): void {
  if (system.platform !== 'win32') return chmodSync(folder, 0o700)
  const tool = (name: string): string => inSystem32(`${name}.exe`, system.environment)
  // The name of an account in the environment isn't always one (PowerShell/Win32-OpenSSH#2407).
  const own = /S-1-[\d-]+/.exec(system.run(tool('whoami'), ['/user', '/fo', 'csv', '/nh']))?.[0]
  if (own === undefined) throw new Error('whoami names no account.')
  try {
    // Only an owner can still change the list once the own entry in it is gone (Microsoft Learn: Owner of a New Object).
    system.run(tool('icacls'), [folder, '/setowner', `*${own}`])
  } catch {
    // An owner doesn't need it, and may not have the right to take it.
  }
  system.run(tool('icacls'), [folder, '/reset'])
  system.run(tool('icacls'), [
    folder,
    '/inheritance:r',
    '/grant:r',
    ...[own, ...alsoAllowed].map((sid) => `*${sid}:(OI)(CI)F`),
  ])
}

/** Makes a folder that nobody else can read. One that can't be kept from others isn't left behind. @throws Error */
export function makeOwnFolder(folder: string): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true })
  try {
    makeOwnerOnly(folder)
  } catch (error) {
    rmdirSync(folder)
    throw error
  }
}

const thisSystem: OwnerSystem = {
  platform: process.platform,
  environment: process.env,
  run: (program, args) =>
    execFileSync(program, args, {
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
      encoding: 'utf8',
    }),
}
