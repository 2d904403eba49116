import { join } from 'node:path'
import type { OpenDialogOptions, SaveDialogOptions } from 'electron'
import type { HostShell } from '#app/ports/ports.ts'
import type { PathKind, WindowButtons } from '#contract/model/shell.ts'
import { failure } from '#contract/errors.ts'
import type { LoginItem } from './login-item.ts'
import type { SystemScheduler } from '../system-scheduler.ts'
import type { Opened } from './opened.ts'
import { createSavedFiles } from './saved-files.ts'
import type { Updates } from './updates.ts'
import { words } from '../words.ts'

/** The parts of Electron and of the system around the window, replaceable in tests. */
export interface DesktopOutside {
  readonly windowButtons: WindowButtons
  /** Window buttons over the title bar; macOS draws its own. */
  setButtonColor(color: string): void
  saveDialog(options: SaveDialogOptions): Promise<{ readonly canceled: boolean; readonly filePath: string }>
  openDialog(options: OpenDialogOptions): Promise<{ readonly canceled: boolean; readonly filePaths: string[] }>
  downloads(): string
  readonly loginItem: LoginItem | null
  readonly scheduler: SystemScheduler
  readonly updates: Updates
  readonly opened: Pick<Opened, 'take' | 'isWaiting'>
  /** Writes what a report needs, and opens its folder. */
  reportProblem(): Promise<string>
  /** Sentences about how the app was started. */
  notices(): readonly string[]
}

/** Colors of the window buttons, on dark and on light pages. */
const buttonColors = { light: '#ffffff', dark: '#242424' } as const

/** The dialog for each kind of path. Filters for all files come last (Electron docs: dialog). */
const openDialogs: Readonly<Record<Exclude<PathKind, 'newAtlasFile'>, OpenDialogOptions>> = {
  folder: { properties: ['openDirectory', 'createDirectory', 'promptToCreate'] },
  // Only macOS has a dialog for files and folders. A zip can be dropped.
  export: { properties: ['openDirectory'] },
  atlasFile: {
    properties: ['openFile'],
    filters: [
      { name: words.dialogs.atlasFiles, extensions: ['atlas'] },
      { name: words.dialogs.allFiles, extensions: ['*'] },
    ],
  },
  image: {
    properties: ['openFile'],
    filters: [{ name: words.dialogs.images, extensions: ['png', 'jpg', 'jpeg'] }],
  },
  certificate: {
    properties: ['openFile'],
    filters: [
      { name: words.dialogs.certificates, extensions: ['pem', 'crt', 'key'] },
      { name: words.dialogs.allFiles, extensions: ['*'] },
    ],
  },
}

/** The window and the desktop, as the core knows them. */
export function createDesktopShell(outside: DesktopOutside): HostShell {
  const { loginItem, scheduler, updates } = outside
  const savedFiles = createSavedFiles()
  return {
    state: () => ({
      isDesktop: true,
      windowButtons: outside.windowButtons,
      opensAtSignIn: loginItem?.isOn() ?? null,
      notices: [...outside.notices(), ...[updates.notice()].filter((notice) => notice !== null)],
      updates: updates.state(),
      hasOpened: outside.opened.isWaiting(),
    }),
    dressButtons(symbols) {
      if (outside.windowButtons === 'right') outside.setButtonColor(buttonColors[symbols])
    },
    openAtSignIn(open) {
      if (!loginItem) throw failure('badInput', words.noLoginItem)
      loginItem.turn(open)
    },
    checkForUpdates: (on) => updates.turn(on),
    update: (step) => updates.take(step),
    async saveFile(name) {
      const { canceled, filePath } = await outside.saveDialog({
        defaultPath: join(outside.downloads(), name),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      return canceled ? null : savedFiles.begin(filePath)
    },
    addToFile: (saving, piece, isLast) => savedFiles.add(saving, piece, isLast),
    async choosePath(what) {
      if (what === 'newAtlasFile') {
        const { canceled, filePath } = await outside.saveDialog({
          defaultPath: join(outside.downloads(), words.dialogs.newAtlasFile),
          filters: [{ name: words.dialogs.atlasFiles, extensions: ['atlas'] }],
          properties: ['createDirectory', 'showOverwriteConfirmation'],
        })
        return canceled ? null : filePath
      }
      const { canceled, filePaths } = await outside.openDialog(openDialogs[what])
      return canceled ? null : (filePaths[0] ?? null)
    },
    takeOpened: () => outside.opened.take(),
    reportProblem: () => outside.reportProblem(),
    systemSchedule: () => scheduler.state(),
    registerSchedule: (registered) => scheduler.register(registered),
  }
}
