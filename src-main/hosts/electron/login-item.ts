import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { failure } from '#contract/errors.ts'
import { words } from '../words.ts'
import { switches } from './arguments.ts'
import { inQuotes } from './windows-argument.ts'

/** Opens the app at sign-in, in the tray. */
export interface LoginItem {
  isOn(): boolean
  turn(on: boolean): void
}

/** What is used of Electron's `app`. It knows no login items on Linux (Electron docs: app). */
export interface LoginItemSettings {
  getLoginItemSettings(options: { args: string[] }): {
    readonly openAtLogin: boolean
    readonly status?: string
    readonly executableWillLaunchAtLogin?: boolean
  }
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void
}

/**
 * @param program what starts the app; an AppImage starts from a path of its own
 * @returns null where the system can't start this app with its arguments
 */
export function createLoginItem(
  platform: string,
  app: LoginItemSettings,
  {
    program,
    arguments: own = [],
    configFolder,
  }: { readonly program: string; readonly arguments?: readonly string[]; readonly configFolder: string },
): LoginItem | null {
  // macOS passes no arguments, and would open another data folder than this one.
  if (platform === 'darwin' && own.length > 0) return null
  // Windows joins them with spaces (Electron docs: app.setLoginItemSettings).
  const args = [
    ...own.map((argument) => (platform === 'win32' && /[\s"]/.test(argument) ? inQuotes(argument) : argument)),
    switches.hidden,
  ]
  if (platform !== 'linux')
    return {
      isOn() {
        const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args })
        // The Task Manager of Windows turns it off without removing it (Electron docs: app.getLoginItemSettings).
        return openAtLogin && executableWillLaunchAtLogin !== false
      },
      turn(openAtLogin) {
        app.setLoginItemSettings({ openAtLogin, args })
        // macOS may ask the person first, and shows no question (Electron docs: app.getLoginItemSettings).
        if (openAtLogin && app.getLoginItemSettings({ args }).status === 'requires-approval')
          throw failure('badInput', words.approveLoginItem)
      },
    }
  // The desktop starts what lies here (freedesktop.org: Desktop Application Autostart Specification).
  const file = join(configFolder, 'autostart', 'tenantatlas.desktop')
  const entry = `[Desktop Entry]\nType=Application\nName=TenantAtlas\nExec=${[program, ...args].map(quoted).join(' ')}\nX-GNOME-Autostart-enabled=true\n`
  // A newer AppImage has another name.
  const isOn = () => existsSync(file) && readFileSync(file, 'utf8') === entry
  return {
    isOn,
    turn(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, entry)
    },
  }
}

/**
 * An argument of a desktop entry. A value escapes its backslashes once more (freedesktop.org: Desktop Entry
 * Specification, the Exec key and the type string).
 */
const quoted = (argument: string): string =>
  /^[\w/.:=-]+$/.test(argument)
    ? argument
    : `"${argument
        .replaceAll(/["\\`$]/g, '\\$&')
        .replaceAll('\\', '\\\\')
        .replaceAll('%', '%%')}"`
