import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What decides whether Chromium's sandbox can work. */
export interface SandboxSystem {
  readonly platform: NodeJS.Platform
  isRoot(): boolean
  /** `chrome-sandbox` beside the binary belongs to root and has the setuid bit. */
  hasSetuidHelper(binary: string): boolean
  /** An ordinary user may make user namespaces. */
  hasUserNamespaces(): boolean
}

/**
 * What Electron must be told where Chromium's sandbox cannot work on Linux: as root, or where neither the setuid
 * helper nor unprivileged user namespaces are there, as in most containers (Chromium docs: Linux sandboxing).
 */
export function sandboxArguments(binary: string, system: SandboxSystem = thisSystem): readonly string[] {
  if (system.platform !== 'linux') return []
  if (!system.isRoot() && (system.hasSetuidHelper(binary) || system.hasUserNamespaces())) return []
  // The shared memory of a container is often too small for Chromium.
  return ['--no-sandbox', '--disable-dev-shm-usage']
}

/** Ubuntu 23.10 and newer: AppArmor takes the capabilities away that the sandbox needs in a user namespace. */
const appArmorSwitch = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

const thisSystem: SandboxSystem = {
  platform: process.platform,
  isRoot: () => process.getuid?.() === 0,
  hasSetuidHelper(binary) {
    const helper = join(dirname(binary), 'chrome-sandbox')
    if (!existsSync(helper)) return false
    const { uid, mode } = statSync(helper)
    return uid === 0 && (mode & 0o4000) !== 0
  },
  hasUserNamespaces() {
    if (existsSync(appArmorSwitch) && readFileSync(appArmorSwitch, 'utf8').trim() === '1') return false
    return spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0
  },
}
