import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { RunKind } from '#contract/model/runs.ts'
import type { Json } from '#domain/json.ts'
import type { NotificationRow } from '../ports/notifications.ts'
import type { RunRow } from '../ports/runs.ts'

/** Kinds that somebody starts and then does something else. */
const awaited: Readonly<Partial<Record<RunKind, string>>> = {
  restore: 'Restore',
  rehearsal: 'Rehearsal',
  backup: 'Backup',
  capture: 'Capture',
  export: 'Export',
  onboarding: 'Role set-up',
  verify: 'Verification',
  drift: 'Check for drift',
}

/** What is said of a run that has ended; nothing of those that nobody waits for. */
export function announcement(
  run: Pick<RunRow, 'kind' | 'title'>,
  status: RunState,
  counts: Readonly<Record<ItemState, number>>,
  tenant: string,
  result: Json = {},
): Pick<NotificationRow, 'tone' | 'title' | 'body'> | null {
  const name = awaited[run.kind]
  if (name === undefined || status === 'cancelled') return null
  const open = counts.failed + counts.unknown + counts.blocked + counts.waiting + counts.pending
  const body = `${tenant}: ${run.title}`
  const { fresh } = result
  if (status === 'succeeded' && typeof fresh === 'number' && fresh > 0)
    return {
      tone: 'warning',
      title: `${run.kind === 'drift' ? 'Drift' : `${name} finished, drift`}: ${fresh} new finding${fresh === 1 ? '' : 's'}`,
      body,
    }
  switch (status) {
    case 'succeeded':
      return { tone: 'success', title: `${name} finished`, body }
    case 'failed':
      return { tone: 'danger', title: `${name} failed`, body }
    default:
      return { tone: 'warning', title: `${name} finished with ${open} open item${open === 1 ? '' : 's'}`, body }
  }
}
