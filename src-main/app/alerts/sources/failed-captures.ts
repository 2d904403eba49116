import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import type { RunRow } from '../../ports/runs.ts'
import type { AlertSource, Looked } from '../source.ts'

/** What somebody started by hand and never again isn't an alert for ever. */
const weekMs = 7 * 86_400_000

/** Captures that failed or have open items, until a later one of the same schedule succeeds. */
export const failedCaptures: AlertSource = {
  kind: 'captureFailed',
  mark: () => null,
  async conditions(looked) {
    const found: Condition[] = []
    for (const [job, run] of await lastOfEach(looked)) {
      if (run.status === 'succeeded') continue
      const isByHand = job === run.kind
      if (isByHand && looked.now.getTime() - Date.parse(run.endedAt!) > weekMs) continue
      found.push(await conditionOf(job, run, looked))
    }
    return found
  },
}

/** The newest run of each schedule that has ended, and of what was started by hand. */
async function lastOfEach({ store, tenant, runs }: Looked): Promise<ReadonlyMap<string, RunRow>> {
  const last = new Map<string, RunRow>()
  const take = (job: string | null, run: RunRow | undefined): void => {
    if (job !== null && run?.endedAt && run.status !== 'cancelled' && !last.has(job)) last.set(job, run)
  }
  const schedules = (await store.schedules.list(tenant.id)).filter(({ enabled }) => enabled)
  const known = new Set(schedules.map(({ id }) => id))
  for (const run of runs) take(jobOf(run, known), run)
  // Its last run can be older than many others.
  for (const { id, lastRunId } of schedules)
    if (!last.has(id) && lastRunId !== null) take(id, await store.runs.find(lastRunId))
  return last
}

/** What a run captures again and again; null for other runs, and for schedules that are gone. */
function jobOf(run: RunRow, schedules: ReadonlySet<string>): string | null {
  if (run.kind === 'capture') return run.kind
  if (run.kind !== 'backup') return null
  const { scheduleId } = run.input
  return scheduleId === null ? run.kind : schedules.has(scheduleId) ? scheduleId : null
}

async function conditionOf(job: string, run: RunRow, { store }: Looked): Promise<Condition> {
  const failed = run.status === 'failed'
  const counts = await store.runs.counts(run.id)
  const open = counts.failed + counts.unknown + counts.blocked + counts.pending + counts.waiting
  return {
    kind: 'captureFailed',
    // One alert for a night after night of the same.
    key: job,
    severity: failed ? 'high' : 'medium',
    content: {
      title: failed ? words.captureFailed(run.title) : words.capturePartial(run.title),
      facts: [
        ...(run.error === null ? [] : [{ name: words.facts.reason, value: run.error.message }]),
        ...(open > 0 ? [{ name: words.facts.open, value: words.openItems(open) }] : []),
      ],
      page: `/runs/${run.id}`,
    },
  }
}
