import type { Run } from '#contract/model/runs.ts'
import type { RunState } from '#contract/model/run-states.ts'
import type { Tone } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

const tones: Readonly<Record<RunState, Tone>> = {
  queued: 'plain',
  running: 'brand',
  cancelling: 'brand',
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'plain',
}

export const runName = words.runs.kind
export const runState = words.runs.state
export const runTone = (state: RunState): Tone => tones[state]
export const isRunning = (run: Run): boolean =>
  run.status === 'queued' || run.status === 'running' || run.status === 'cancelling'

/** How far a run is, from 0 to 1. */
export const runProgress = (run: Run): number =>
  run.total === 0 ? 0 : (run.total - (run.counts.pending ?? 0) - (run.counts.running ?? 0)) / run.total

/** How fast a run is and how long it may still take; nothing before there is something to go by. */
export function pace(run: Run, now = Date.now()): string | null {
  const done = run.total - (run.counts.pending ?? 0) - (run.counts.running ?? 0)
  const seconds = run.startedAt === null ? 0 : (now - Date.parse(run.startedAt)) / 1000
  if (!isRunning(run) || done < 3 || seconds < 2) return null
  const secondsLeft = ((run.total - done) / done) * seconds
  return words.runs.pace(Math.round((done / seconds) * 60), secondsLeft, run.throttled)
}

/** What a run came to, in a few words. */
export function runSummary(run: Run): string {
  if (run.error) return run.error.message
  const { newVersions, unchanged, objects, checked, damaged } = run.result
  // A check captured too: what it found is what was asked for. A backup with a check is a backup.
  if (run.kind === 'drift' && typeof run.result['findings'] === 'number')
    return words.runs.findings(run.result['findings'], String(run.result['fresh']), run.counts.failed ?? 0)
  if (typeof newVersions === 'number')
    return words.runs.captured(newVersions, String(unchanged), run.counts.failed ?? 0)
  if (typeof objects === 'number') return words.runs.synced(objects)
  if (typeof run.result['added'] === 'number') return words.runs.namesRead(run.result['added'])
  if (typeof checked === 'number') return words.runs.verified(checked, String(damaged))
  if (run.kind === 'rehearsal') return words.runs.rehearsed(run)
  if (run.kind === 'restore') return words.runs.restored(run)
  return runState(run.status)
}
