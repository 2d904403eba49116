import { z } from 'zod'
import { Moment } from './moments.ts'

/** How the window buttons are drawn over the title bar, if they are. */
export const WindowButtons = z.enum(['none', 'left', 'right'])
export type WindowButtons = z.infer<typeof WindowButtons>

/** What can be done for an update, in this order. */
export const UpdateStep = z.enum(['check', 'download', 'install', 'openPage'])
export type UpdateStep = z.infer<typeof UpdateStep>

/** Updates of the app. */
export const UpdateState = z.object({
  /**
   * `install`: the system checks the signature, and the app installs. `show`: the app only says that there is one.
   * `none`: this build has no place to look.
   */
  how: z.enum(['none', 'show', 'install']),
  /** Somebody turned the regular checks on. */
  isOn: z.boolean(),
  phase: z.enum(['idle', 'checking', 'current', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version, and its release notes as text. */
  version: z.string().nullable(),
  notes: z.string().nullable(),
  /** Of the download, from 0 to 100. */
  percent: z.number().nullable(),
  error: z.string().nullable(),
  checkedAt: Moment.nullable(),
})
export type UpdateState = z.infer<typeof UpdateState>

/** The program around the window, and what the system does for it. */
export const ShellState = z.object({
  /** The desktop app, and not a browser or the command line. */
  isDesktop: z.boolean(),
  windowButtons: WindowButtons,
  /** Whether the app opens at sign-in; null where the system can't do that. */
  opensAtSignIn: z.boolean().nullable(),
  /** What somebody should know, as sentences: the last start ended badly, or nothing protects sign-ins. */
  notices: z.array(z.string()),
  /** Somebody opened an atlas file or a link, and nobody has looked at it yet. */
  hasOpened: z.boolean(),
  /** Null in a browser and on the command line. */
  updates: UpdateState.nullable(),
})
export type ShellState = z.infer<typeof ShellState>

/** What somebody chooses with a dialog of the system. */
export const PathKind = z.enum(['certificate', 'folder', 'export', 'atlasFile', 'newAtlasFile', 'image'])
export type PathKind = z.infer<typeof PathKind>

/** What the menu of the app asks of the page. */
export const ShellCommand = z.enum(['search', 'settings', 'shortcuts'])
export type ShellCommand = z.infer<typeof ShellCommand>

/** The entry in the scheduler of the operating system. */
export const SystemSchedule = z.object({
  /** Name of the scheduler, for example Task Scheduler; null where there is none that TenantAtlas knows. */
  scheduler: z.string().nullable(),
  isRegistered: z.boolean(),
  /** When the system last started it, as the system writes it; null if it never did or doesn't say. */
  lastRun: z.string().nullable(),
})
export type SystemSchedule = z.infer<typeof SystemSchedule>
