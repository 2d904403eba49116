import { fileURLToPath } from 'node:url'

/** What the command line asks of the app. */
export interface AppArguments {
  /** A data folder of its own; null for the usual one. */
  readonly dataFolder: string | null
  /** Starts in the tray, without a window: the system started the app at sign-in. */
  readonly isHidden: boolean
  /** Captures all tenants: somebody chose that in the taskbar or the Dock. */
  readonly capturesNow: boolean
  /** An atlas file that somebody double-clicked, or a link to a page of the app. */
  readonly opened: string | null
  /** A command of the command line; null for the app with its window. */
  readonly command: readonly string[] | null
}

/** Switches that the app gives itself, in the entries that it makes in the system. */
export const switches = { hidden: '--hidden', captureNow: '--capture-now', command: '--atlas' } as const

/**
 * Reads a command line. Everything after `--atlas` belongs to the command.
 *
 * @param isPackaged otherwise the second argument is the folder of the app
 */
export function readArguments(argv: readonly string[], isPackaged: boolean): AppArguments {
  const all = argv.slice(isPackaged ? 1 : 2)
  const at = all.indexOf(switches.command)
  const own = at < 0 ? all : all.slice(0, at)
  // A link comes from outside: nothing in it is a switch.
  const end = own.indexOf('--')
  const given = end < 0 ? own : own.slice(0, end)
  return {
    dataFolder: valueOf(given, '--data'),
    isHidden: given.includes(switches.hidden),
    capturesNow: given.includes(switches.captureNow),
    opened: openedOf(own),
    command: at < 0 ? null : all.slice(at + 1),
  }
}

/** The scheme of links to pages of the app: `atlas://tenant/…`. */
export const linkScheme = 'atlas'

/** The page itself reads where a link leads, and asks before it shows another tenant. */
export const isLink = (text: string): boolean => text.startsWith(`${linkScheme}://`)

/** The atlas file or the link of a command line; the last one if there are several. */
export function openedOf(argv: readonly string[]): string | null {
  const file = argv.findLast(
    (argument, index) =>
      isLink(argument) ||
      (!argument.startsWith('-') && argument.toLowerCase().endsWith('.atlas') && argv[index - 1] !== '--data'),
  )
  if (!file?.startsWith('file:')) return file ?? null
  // A desktop may pass the address of a file (freedesktop.org: Desktop Entry Specification, %U).
  try {
    return fileURLToPath(file)
  } catch {
    return null
  }
}

/** `--name value` or `--name=value`. */
function valueOf(all: readonly string[], name: string): string | null {
  const joined = all.find((argument) => argument.startsWith(`${name}=`))
  if (joined !== undefined) return joined.slice(name.length + 1) || null
  const at = all.indexOf(name)
  return at < 0 ? null : (all[at + 1] ?? null)
}
