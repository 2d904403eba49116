import { AlertKind, type AlertRules } from '#contract/model/alerts.ts'

/** Everything at once. */
export const alertRules: AlertRules = {
  kinds: [...AlertKind.options],
  timing: { high: 'now', medium: 'now', low: 'now' },
  dailyAt: '07:00',
  zone: 'UTC',
}
