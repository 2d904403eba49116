import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { switches } from './arguments.ts'

/** Opens the app at sign-in, in the tray. */
export interface LoginItem {
  isOn(): boolean
  turn(on: boolean): void
}

/** What is used of Electron's `app`. It knows no login items on Linux (Electron docs: app). */
export interface LoginItemSettings {
  getLoginItemSettings(options: { args: string[] }): { readonly openAtLogin: boolean }
  setLoginItemSettings(settings: { openAtLogin: boolean; args: string[] }): void
}

/** @param program what starts the app; an AppImage starts from a path of its own */
export function createLoginItem(
  platform: string,
  app: LoginItemSettings,
  { program, configFolder }: { readonly program: string; readonly configFolder: string },
): LoginItem {
  const args = [switches.hidden]
  if (platform !== 'linux')
    return {
      isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
      turn: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
    }
  // The desktop starts what lies here (freedesktop.org: Desktop Application Autostart Specification).
  const file = join(configFolder, 'autostart', 'tenantatlas.desktop')
  return {
    isOn: () => existsSync(file),
    turn(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(
        file,
        `[Desktop Entry]\nType=Application\nName=TenantAtlas\nExec="${program.replaceAll(/["\\`$]/g, '\\$&')}" ${switches.hidden}\nX-GNOME-Autostart-enabled=true\n`,
      )
    },
  }
}
