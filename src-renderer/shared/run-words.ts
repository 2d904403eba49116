import type { Run } from '#contract/model/runs.ts'
import type { RunState } from '#contract/model/run-states.ts'
import type { Tone } from '#renderer/ui/states.tsx'
import { plannedWords } from './planned.ts'
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

/** What a run is, for its own row: an undo is a restore, too, and so is a change. */
export const runTitle = (run: Run): string =>
  run.kind === 'restore' && run.result.isUndo === true
    ? words.runs.undo
    : run.kind === 'restore' && run.result.isChange === true
      ? words.runs.change
      : runName(run.kind)

/** How a run ended, or that it hasn't. A run can be partial although nothing is open: Graph contradicted itself. */
export function runState(run: Pick<Run, 'status' | 'counts'>): string {
  const { failed, unknown, waiting, blocked, pending } = run.counts
  const open = failed + unknown + waiting + blocked + pending
  return run.status === 'partial' && open === 0 ? words.items.doubtful : words.runs.state(run.status)
}
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

/** The outcome of a run, in a few words. */
export function runSummary(run: Run): string {
  if (run.error) return run.error.message
  const failed = run.counts.failed ?? 0
  switch (run.kind) {
    case 'drift':
      // A drift check captures too, but its findings are its result.
      if (run.result.findings !== undefined)
        return words.runs.findings(run.result.findings, run.result.newFindings ?? 0, failed)
      break
    case 'capture':
    case 'backup':
      if (run.result.newVersions !== undefined)
        return words.runs.captured(run.result.newVersions, run.result.unchanged ?? 0, {
          failed,
          doubtful: run.result.doubtful ?? 0,
          missing: run.result.missing ?? 0,
          committed: (run.result.repository?.commit ?? null) !== null,
        })
      break
    case 'sync':
      if (run.result.objects !== undefined) return words.runs.synced(run.result.objects)
      break
    case 'definitions':
      if (run.result.added !== undefined) return words.runs.namesRead(run.result.added)
      break
    case 'purge':
      if (run.result.versions !== undefined) return words.runs.purged(run.result.versions)
      break
    case 'recipients':
      if (run.result.users !== undefined) return words.runs.recipientsRead(run.result)
      break
    case 'verify':
      if (run.result.checked !== undefined) return words.runs.verified(run.result.checked, run.result.damaged ?? 0)
      break
    case 'rehearsal':
      return words.runs.rehearsed(run)
    case 'restore-plan':
      if (run.result.summary !== undefined) return plannedWords(run.result.summary) || words.runs.nothingPlanned
      break
    case 'restore':
      return words.runs.restored(run.result, {
        done: run.counts.done,
        blocked: run.counts.blocked,
        failed: failed + run.counts.unknown,
      })
    case 'export':
      if (run.result.files !== undefined) return words.runs.exported(run.result.files, run.result.folder ?? '')
      break
    case 'report':
      if (run.result.folder !== undefined) return words.runs.saved(run.result.file ?? '', run.result.folder)
      break
    case 'save-file':
      if (run.result.path !== undefined) return words.runs.savedAs(run.result.path)
      break
    case 'import':
      if (run.result.newVersions !== undefined)
        return words.runs.imported(run.result.versions ?? 0, run.result.newVersions, failed)
      break
    default:
  }
  return runState(run)
}

/** What a person should know about a run that did its work: what Graph answered, and whether the git folder is old. */
export function runNotices({ result }: Run): readonly string[] {
  const problem = 'repository' in result ? (result.repository?.problem ?? null) : null
  return [
    ...('notices' in result ? (result.notices ?? []) : []),
    ...(problem === null ? [] : [words.runs.notCommitted(problem)]),
  ]
}
