import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { due, timingProblem } from '#domain/schedule/due.ts'
import type { AlertSource } from '../source.ts'

/** Schedules that have been due twice since a capture of theirs succeeded. */
export const overdueCaptures: AlertSource = {
  kind: 'captureOverdue',
  mark: () => null,
  async conditions({ store, tenant, runs, now }) {
    const found: Condition[] = []
    for (const schedule of await store.schedules.list(tenant.id)) {
      if (!schedule.enabled || timingProblem(schedule) !== null) continue
      const good = runs.find(
        (run) => run.kind === 'backup' && run.input.scheduleId === schedule.id && run.status === 'succeeded',
      )
      // One that was turned on or changed starts to count then.
      const since = good?.createdAt ?? schedule.createdAt
      const { at, missed } = due(schedule, new Date(since), now)
      if (at === null || missed < 1) continue
      // A run that is under way isn't late yet.
      if (runs.some((run) => run.kind === 'backup' && run.input.scheduleId === schedule.id && run.endedAt === null))
        continue
      found.push({
        kind: 'captureOverdue',
        key: `${schedule.id}/${good?.id ?? ''}`,
        severity: 'high',
        content: {
          title: words.overdue(schedule.name),
          facts: [
            { name: words.facts.schedule, value: schedule.name },
            { name: words.facts.last, value: good?.endedAt ?? words.never },
          ],
          page: '/schedules',
        },
      })
    }
    return found
  },
}
