import type { Keep } from '#contract/model/schedules.ts'
import { counted } from '#renderer/ui/format.ts'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

export const words = {
  title: 'Schedules',
  subtitle: (zone: string): string => `Missed runs are caught up once after sleep. Times are in ${zone}.`,
  newSchedule: 'New schedule…',
  empty: {
    title: 'No schedules yet',
    body: 'A schedule backs up the tenant automatically, keeps as many sets as you choose, and can check for drift afterwards.',
    action: 'Back up every night',
  },

  list: {
    label: 'Schedules',
    columns: {
      name: 'Schedule',
      timing: 'Timing',
      next: 'Next run',
      last: 'Last run',
      what: 'Includes',
      keep: 'Keeps',
      drift: 'Drift check',
      on: 'On',
    },
    timing: (timing: string, zone: string): string => `${timing}, ${zone}`,
    off: 'Turned off',
    viewRun: 'View run',
    noRun: 'None yet',
    everything: 'Everything',
    types: (types: number): string => counted(types, 'type'),
    driftChecked: 'Yes',
    driftUnchecked: 'No',
    isOn: (schedule: string): string => `${schedule} is on`,
    /** Which backup sets are kept. */
    keep: ({ last, daily, weekly, monthly }: Keep): string =>
      [
        last > 0 ? `last ${last}` : '',
        daily > 0 ? counted(daily, 'day') : '',
        weekly > 0 ? counted(weekly, 'week') : '',
        monthly > 0 ? counted(monthly, 'month') : '',
      ]
        .filter(Boolean)
        .join(', ') || 'nothing',
    appClosed: {
      before: 'When the app is closed, let the scheduler of your operating system run',
      command: 'atlas schedule run-due',
      after: '.',
    },
    remove: 'Remove',
    removeNamed: (schedule: string): string => `Remove ${schedule}`,
    removeHint: 'Existing backup sets are kept.',
    edit: 'Edit…',
    editNamed: (schedule: string): string => `Edit… ${schedule}`,
    runNow: 'Run now',
    runNowNamed: (schedule: string): string => `Run now: ${schedule}`,
  },

  dialog: {
    newTitle: 'New schedule',
    editTitle: (schedule: string): string => `Edit ${schedule}`,
    save: 'Save',
    name: 'Name',
    defaultName: 'Nightly',
    when: 'When',
    ways: {
      day: 'Every day',
      weekdays: 'Monday to Friday',
      week: 'Every week',
      month: 'Every month',
      custom: 'Cron expression',
    },
    on: 'On',
    weekdays,
    dayOfMonth: 'Day (1 to 28)',
    cron: 'Cron expression',
    at: 'At',
    zone: 'Time zone',
    next: (moments: readonly string[]): string => `Next: ${moments.join(' · ')}`,
    what: 'Policy types',
    everything: 'Everything',
    types: (types: number): string => counted(types, 'type'),
    keepLegend: 'Backup sets to keep: the most recent ones, and the latest of each day, week and month',
    keep: { last: 'Most recent', daily: 'Days', weekly: 'Weeks', monthly: 'Months' },
    drift: 'Check for drift afterwards',
    noDrift: 'No',
    against: (baseline: string): string => `Against ${baseline}`,
  },

  timing: {
    day: (time: string): string => `Every day at ${time}`,
    weekdays: (time: string): string => `Monday to Friday at ${time}`,
    week: (weekday: number, time: string): string => `Every ${weekdays[weekday] ?? ''} at ${time}`,
    month: (day: string, time: string): string => `On day ${day} of each month at ${time}`,
  },
} as const
