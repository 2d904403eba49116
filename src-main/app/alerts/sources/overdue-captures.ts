import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { due, timingProblem } from '#domain/schedule/due.ts'
import type { AlertSource } from '../source.ts'

/** Schedules that have been due twice since they captured something, or since they were turned on. */
export const overdueCaptures: AlertSource = {
  kind: 'captureOverdue',
  mark: () => null,
  async conditions({ store, tenant, runs, now }) {
    const found: Condition[] = []
    for (const schedule of await store.schedules.list(tenant.id)) {
      if (!schedule.enabled || timingProblem(schedule) !== null) continue
      // Its newest backup set. One with open items is another alert.
      const [newest] = await store.backups.ofSchedule(schedule.id)
      const since = [newest?.createdAt ?? '', schedule.effectiveAt].toSorted().at(-1)!
      const { at, missed } = due(schedule, new Date(since), now)
      if (at === null || missed < 1) continue
      // A run that is under way isn't late yet.
      if (runs.some((run) => run.kind === 'backup' && run.input.scheduleId === schedule.id && run.endedAt === null))
        continue
      found.push({
        kind: 'captureOverdue',
        key: schedule.id,
        severity: 'high',
        content: {
          title: words.overdue(schedule.name),
          facts: [
            { name: words.facts.schedule, value: schedule.name },
            { name: words.facts.last, value: newest?.createdAt ?? words.never },
          ],
          page: '/schedules',
        },
      })
    }
    return found
  },
}
