import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { timingProblem } from '#domain/schedule/due.ts'
import { nobodyKnows, type AlertSource } from '../source.ts'

/** Schedules that can't run, or couldn't be started the last time. */
export const schedulesNotStarted: AlertSource = {
  kind: 'scheduleNotStarted',
  // Another process knows what it couldn't start.
  mark: ({ notStarted }) => (notStarted === null ? nobodyKnows : null),
  async conditions({ store, tenant, notStarted }) {
    const found: Condition[] = []
    for (const schedule of await store.schedules.list(tenant.id)) {
      const problem =
        timingProblem(schedule) ?? notStarted?.find(({ scheduleId }) => scheduleId === schedule.id)?.message ?? null
      if (!schedule.enabled || problem === null) continue
      found.push({
        kind: 'scheduleNotStarted',
        key: schedule.id,
        severity: 'high',
        content: {
          title: words.notStarted(schedule.name),
          facts: [{ name: words.facts.reason, value: problem }],
          page: '/schedules',
        },
      })
    }
    return found
  },
}
