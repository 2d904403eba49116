import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { toAppError } from '#contract/errors.ts'
import { words } from '#infra/store/words.ts'
import { makeOwnFolder } from '#infra/system/owner-only.ts'
import { dataFolderOf, runDue } from '../folders.ts'
import { keepHeapSmall } from '../small-heap.ts'
import { readArguments, switches, type AppArguments } from './arguments.ts'

/** What the app knows before Electron is ready. */
export interface Prepared {
  readonly asked: AppArguments
  readonly dataFolder: string
  /** What belongs to this computer and not to the data: the profile of the window, its place. */
  readonly shellFolder: string
  /** Why nothing can be stored there; null if it can. Electron itself would end without a word. */
  readonly problem: { readonly message: string; readonly hint: string } | null
}

/** The part of Electron's `app` that is used before it is ready. */
export interface EarlyApp {
  readonly isPackaged: boolean
  setPath(name: 'userData', path: string): void
  setAppUserModelId(id: string): void
}

/**
 * Reads the command line, and gives Electron a folder beside the data. Its lock for single instances lies there, so that
 * each data folder has an app of its own.
 */
export function prepare(app: EarlyApp, process: { readonly argv: readonly string[] }): Prepared {
  keepHeapSmall()
  const asked = readArguments(process.argv, app.isPackaged)
  // Electron takes no relative path.
  const { dataFolder, problem } = place(asked.dataFolder ?? dataOfCommand(asked.command))
  const own = join(dataFolder, 'window')
  const shellFolder = problem === null ? own : (passingFolder() ?? own)
  if (problem === null || shellFolder !== own) app.setPath('userData', shellFolder)
  // The ID of the shortcuts that the installer makes: notifications and the taskbar find the app by it.
  app.setAppUserModelId('com.tenantatlas.app')
  return { asked, dataFolder, shellFolder, problem }
}

const passingPrefix = 'tenantatlas-no-data-'

/**
 * A profile for a start without a data folder, so that nothing is left anywhere else. Those of earlier starts are removed:
 * at its own end, Chromium still has files open in it. Null if there is no place for one.
 */
function passingFolder(): string | null {
  try {
    for (const name of readdirSync(tmpdir())) if (name.startsWith(passingPrefix)) removed(join(tmpdir(), name))
    return mkdtempSync(join(tmpdir(), passingPrefix))
  } catch {
    // Not even the temporary folder can be used.
    return null
  }
}

function removed(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Another start is using it.
  }
}

/** The data folder, and why it can't be used. */
function place(given: string | null): Pick<Prepared, 'dataFolder' | 'problem'> {
  try {
    const dataFolder = dataFolderOf(given)
    return { dataFolder, problem: isWritable(join(dataFolder, 'window')) ? null : words.unusable(dataFolder) }
  } catch (error) {
    const { message, hint = '' } = toAppError(error)
    return { dataFolder: resolve(given ?? ''), problem: { message, hint } }
  }
}

/**
 * Makes the folder, because Electron wants a path that is there (Electron docs: app.setPath), and writes to it: Windows
 * says of every folder that it can be written to (Node docs: fs.access).
 */
function isWritable(path: string): boolean {
  const probe = join(path, `.probe-${crypto.randomUUID()}`)
  try {
    makeOwnFolder(dirname(path))
    mkdirSync(path, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
    return true
  } catch {
    return false
  }
}

/** `--data` of a command, which may stand anywhere in it. */
const dataOfCommand = (command: readonly string[] | null): string | null =>
  command === null ? null : readArguments(['', ...command], true).dataFolder

/** What starts this app again: an AppImage by its own file, and a checkout with its folder. */
export function appProgram(process: {
  readonly execPath: string
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly defaultApp?: boolean
}): { readonly path: string; readonly args: readonly string[] } {
  const appImage = appImageOf(process)
  if (appImage !== null)
    // Somebody who has no FUSE has to start it that way each time.
    return { path: appImage, args: process.env['APPIMAGE_EXTRACT_AND_RUN'] ? [unpacked] : [] }
  if (!process.defaultApp) return { path: process.execPath, args: [] }
  // A checkout: switches of Chromium may come before its folder.
  const folder = process.argv.findIndex((argument, at) => at > 0 && !argument.startsWith('-'))
  return { path: process.execPath, args: folder < 0 ? ['.'] : process.argv.slice(1, folder + 1) }
}

/**
 * The file of the AppImage that runs this app; null if none does. A program that was started from another AppImage, such
 * as a terminal, has its variables too.
 */
function appImageOf({ execPath, env }: Pick<Parameters<typeof appProgram>[0], 'execPath' | 'env'>): string | null {
  const { APPIMAGE: file } = env
  // The program of an AppImage lies beside what starts it, mounted or unpacked.
  return file && existsSync(join(dirname(execPath), 'AppRun')) ? file : null
}

/** Runs an AppImage from a temporary folder instead of mounting it. */
const unpacked = '--appimage-extract-and-run'

/**
 * How this app starts itself again. An AppImage unmounts itself when it ends, and a new mount made before that is gone
 * too, so the next start unpacks it (electron-userland/electron-builder#4650).
 */
export function restartOf(
  { path, args }: ReturnType<typeof appProgram>,
  own: readonly string[],
  process: Pick<Parameters<typeof appProgram>[0], 'execPath' | 'env'>,
): { readonly execPath: string; readonly args: string[] } {
  const unpacks = appImageOf(process) === null || args.includes(unpacked) ? [] : [unpacked]
  return { execPath: path, args: [...unpacks, ...args, ...own] }
}

/** Chromium needs a display on Linux, and a timer may run without one (Electron docs: command line switches). */
const withoutDisplay = (platform: string): readonly string[] =>
  platform === 'linux' ? ['--ozone-platform=headless'] : []

/**
 * What the scheduler of the system starts: this app, for the due schedules of a data folder. After `--`, Chromium
 * reads no switches; otherwise it refuses to start with some (electron_main_win.cc).
 */
export function scheduledProgram(
  program: ReturnType<typeof appProgram>,
  dataFolder: string,
  platform: string,
): { readonly path: string; readonly args: readonly string[] } {
  return {
    path: program.path,
    args: [...program.args, ...withoutDisplay(platform), '--', switches.command, ...runDue(dataFolder)],
  }
}
