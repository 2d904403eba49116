import type { Run, RunKind } from '#contract/model/runs.ts'
import type { RunState } from '#contract/model/run-states.ts'
import { counted } from '#renderer/ui/format.ts'
import type { Tone } from '#renderer/ui/states.tsx'

const names: Readonly<Record<RunKind, string>> = {
  sync: 'Sync inventory',
  capture: 'Capture',
  backup: 'Back up',
  verify: 'Verify',
  'restore-plan': 'Plan a restore',
  'sign-in': 'Sign in',
  health: 'Permission check',
  'onboarding-plan': 'Plan a role',
  onboarding: 'Set up a role',
  export: 'Export',
  definitions: 'Names of settings',
  restore: 'Restore',
  rehearsal: 'Rehearsal',
  drift: 'Check for drift',
}
const states: Readonly<Record<RunState, string>> = {
  queued: 'Queued',
  running: 'Running',
  cancelling: 'Stopping',
  succeeded: 'Done',
  partial: 'Open items',
  failed: 'Failed',
  cancelled: 'Cancelled',
}
const tones: Readonly<Record<RunState, Tone>> = {
  queued: 'plain',
  running: 'brand',
  cancelling: 'brand',
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
  cancelled: 'plain',
}

export const runName = (kind: RunKind): string => names[kind]
export const runState = (state: RunState): string => states[state]
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
  const perMinute = (done / seconds) * 60
  const left = ((run.total - done) / done) * seconds
  return `${Math.round(perMinute)} items a minute, about ${left < 90 ? `${Math.max(1, Math.round(left))} s` : `${Math.round(left / 60)} min`} left${run.throttled > 0 ? `; Graph asked to wait ${counted(run.throttled, 'time')}` : ''}`
}

/** What a run came to, in a few words. */
export function runSummary(run: Run): string {
  if (run.error) return run.error.message
  const { newVersions, unchanged, objects, checked, damaged } = run.result
  // A check captured too: what it found is what was asked for. A backup with a check is a backup.
  if (run.kind === 'drift' && typeof run.result['findings'] === 'number')
    return `${counted(run.result['findings'], 'finding')}, ${String(run.result['fresh'])} new${(run.counts.failed ?? 0) > 0 ? `, ${run.counts.failed} could not be read` : ''}`
  if (typeof newVersions === 'number')
    return `${newVersions} new, ${String(unchanged)} unchanged${(run.counts.failed ?? 0) > 0 ? `, ${run.counts.failed} failed` : ''}`
  if (typeof objects === 'number') return counted(objects, 'object')
  if (typeof run.result['added'] === 'number') return counted(run.result['added'], 'new name')
  if (typeof checked === 'number') return `${checked} checked, ${String(damaged)} damaged`
  if (run.kind === 'rehearsal')
    return `${run.counts.done ?? 0} would be written, ${(run.counts.failed ?? 0) + (run.counts.unknown ?? 0)} would be refused`
  if (run.kind === 'restore')
    return `${run.counts.done ?? 0} written, ${(run.counts.failed ?? 0) + (run.counts.unknown ?? 0)} failed, ${run.counts.blocked ?? 0} blocked`
  return runState(run.status)
}
