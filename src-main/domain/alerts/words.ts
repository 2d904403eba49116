import type { AlertKind } from '#contract/model/alerts.ts'
import { counted } from '../counted.ts'

/** What alerts and messages say. */
export const words = {
  severities: { high: 'High', medium: 'Medium', low: 'Low' },
  kinds: {
    finding: 'Drift',
    captureFailed: 'Failed capture',
    captureOverdue: 'Overdue capture',
    scheduleNotStarted: 'Schedule not started',
    signInExpired: 'Sign-in expired',
    conflict: 'Conflict',
    expiry: 'Expiring certificate or token',
  } satisfies Record<AlertKind, string>,
  subjectOfOne: (tenant: string, title: string) => `${tenant}: ${title}`,
  subject: (tenant: string, count: number, high: number, daily: boolean) =>
    `${tenant}: ${daily ? 'the day’s ' : ''}${counted(count, 'alert', 'alerts')}${high > 0 ? `, ${high} of high severity` : ''}`,
  repeats: 'This message may have been sent before: TenantAtlas ended before it knew.',
  more: (count: number) => `${counted(count, 'more alert', 'more alerts')} in TenantAtlas.`,
  isOver: 'No longer so',
  severity: 'Severity',
  since: 'Since',
  open: 'Open in TenantAtlas',
  test: (tenant: string) => `${tenant}: test of alerts`,
  testNote: 'This channel works. TenantAtlas sends alerts of this tenant here.',
  facts: {
    policy: 'Policy',
    setting: 'Setting',
    before: 'Before',
    after: 'After',
    by: 'Changed by',
    reason: 'Reason',
    schedule: 'Schedule',
    last: 'Last good capture',
    expires: 'Expires',
    policies: 'Policies',
    account: 'Account',
  },
  unknownPerson: 'unknown',
  nothing: '(nothing)',
  finding: {
    new: (policy: string) => `“${policy}” is new`,
    removed: (policy: string) => `“${policy}” was removed`,
    changed: (policy: string, setting: string) => `“${policy}”: ${setting} changed`,
    assigned: (policy: string) => `The assignments of “${policy}” changed`,
  },
  captureFailed: (title: string) => `“${title}” failed`,
  capturePartial: (title: string) => `“${title}” ended with open items`,
  openItems: (count: number) => `${counted(count, 'item', 'items')} not captured`,
  overdue: (name: string) => `No capture of “${name}” has succeeded for two due times`,
  never: 'none',
  notStarted: (name: string) => `“${name}” can’t start`,
  signInExpired: 'The sign-in isn’t accepted any more. No capture can run until somebody signs in again.',
  conflict: (setting: string) => `Policies disagree about ${setting}`,
  expired: (what: string, name: string) => `The ${what} “${name}” has expired`,
  expires: (what: string, name: string, days: number) =>
    days === 0
      ? `The ${what} “${name}” expires today`
      : `The ${what} “${name}” expires in ${counted(days, 'day', 'days')}`,
}
