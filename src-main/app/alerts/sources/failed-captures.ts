import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import type { RunRow } from '../../ports/runs.ts'
import type { AlertSource } from '../source.ts'

/** An older failure doesn't come back as an alert. */
const weekMs = 7 * 86_400_000

/** Captures that failed or have open items, until a later one of the same schedule succeeds. */
export const failedCaptures: AlertSource = {
  kind: 'captureFailed',
  mark: () => null,
  conditions({ runs, now }) {
    const found: Condition[] = []
    const seen = new Set<string>()
    for (const run of runs) {
      const job = jobOf(run)
      if (job === null || run.endedAt === null || run.status === 'cancelled' || seen.has(job)) continue
      seen.add(job)
      if (run.status === 'succeeded' || now.getTime() - Date.parse(run.endedAt) > weekMs) continue
      const failed = run.status === 'failed'
      found.push({
        kind: 'captureFailed',
        key: run.id,
        severity: failed ? 'high' : 'medium',
        content: {
          title: failed ? words.captureFailed(run.title) : words.capturePartial(run.title),
          facts: run.error === null ? [] : [{ name: words.facts.reason, value: run.error.message }],
          page: `/runs/${run.id}`,
        },
      })
    }
    return found
  },
}

/** What a run captures again and again; null for other runs. */
function jobOf(run: RunRow): string | null {
  if (run.kind === 'capture') return 'capture'
  return run.kind === 'backup' ? (run.input.scheduleId ?? 'backup') : null
}
