import type { ConnectionState } from '#contract/model/connection.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { count, counted } from '#renderer/ui/format.ts'

/** What the frame around every screen says. */
export const words = {
  product: 'TenantAtlas',
  screenFailed: {
    title: "This screen can't be shown",
    body: 'Nothing that is stored was changed, and runs go on. Load the page again.',
    reload: 'Load again',
  },
  openingData: 'Opening your data',
  linked: {
    other: (tenant: string): string => `This link belongs to ${tenant}`,
    otherBody: (tenant: string): string => `You are in ${tenant} now.`,
    show: (tenant: string): string => `Show ${tenant}`,
    stay: (tenant: string): string => `Stay in ${tenant}`,
    unknown: "This link belongs to a tenant that isn't in TenantAtlas on this computer",
    unknownBody: (id: string): string => `Its ID here is ${id}. A link works on the computer on which it was copied.`,
  },

  environment: (environment: Tenant['environment']): string =>
    ({ production: 'Production', test: 'Test', demo: 'Demo' })[environment],

  lock: {
    readOnly: 'Read-only',
    open: 'Writing allowed',
    minutesLeft: (minutes: number): string => `${minutes} min left`,
    lockNow: 'Lock now',
    unlock: 'Unlock writing…',
    title: (tenant: string): string => `Allow writing to ${tenant}?`,
    body: (environment: string, minutes: number): string =>
      `For ${minutes} minutes, restores can change this ${environment} tenant. The unlock is logged.`,
    typeName: (tenant: string): string => `Type ${tenant}`,
    confirm: (minutes: number): string => `Unlock for ${minutes} minutes`,
  },

  commands: {
    search: 'Search policies, settings, values, scripts',
    searchKey: 'Ctrl K',
    simulateChange: "Simulate an admin's change",
    simulateChangeHint: 'Changes two policies in the demo tenant, as another administrator would',
    changed: (policies: number): string => `Changed ${counted(policies, 'policy', 'policies')}`,
    copyLink: 'Copy a link to this page',
    linkCopied: 'Link copied',
    sync: 'Sync',
    neverSynced: 'never',
  },

  connection: {
    label: 'Connection',
    titles: {
      demo: 'Demo tenant',
      imported: 'Imported tenant',
      signedOut: 'Not signed in',
      untried: 'Not connected yet',
      connected: 'Connected',
      throttled: 'Throttled by Microsoft Graph',
      offline: 'Offline',
      expired: 'The sign-in has expired',
      refused: 'Microsoft Graph refuses the connection',
      gone: 'Not responding',
    },
    explained: {
      demo: 'It runs on this computer and needs no network.',
      imported: 'Its policies come from files, and there is no service behind it.',
      signedOut: 'You can read what was captured. Sign in to capture or restore.',
      untried: 'TenantAtlas asks the tenant when it needs it.',
      connected: 'The tenant answered.',
      throttled: 'All runs of this tenant wait, and then go on by themselves.',
      offline: 'You can read what was captured. Scheduled runs wait for a connection.',
      expired: 'You can read what was captured. Sign in again to capture or restore.',
      refused: 'You can read what was captured.',
      gone: 'You see what was loaded last.',
    },
    /** The state in a few words. */
    summary: (state: ConnectionState | 'gone', account: string | null, seconds: number | null): string => {
      switch (state) {
        case 'demo':
          return 'Demo'
        case 'imported':
          return 'Imported, not connected'
        case 'signedOut':
          return 'Not signed in'
        case 'untried':
          return account === null ? 'Not connected yet' : `Signed in as ${account}`
        case 'connected':
          return account === null ? 'Connected' : `Connected as ${account}`
        case 'throttled':
          return seconds === null ? 'Throttled' : `Throttled, ${seconds} s left`
        case 'offline':
          return 'Offline'
        case 'expired':
          return 'Sign-in expired'
        case 'refused':
          return 'Connection refused'
        case 'gone':
          return 'Not responding'
      }
    },
    account: 'Account',
    rights: 'Rights',
    access: { read: 'Can read', write: 'Can read and write' },
    since: 'Since',
    nextTry: 'Next try',
    throttled: 'Waits',
    seconds: (seconds: number): string => counted(seconds, 'second'),
    writing: 'Writing',
    writableUntil: (moment: string): string => `Allowed until ${moment}`,
    signIn: 'Sign in…',
    tryNow: 'Try now',
    trying: 'Trying…',
    check: 'Permission check',
  },

  hostGone: {
    title: "TenantAtlas isn't responding.",
    body: "You see the data that was loaded last. You can't start anything until TenantAtlas responds; it tries to reconnect every second.",
  },

  notices: { dismiss: 'Close this message' },

  screens: {
    label: 'Screens',
    tenants: 'All tenants',
    standards: 'Standards',
    overview: 'Overview',
    inventory: 'Inventory',
    backups: 'Backups',
    restore: 'Restore',
    drift: 'Drift',
    compare: 'Compare',
    dependencies: 'Dependencies',
    whoGets: 'Who gets what',
    advice: 'Advice',
    schedules: 'Schedules',
    runs: 'Runs',
    audit: 'Audit',
    settings: 'Settings',
    driftFindings: (findings: number): string => `Drift, ${counted(findings, 'finding')}`,
    findings: 'findings',
    collapse: 'Collapse',
    expand: 'Expand',
  },

  switcher: {
    label: 'Tenants',
    find: 'Find a tenant',
    none: 'No matching tenant.',
    demo: 'Sample data, works offline',
    synced: (age: string): string => `Synced ${age}`,
    neverSynced: 'Never synced',
    runs: (runs: number): string => counted(runs, 'run'),
    connect: 'Connect a tenant…',
    manage: 'Manage',
    note: (tenant: string): string => `Switching closes the open policy and plan of ${tenant}. Runs continue.`,
  },

  notifications: {
    label: 'Notifications',
    unread: (notifications: number): string => `Notifications, ${count(notifications)} new`,
    none: 'No notifications yet.',
    dismiss: 'Dismiss',
    viewRun: 'View run',
    tones: { success: 'Done', warning: 'Note', danger: 'Attention' },
  },

  runBar: {
    progress: 'Progress of the run',
    itemsDone: (finished: number, total: number): string => `${count(finished)} of ${count(total)}`,
    requests: (requests: number, waits: number): string =>
      `${counted(requests, 'request')}${waits > 0 ? `, throttled ${counted(waits, 'time')}` : ''}`,
    throttled: (seconds: number): string => `Throttled, resumes in ${seconds} s`,
    idle: 'No run in progress. Last:',
    last: (age: string, summary: string): string => `, ${age}, ${summary}`,
    none: 'No runs yet.',
    elsewhere: (tenant: string, more: number): string => ` in ${tenant}${more > 0 ? ` and ${more} more` : ''}`,
    anotherTenant: 'another tenant',
    localTime: (zone: string): string => `Local time, ${zone}`,
    viewRun: 'View run',
    allRuns: 'All runs',
  },

  keyboard: {
    title: 'Keyboard shortcuts',
    close: 'Close',
    keys: [
      ['Ctrl K', 'Search'],
      ['F6, Shift F6', 'Go to the next or previous pane'],
      ['Arrows', 'Move in trees, tables and lists'],
      ['Space', 'Select a row'],
      ['Enter', 'Open'],
      ['Esc', 'Close the details or the dialog'],
      ['F7, Shift F7', 'Go to the next or previous change'],
      ['?', 'Show this list'],
    ],
  },
} as const
