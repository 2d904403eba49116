import { exitCodes, exitCodeOf, type Output } from './output.ts'
import { words as runWords } from './run-words.ts'
import type { Run } from '#contract/model/runs.ts'

/** The exit code of an ended run. */
export function exitCodeOfRun(run: Run): number {
  if (run.status === 'succeeded') return exitCodes.done
  if (run.error)
    return run.status === 'failed'
      ? Math.max(exitCodes.failed, exitCodeOf(run.error) === exitCodes.refused ? exitCodes.refused : exitCodes.failed)
      : exitCodes.failed
  return exitCodes.failed
}

/** Shows the result of a run. `figures` are the values of its kind. */
export function reportRun(
  output: Output,
  run: Run,
  figures: Readonly<Record<string, unknown>>,
  sentence: string,
): number {
  if (output.json) {
    output.document({
      runId: run.id,
      status: run.status,
      counts: run.counts,
      ...figures,
      ...('repository' in run.result ? { repository: run.result.repository } : {}),
      ...(run.error ? { error: run.error } : {}),
    })
  } else {
    output.line(sentence)
    const problem = 'repository' in run.result ? (run.result.repository?.problem ?? null) : null
    if (problem !== null) output.note(runWords.notCommitted(problem))
    if (run.error) output.note([run.error.message, run.error.hint].filter(Boolean).join('\n'))
  }
  return exitCodeOfRun(run)
}
