import type { AlertChannelKind, AlertKind, AlertMessageState, AlertTiming } from '#contract/model/alerts.ts'
import type { Severity } from '#contract/model/severity.ts'
import { counted } from '#renderer/ui/format.ts'
import { words as sharedWords } from '../words.ts'

const kinds: Readonly<Record<AlertKind, string>> = {
  finding: 'Drift findings',
  captureFailed: 'Failed captures',
  captureOverdue: 'Overdue captures',
  scheduleNotStarted: 'Schedules that can’t start',
  signInExpired: 'Expired sign-ins',
  conflict: 'Conflicts between policies',
  expiry: 'Expiring certificates and tokens',
}
const channels: Readonly<Record<AlertChannelKind, string>> = {
  teams: 'Teams',
  webhook: 'Webhook',
  mail: 'Mail',
  system: 'Notifications of this computer',
}
const timings: Readonly<Record<AlertTiming, string>> = { now: 'At once', daily: 'Once a day', off: 'Not at all' }
const states: Readonly<Record<AlertMessageState, string>> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  sent: 'Sent',
  failed: 'Failed',
}

export const words = {
  title: 'Alerts',
  kinds,
  channels,
  timings,
  states,
  status: (holding: number, tenant: string): string =>
    holding === 0 ? `Nothing in ${tenant} needs attention.` : `${counted(holding, 'alert')} in ${tenant}`,

  pane: {
    title: (tenant: string): string => `Alerts of ${tenant}`,
    intro:
      'Tells people in Teams, by mail or elsewhere what needs attention: drift, captures that failed or are overdue, expired sign-ins, conflicts, and what expires.',
    add: 'Add a channel…',
    show: 'Show alerts',
    none: 'There is no channel yet.',
    neverSent: 'Nothing sent yet',
    sent: (age: string): string => `Last message ${age}`,
    tryAgain: (moment: string): string => `Not sent. Tries again ${moment}.`,
    failed: 'Not sent.',
    test: 'Send a test',
    tested: (name: string): string => `The test message of ${name} arrived.`,
    notArrived: (name: string, problem: string): string => `The test message of ${name} didn’t arrive. ${problem}`,
    again: (count: number): string => `Send ${counted(count, 'message')} again`,
    edit: 'Edit…',
    remove: 'Remove',
    removeTitle: (name: string): string => `Remove ${name}?`,
    removeBody: 'It gets no more alerts, not even those that wait for its daily message.',
  },

  dialog: {
    add: 'Add a channel',
    edit: (name: string): string => `Edit ${name}`,
    save: 'Save',
    kind: 'Where to',
    name: 'Name',
    change: 'Change the address',
    sealed: 'The address is sealed and can’t be shown again.',
    url: 'Address of the webhook',
    teamsHint:
      'In Teams, create a workflow that starts “When a Teams webhook request is received”, and copy its address here.',
    webhookHint: 'Gets JSON by POST. docs/alerts.md describes it.',
    key: 'Key for signatures',
    keyHint: 'At least 16 characters. Enter the same key where the messages arrive, to check who sent them.',
    host: 'SMTP server',
    port: 'Port',
    security: 'Security',
    securities: { starttls: 'STARTTLS', tls: 'TLS', none: 'None' },
    user: 'User name',
    password: 'Password',
    signInHint: 'Leave both empty if the server asks for none.',
    from: 'From',
    to: 'To',
    toHint: 'Separate addresses with commas.',
    what: 'Alerts',
    all: 'All',
    some: (count: number): string => `${count} kinds`,
    when: (severity: Severity): string => `${sharedWords.severity.levels[severity]} severity`,
    at: 'Daily message at',
    zone: 'Time zone',
    systemHint: 'The desktop app shows them while it is open, also in the tray.',
  },

  list: {
    label: 'Alerts',
    columns: { severity: 'Severity', alert: 'Alert', kind: 'Kind', since: 'Since', until: 'Until', sentTo: 'Sent to' },
    holding: 'Open',
    all: 'All',
    filter: 'Filter',
    show: 'Show',
    count: (count: number): string => counted(count, 'alert'),
    empty: 'No alerts',
    emptyHint: 'TenantAtlas looks every half minute while it is open, and after scheduled captures.',
    noMatch: 'No alert matches',
    noMatchHint: 'Clear the filter, or show all alerts.',
    nobody: 'No channel',
    limit: (count: number): string => `The newest ${count} are shown.`,
    checked: ({ raised, sent, failed }: { raised: number; sent: number; failed: number }): string =>
      `${counted(raised, 'new alert')}, ${counted(sent, 'message')} sent${failed > 0 ? `, ${failed} failed` : ''}.`,
    checkNow: 'Check now',
    settings: 'Channels',
  },
}
