import { z } from 'zod'
import { method } from '../method.ts'
import { PathKind, ShellState, SystemSchedule, UpdateStep } from '../model/shell.ts'

const nothing = z.strictObject({})

/** The program around the page: window, dialogs and the operating system. In a browser, most of it does nothing. */
export const shell = {
  'shell.get': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['shell.changed'],
    input: nothing,
    output: ShellState,
  }),
  /** Gives the window buttons contrast on the page below them. */
  'shell.dressButtons': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ symbols: z.enum(['light', 'dark']) }),
    output: z.object({}),
  }),
  'shell.openAtSignIn': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: ['shell.changed'],
    input: z.strictObject({ open: z.boolean() }),
    output: z.object({}),
  }),
  /** Turns the daily check for updates of the app on or off. */
  'shell.checkForUpdates': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: ['shell.changed'],
    input: z.strictObject({ on: z.boolean() }),
    output: z.object({}),
  }),
  /** Takes one step of an update. It is never installed while a run is active. */
  'shell.update': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: ['shell.changed'],
    input: z.strictObject({ step: UpdateStep }),
    output: z.object({}),
  }),
  /** Lets somebody choose where a text is saved. `saving` is null if they canceled the dialog. */
  'shell.saveFile': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ name: z.string().min(1).max(200) }),
    output: z.object({ saving: z.uuid().nullable() }),
  }),
  /** Adds a piece to a file that somebody chose. The file is written with the last one. */
  'shell.addToFile': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ saving: z.uuid(), piece: z.string(), isLast: z.boolean() }),
    output: z.object({}),
  }),
  /** Lets somebody choose a file or folder with the dialog of the system. The path is null if they canceled it. */
  'shell.choosePath': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ what: PathKind }),
    output: z.object({ path: z.string().nullable() }),
  }),
  /** The atlas file (a full path) or the link (`atlas://`) that somebody opened; null if another window took it. */
  'shell.takeOpened': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: ['shell.changed'],
    input: nothing,
    output: z.object({ opened: z.string().nullable() }),
  }),
  /** Collects what a report of a problem needs, and opens the folder. */
  'shell.reportProblem': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: nothing,
    output: z.object({ folder: z.string() }),
  }),
  /** The entry in the scheduler of the system, which runs schedules while the app is closed. */
  'shell.systemSchedule': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['shell.changed'],
    input: nothing,
    output: SystemSchedule,
  }),
  'shell.registerSchedule': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: ['shell.changed'],
    input: z.strictObject({ registered: z.boolean() }),
    output: SystemSchedule,
  }),
}
