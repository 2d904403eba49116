import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { App, Shell } from 'electron'
import { productVersion, readProduct } from '../folders.ts'
import { words } from '../words.ts'
import { noteFile, switchFile } from './switch-file.ts'
import { readUpdateSource } from './update-source.ts'
import { createUpdates, type Updates, type UpdatesOutside } from './updates.ts'
import { verifyPublisher } from './verify-publisher.ts'

interface Parts extends Pick<UpdatesOutside, 'activeRuns' | 'endThen' | 'changed' | 'log'> {
  readonly app: Pick<App, 'isPackaged' | 'relaunch' | 'exit'>
  readonly shell: Pick<Shell, 'openExternal'>
  readonly platform: string
  /** Where the shell keeps what it remembers. */
  readonly shellFolder: string
  /** How this app is started again. */
  readonly restart: { readonly execPath: string; readonly args: string[] }
}

/** The updates of the running app, and why the last one wasn't installed; null if it was. */
export function openUpdates({ app, shell, platform, shellFolder, restart, ...parts }: Parts): {
  readonly updates: Updates
  readonly failedBefore: string | null
} {
  const { page, isSigned } = readProduct()
  const source = app.isPackaged
    ? readUpdateSource({
        platform,
        resourcesFolder: process.resourcesPath,
        programFolder: dirname(process.execPath),
        isSigned,
      })
    : null
  const failed = noteFile(join(shellFolder, 'failed-update'))
  const started = noteFile(join(shellFolder, 'started-update'))
  const wanted = started.take()
  const isInstalled = wanted === null || wanted === productVersion()
  return {
    failedBefore: failed.take() ?? (isInstalled ? null : words.updates.gaveUp),
    updates: createUpdates({
      ...parts,
      source,
      // Loaded when somebody wants an update, and not at every start.
      load: async () => (await import('electron-updater')).default.autoUpdater,
      setting: switchFile(join(shellFolder, 'check-for-updates')),
      pending: (version) => started.write(version),
      startAgain(reason) {
        failed.write(reason)
        app.relaunch(restart)
        app.exit(0)
      },
      openPage: () => shell.openExternal(page),
      exists: existsSync,
      verify: (file) => verifyPublisher(source?.publishers ?? [], file),
      now: () => new Date(),
    }),
  }
}
