import type { ItemState, RunState } from '#contract/model/run-states.ts'
import type { NotificationRow } from '../ports/notifications.ts'
import { severityOf } from '#domain/severity/severity.ts'
import type { Ports } from '../ports/ports.ts'
import type { RunRow } from '../ports/runs.ts'
import { words } from './words.ts'

const texts = words.notifications

/** How a run ended. */
interface Ending {
  readonly status: RunState
  readonly counts: Readonly<Record<ItemState, number>>
}

/**
 * Stores the notification of an ended run. The run has ended, whether that succeeds or not.
 *
 * @param name the name of the kind; null if it has no notification
 * @returns the notification; null if there is none, or if it could not be stored
 */
export async function storeNotification(
  { store, clock, log, newId }: Pick<Ports, 'store' | 'clock' | 'log' | 'newId'>,
  name: string | null,
  run: RunRow,
  { status, counts }: Ending,
): Promise<Omit<NotificationRow, 'readAt' | 'at'> | null> {
  try {
    const ended = await store.runs.find(run.id)
    const tenant = await store.tenants.find(run.tenantId)
    const announced =
      ended && announcement(name, ended, { status, counts }, tenant?.name ?? '', await severeChanges(store, ended))
    if (!announced) return null
    const shown = { id: newId(), tenantId: run.tenantId, runId: run.id, ...announced }
    await store.notifications.insert({ ...shown, at: clock.now().toISOString() })
    return shown
  } catch (error) {
    log.error({ runId: run.id, error: String(error) }, 'notification could not be stored')
    return null
  }
}

/**
 * The notification for a run that has ended.
 *
 * @param name the name of the kind; null if it has no notification
 * @param severe how many changes of high severity it captured
 * @returns null if there is no notification
 */
function announcement(
  name: string | null,
  run: RunRow,
  { status, counts }: Ending,
  tenantName: string,
  severe: number,
): Pick<NotificationRow, 'tone' | 'title' | 'body'> | null {
  if (name === null || status === 'cancelled') return null
  const open = counts.failed + counts.unknown + counts.blocked + counts.waiting + counts.pending
  const { doubtful, missing } = graphFigures(run)
  const body = texts.body(tenantName, run.title, missing)
  const found = findingFigures(run)
  if (status === 'succeeded' && found.newOnes > 0) {
    return {
      tone: found.severe > 0 ? 'danger' : 'warning',
      title: run.kind === 'drift' ? texts.drift(found) : texts.finishedWithDrift(name, found),
      body,
    }
  }
  if (status === 'succeeded' && severe > 0)
    return { tone: 'warning', title: texts.finishedWithChanges(name, severe), body }
  if (status === 'succeeded' && hasOldRepository(run))
    return { tone: 'warning', title: texts.finishedWithoutCommit(name), body }
  if (status === 'succeeded' && missing > 0)
    return { tone: 'warning', title: texts.finishedWithMissing(name, missing), body }
  if (status === 'succeeded') return { tone: 'success', title: texts.finished(name), body }
  if (status === 'failed') return { tone: 'danger', title: texts.failed(name), body }
  return {
    tone: 'warning',
    title: open === 0 && doubtful > 0 ? texts.finishedWithDoubts(name, doubtful) : texts.finishedWithOpen(name, open),
    body,
  }
}

/** What a run that reads the tenant found out about it. */
const graphFigures = ({ result }: RunRow): { readonly doubtful: number; readonly missing: number } => ({
  doubtful: 'doubtful' in result ? (result.doubtful ?? 0) : 0,
  missing: 'missing' in result ? (result.missing ?? 0) : 0,
})

/** The findings of a check against a baseline that nobody has seen yet. */
const findingFigures = (run: RunRow): { readonly newOnes: number; readonly severe: number } =>
  run.kind === 'drift' || run.kind === 'backup'
    ? { newOnes: run.result.newFindings ?? 0, severe: run.result.severeFindings ?? 0 }
    : { newOnes: 0, severe: 0 }

/** How many changes of high severity a run captured that somebody else made. */
const severeChanges = async ({ changes }: Ports['store'], run: RunRow): Promise<number> =>
  run.kind === 'capture' || run.kind === 'backup'
    ? (await changes.ofRun(run.id)).filter((reasons) => reasons !== null && severityOf(reasons) === 'high').length
    : 0

/** The git folder of the tenant couldn't be brought up to date. */
const hasOldRepository = ({ result }: RunRow): boolean =>
  'repository' in result && (result.repository?.problem ?? null) !== null
