import { resolve } from 'node:path'
import { fileOf } from './arguments.ts'

/** The parts of Electron through which files arrive, replaceable in tests. */
export interface FilesOutside {
  readonly app: {
    on(event: 'open-file', listener: (event: { preventDefault(): void }, path: string) => void): unknown
    on(
      event: 'second-instance',
      listener: (event: unknown, argv: readonly string[], folder: string) => unknown,
    ): unknown
    addRecentDocument(path: string): void
  }
}

export interface OpenedFiles {
  /** Opens a file, and calls the listener if there is one. */
  open(path: string): void
  /** The file that waits to be shown. It waits no longer then. */
  take(): string | null
  /** Whether a file waits. */
  isWaiting(): boolean
  /** Called when a file was opened; a file that came before waits. */
  listen(opened: () => void): void
}

/**
 * Atlas files that somebody opened: by a double-click, from the list of recent files, or on the command line. macOS sends
 * an event, also before the app is ready (Electron docs: app, open-file). The other systems start the app again with the
 * path as an argument, which is relative to the folder of that start.
 */
export function followOpenedFiles({ app }: FilesOutside): OpenedFiles {
  let waiting: string | null = null
  let opened = (): void => {}
  const files: OpenedFiles = {
    open(path) {
      waiting = path
      app.addRecentDocument(path)
      opened()
    },
    take() {
      const path = waiting
      waiting = null
      return path
    },
    isWaiting: () => waiting !== null,
    listen: (listener) => void (opened = listener),
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    files.open(path)
  })
  app.on('second-instance', (_event, argv, folder) => {
    const file = fileOf(argv)
    if (file !== null) files.open(resolve(folder, file))
  })
  return files
}
