import { resolve } from 'node:path'
import { isLink, openedOf } from './arguments.ts'

/** The parts of Electron through which files and links arrive, replaceable in tests. */
export interface OpenedOutside {
  readonly app: {
    on(event: 'open-file' | 'open-url', listener: (event: { preventDefault(): void }, opened: string) => void): unknown
    on(
      event: 'second-instance',
      listener: (event: unknown, argv: readonly string[], folder: string) => unknown,
    ): unknown
    addRecentDocument(path: string): void
  }
}

export interface Opened {
  /**
   * Opens a file or a link, and calls the listener if there is one.
   *
   * @param folder where a path begins that isn't a full one
   */
  open(fileOrLink: string, folder: string): void
  /** The full path or the link that waits to be shown. It waits no longer then. */
  take(): string | null
  /** Whether anything waits. */
  isWaiting(): boolean
  /** Called when something was opened; what came before waits. */
  listen(opened: () => void): void
}

/**
 * Atlas files and links that somebody opened: by a double-click, from the list of recent files, in another program, or on
 * the command line. macOS sends an event, also before the app is ready (Electron docs: app, open-file and open-url). The
 * other systems start the app again with the path or link as an argument; a path is relative to the folder of that start.
 */
export function followOpened({ app }: OpenedOutside): Opened {
  let waiting: string | null = null
  let opened = (): void => {}
  const follow: Opened = {
    open(fileOrLink, folder) {
      waiting = isLink(fileOrLink) ? fileOrLink : resolve(folder, fileOrLink)
      if (!isLink(fileOrLink)) app.addRecentDocument(waiting)
      opened()
    },
    take() {
      const taken = waiting
      waiting = null
      return taken
    },
    isWaiting: () => waiting !== null,
    listen: (listener) => void (opened = listener),
  }
  for (const event of ['open-file', 'open-url'] as const)
    app.on(event, (sent, fileOrLink) => {
      sent.preventDefault()
      follow.open(fileOrLink, '/')
    })
  app.on('second-instance', (_event, argv, folder) => {
    const given = openedOf(argv)
    if (given !== null) follow.open(given, folder)
  })
  return follow
}
