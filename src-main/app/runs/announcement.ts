import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { NotificationRow } from '../ports/notifications.ts'
import type { RunRow } from '../ports/runs.ts'
import { words } from './words.ts'

const texts = words.notifications

/**
 * The notification for a run that has ended.
 *
 * @param name the name of the kind; null if it has no notification
 * @returns null if there is no notification
 */
export function announcement(
  name: string | null,
  run: RunRow,
  status: RunState,
  counts: Readonly<Record<ItemState, number>>,
  tenantName: string,
): Pick<NotificationRow, 'tone' | 'title' | 'body'> | null {
  if (name === null || status === 'cancelled') return null
  const open = counts.failed + counts.unknown + counts.blocked + counts.waiting + counts.pending
  const body = texts.body(tenantName, run.title)
  const newFindings = run.kind === 'drift' || run.kind === 'backup' ? (run.result.newFindings ?? 0) : 0
  if (status === 'succeeded' && newFindings > 0) {
    return {
      tone: 'warning',
      title: run.kind === 'drift' ? texts.drift(newFindings) : texts.finishedWithDrift(name, newFindings),
      body,
    }
  }
  if (status === 'succeeded') return { tone: 'success', title: texts.finished(name), body }
  if (status === 'failed') return { tone: 'danger', title: texts.failed(name), body }
  return { tone: 'warning', title: texts.finishedWithOpen(name, open), body }
}
