import { failure } from '#contract/errors.ts'
import type { UpdateState, UpdateStep } from '#contract/model/shell.ts'
import { words } from '../words.ts'
import type { UpdateSource } from './update-source.ts'

/** The parts of electron-updater that are used. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  /** Sent with each request for updates. */
  requestHeaders: Readonly<Record<string, unknown>> | null
  /** Whether a release that only some computers get is for this one. */
  isUserWithinRollout?: (info: never) => Promise<boolean> | boolean
  /** On Windows: null, or why the file isn't installed. */
  verifyUpdateCodeSignature?: (publishers: string[], file: string) => Promise<string | null>
  logger: { info(text: unknown): void; warn(text: unknown): void; error(text: unknown): void } | null
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  /** Null if it can't look for updates in this kind of package. */
  checkForUpdates(): Promise<{ readonly isUpdateAvailable: boolean; readonly updateInfo: UpdateInfo } | null>
  /** The paths of the files that were downloaded. */
  downloadUpdate(): Promise<readonly string[]>
  /** Starts the installer, which starts the app again, and quits the app. */
  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void
}
interface UpdateInfo {
  readonly version: string
  readonly releaseNotes?: string | readonly { readonly version: string; readonly note: string | null }[] | null
}

/** The parts around updates, replaceable in tests. */
export interface UpdatesOutside {
  /** Null if this build has no place to look for updates. */
  readonly source: UpdateSource | null
  load(): Promise<Updater>
  /** Whether somebody turned the checks on. */
  readonly setting: { read(): boolean; write(on: boolean): void }
  /** Runs that are queued or running, in all tenants. */
  activeRuns(): Promise<number>
  /** Ends the app as `Quit` does, and then calls back instead of quitting. */
  endThen(install: () => void): void
  /** Notes the version that an installer was started for: it may give up without a word. */
  pending(version: string): void
  /** Starts the app again, after it has ended and the installer couldn't be started, and says why at that start. */
  startAgain(reason: string): void
  openPage(): Promise<void>
  exists(file: string): boolean
  verify(file: string): Promise<string | null>
  changed(): void
  now(): Date
  log(error: unknown): void
}

export interface Updates {
  state(): UpdateState
  /** A sentence about an update that is available, or null. */
  notice(): string | null
  /** Turns the regular checks on or off. Turning them on checks at once. */
  turn(on: boolean): void
  /** @throws Failure `badInput` if this can't be done now */
  take(step: UpdateStep): Promise<void>
  /** Checks once a day while the setting is on. */
  watch(signal: AbortSignal): void
}

const dayMs = 24 * 60 * 60 * 1000
/** How long an installer may take to end the app, before the app gives up on it. */
const patienceMs = 2 * 60 * 1000

/**
 * Updates of the app. Nothing is asked of any server until somebody turns the checks on or asks for one. Nothing is
 * downloaded or installed by itself, and nothing is installed while a run is active. Where the system can't check who
 * signed an update, the app only shows it.
 */
export function createUpdates(outside: UpdatesOutside): Updates {
  const { source } = outside
  const how = source === null ? 'none' : source.isVerified ? 'install' : 'show'
  let state: Omit<UpdateState, 'how' | 'isOn'> = {
    phase: 'idle',
    version: null,
    notes: null,
    percent: null,
    error: null,
    checkedAt: null,
  }
  let loading: Promise<Updater> | null = null
  let isInstalling = false
  let downloaded: readonly string[] = []
  /** What electron-updater said while it downloaded: on macOS, it resolves all the same. */
  let fault: Error | null = null

  const set = (change: Partial<typeof state>): void => {
    state = { ...state, ...change }
    outside.changed()
  }

  async function load(): Promise<Updater> {
    const updater = await outside.load()
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.logger = null
    // Otherwise an ID of this installation goes with every request.
    updater.requestHeaders = { 'x-user-staging-id': '' }
    updater.isUserWithinRollout = () => Promise.resolve(true)
    if (source?.publishers.length) updater.verifyUpdateCodeSignature = (_publishers, file) => outside.verify(file)
    // The calls reject too. Without a listener, the event would be an uncaught error.
    updater.on('error', (error) => {
      outside.log(error)
      fault = error
      if (isInstalling) outside.startAgain(reasonOf(error))
    })
    updater.on('download-progress', ({ percent }) => {
      if (state.phase === 'downloading' && Math.floor(percent) !== state.percent) set({ percent: Math.floor(percent) })
    })
    return updater
  }
  const updater = (): Promise<Updater> => (loading ??= load())

  async function check(): Promise<void> {
    if (state.phase === 'checking' || state.phase === 'downloading' || state.phase === 'ready') return
    const { phase: before } = state
    set({ phase: 'checking', error: null })
    try {
      const found = await (await updater()).checkForUpdates()
      if (!found) throw new Error(words.updates.otherPackage)
      const checkedAt = outside.now().toISOString()
      if (found.isUpdateAvailable)
        set({ phase: 'available', version: found.updateInfo.version, notes: notesOf(found.updateInfo), checkedAt })
      else set({ phase: 'current', version: null, notes: null, checkedAt })
    } catch (error) {
      outside.log(error)
      // What was found before is still there.
      const phase = before === 'available' ? before : 'failed'
      set({ phase, error: words.updates.notChecked(reasonOf(error)) })
    }
  }

  async function download(): Promise<void> {
    if (how !== 'install' || state.phase !== 'available') throw failure('badInput', words.updates.nothingToDownload)
    set({ phase: 'downloading', percent: 0, error: null })
    fault = null
    try {
      downloaded = await (await updater()).downloadUpdate()
      if (fault) throw fault as Error
      set({ phase: 'ready', percent: null })
    } catch (error) {
      outside.log(error)
      set({ phase: 'available', percent: null, error: words.updates.notDownloaded(reasonOf(error)) })
    }
  }

  async function install(): Promise<void> {
    if (state.phase !== 'ready') throw failure('badInput', words.updates.nothingToInstall)
    const runs = await outside.activeRuns()
    if (runs > 0) throw failure('badInput', words.updates.duringRuns(runs))
    // A virus scanner may have taken the file away, which electron-updater notices only after the app has ended.
    if (downloaded.length === 0 || !downloaded.every((file) => outside.exists(file))) {
      set({ phase: 'available' })
      throw failure('badInput', words.updates.fileGone)
    }
    const loaded = await updater()
    outside.endThen(() => {
      isInstalling = true
      // Where the system never answers, the app would stay without a window.
      setTimeout(() => outside.startAgain(words.updates.noAnswer), patienceMs).unref()
      outside.pending(state.version ?? '')
      // Without questions: an installer that asks doesn't start the app again by itself.
      loaded.quitAndInstall(true, true)
    })
  }

  const steps: Readonly<Record<UpdateStep, () => Promise<void>>> = {
    check,
    download,
    install,
    openPage: () => outside.openPage(),
  }

  return {
    state: () => ({ how, isOn: outside.setting.read(), ...state }),
    notice: () =>
      state.version !== null && (state.phase === 'available' || state.phase === 'ready')
        ? words.notices.updateAvailable(state.version)
        : null,
    turn(on) {
      if (how === 'none') throw failure('badInput', words.updates.noSource)
      outside.setting.write(on)
      outside.changed()
      if (on) void check()
    },
    async take(step) {
      if (how === 'none') throw failure('badInput', words.updates.noSource)
      await steps[step]()
    },
    watch(signal) {
      if (how === 'none') return
      const checkIfOn = (): void => {
        if (outside.setting.read()) void check()
      }
      checkIfOn()
      const timer = setInterval(checkIfOn, dayMs)
      timer.unref()
      signal.addEventListener('abort', () => clearInterval(timer), { once: true })
    },
  }
}

/** Release notes as text: of one version, or of all versions since the installed one. */
function notesOf({ releaseNotes }: UpdateInfo): string | null {
  if (releaseNotes === undefined || releaseNotes === null || typeof releaseNotes === 'string')
    return releaseNotes?.trim() || null
  return releaseNotes.map(({ version, note }) => `${version}\n${note ?? ''}`.trim()).join('\n\n') || null
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200)
