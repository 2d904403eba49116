import { counted } from '#domain/counted.ts'
/** What the hosts themselves say: the window, the tray, the doors and the restart after an error. */
export const words = {
  keychains: {
    windows: 'Windows (DPAPI)',
    macos: 'the macOS keychain',
    other: (backend: string): string => `the keychain (${backend})`,
  },
  openApp: {
    tooLarge: {
      message: 'This is too much for one command while TenantAtlas is open.',
      hint: 'Choose fewer objects, or quit TenantAtlas and try again.',
    },
    goesOn: 'What this command started goes on in TenantAtlas. To cancel it, run: atlas run cancel RUN',
    otherVersion: (app: string, command: string) => ({
      message: `TenantAtlas ${app} is open, and this command is of version ${command}.`,
      hint: 'Use the command of the open app, or quit the app and try again.',
    }),
    closed: {
      message: 'TenantAtlas was closed while this command waited for it.',
      hint: 'What it was doing goes on when it starts again. To see it, run: atlas run list',
    },
  },
  tray: {
    open: 'Open TenantAtlas',
    captureNow: 'Capture now',
    quit: 'Quit and stop schedules',
    tooltip: 'TenantAtlas runs scheduled backups',
  },
  storage: {
    onlyInApp: {
      message: 'Only an open TenantAtlas can do this.',
      hint: 'On the command line, use "store encrypt", "store use-copy" or "store salvage".',
    },
    encrypted: 'The database and its copies are encrypted.',
    compacted: (before: number, after: number): string =>
      `The database has ${megabytes(after)} MB. Before, it had ${megabytes(before)} MB.`,
    stopped: 'Stopped. The database is as it was before.',
    mustUpdate: {
      message: 'The database is from an earlier version of TenantAtlas and has to be updated first.',
      hint: 'TenantAtlas does that when its window is open.',
    },
    updating: 'The database is from an earlier version of TenantAtlas. Updating it …',
    updated: 'The database was from an earlier version of TenantAtlas. It is up to date now.',
    notCompacted: 'It could be smaller. Settings › Storage compacts it.',
    decrypted: 'The database and its copies are clear text again.',
    stillClear: (file: string): string =>
      `Still clear text, because it is damaged: ${file}. Delete it when you don't need it any more.`,
    stillEncrypted: (file: string): string =>
      `Still encrypted: ${file}. Its key stays in store-key.json, so keep the recovery key.`,
    copyUsed: (name: string): string => `${name} is the database now.`,
    movedTo: (folder: string): string => `The one before is in ${folder}.`,
  },
  onlyInApp: { message: 'Only the desktop app can do this.', hint: 'Start it with npm start, or install TenantAtlas.' },
  approveLoginItem: {
    message: 'macOS wants your approval before TenantAtlas may open at sign-in.',
    hint: 'Open System Settings, General, Login Items, and turn on TenantAtlas.',
  },
  noLoginItem: {
    message: "This system doesn't let TenantAtlas open at sign-in.",
    hint: 'Add it to the apps of your session yourself.',
  },
  savingGone: { message: "The file wasn't saved.", hint: 'Save it again.' },
  savingTooLong: (path: string) => ({
    message: `The file is too large: ${path}`,
    hint: 'Filter the table, and save less of it.',
  }),
  notSaved: (path: string) => ({
    message: `The file couldn't be saved: ${path}`,
    hint: 'Choose another folder, or free some disk space.',
  }),
  scheduler: {
    translocated: {
      message: 'macOS runs TenantAtlas from a place that is gone once you quit.',
      hint: 'Move TenantAtlas to the Applications folder, open it there, and try again.',
    },
    none: {
      message: 'This system has no scheduler that TenantAtlas knows.',
      hint: 'docs/schedules.md says how to let another one run schedules.',
    },
    refused: (name: string, said: string) => ({
      message: `${name} refused the entry: ${said}`,
      hint: 'docs/schedules.md says how to add it yourself.',
    }),
  },
  proxyRefused: (proxy: string | null): string =>
    `the proxy${proxy === null ? '' : ` ${proxy}`} refused the connection; if it asks for a name and a password, TenantAtlas can't send them`,
  dialogs: {
    atlasFiles: 'Atlas files',
    newAtlasFile: 'tenant.atlas',
    certificates: 'Certificates (PEM)',
    images: 'Images',
    allFiles: 'All files',
  },
  updates: {
    noSource: {
      message: 'This build has no place to look for updates.',
      hint: 'Look for a newer version where you got it.',
    },
    notChecked: (cause: string): string => `TenantAtlas couldn't look for updates (${cause}).`,
    otherPackage: "this kind of package can't be updated by the app",
    notSigned: 'it has no valid signature',
    otherPublisher: (name: string): string => `it was signed by somebody else${name === '' ? '' : `, ${name}`}`,
    notVerified: (cause: string): string => `its signature couldn't be checked: ${cause}`,
    fileGone: {
      message: 'The downloaded update is gone.',
      hint: 'A virus scanner may have removed it. Download it again.',
    },
    noAnswer: 'the installer gave no answer',
    gaveUp: 'the installer gave up, perhaps because TenantAtlas was open or nobody allowed the change',
    notDownloaded: (cause: string): string => `The update couldn't be downloaded, so nothing was changed (${cause}).`,
    nothingToDownload: { message: 'There is no update to download.', hint: 'Check for updates first.' },
    nothingToInstall: { message: 'There is no update to install.', hint: 'Download it first.' },
    duringRuns: (runs: number) => ({
      message: `${counted(runs, 'run')} ${runs === 1 ? "hasn't" : "haven't"} finished, so the update wasn't installed.`,
      hint: 'Wait until everything has finished, or cancel it. Then install the update.',
    }),
  },
  notices: {
    updateFailed: (cause: string): string =>
      `The update wasn't installed (${cause}). This is still the version of before.`,
    updateAvailable: (version: string): string => `TenantAtlas ${version} is available. Settings shows what is new.`,
    endedBadly: 'TenantAtlas ended unexpectedly last time. What was cut off goes on now.',
    plainText:
      "This desktop has no keychain that TenantAtlas can use, such as GNOME Keyring or KWallet. Sign-ins last until you quit, and secrets aren't kept.",
    locked:
      "The keychain is locked or can't be reached. Sign-ins last until you quit, and secrets aren't kept. Unlock it, then start TenantAtlas again.",
    refused: "The keychain refused to protect anything. Sign-ins last until you quit, and secrets aren't kept.",
    otherKey:
      "The keychain has another key than last time, so saved sign-ins and secrets can't be opened. Sign in again. All versions are still there.",
  },
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    about: 'About TenantAtlas',
    settings: 'Settings…',
    quit: 'Exit',
    quitApp: 'Quit TenantAtlas',
    captureNow: 'Capture now',
    find: 'Find…',
    shortcuts: 'Keyboard shortcuts',
    documentation: 'Documentation',
    dataFolder: 'Open the data folder',
    reportProblem: 'Report a problem',
  },
  quitting: {
    message: (restores: number): string =>
      restores === 1 ? 'A restore is running.' : `${restores} restores are running.`,
    detail: 'If you quit, TenantAtlas finishes the object in progress. The rest continues when you start it again.',
    stay: 'Keep running',
    quit: 'Quit',
  },
  pageCrashed:
    'The window crashed four times within a minute. Start TenantAtlas again. Nothing that was captured is lost.',
  badFrame: (problem: string): string => `TenantAtlas received an invalid request: ${problem}.`,
  frameProblems: {
    notText: 'not text',
    tooLong: 'too long',
    notJson: 'not JSON',
    notACall: 'not a method call',
  },
  noDesktop: 'There is no desktop to open a browser on.',
  demoTenant: 'Contoso Demo',
  gaveUp:
    'TenantAtlas stopped after four unexpected errors within a minute. For details, see tenantatlas.log in the data folder.',
  restarted: {
    message: 'TenantAtlas had an unexpected error and restarted its core.',
    hint: 'Try again. Runs in progress continue.',
  },
} as const

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
