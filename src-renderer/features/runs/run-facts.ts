import type { Run } from '#contract/model/runs.ts'
import { count, duration } from '#renderer/ui/format.ts'
import { words } from './words.ts'

/** What a run did in figures, and what it cost. */
export function factsOf(run: Run): readonly (readonly [name: string, value: string, tone?: string])[] {
  const { facts } = words.detail
  const failed = (run.counts.failed ?? 0) + (run.counts.unknown ?? 0)
  const took = run.startedAt && run.endedAt ? duration(Date.parse(run.endedAt) - Date.parse(run.startedAt)) : null
  return [
    ...('newVersions' in run.result && run.result.newVersions !== undefined
      ? [[facts.newVersions, count(run.result.newVersions)] as const]
      : []),
    ...('unchanged' in run.result && run.result.unchanged !== undefined
      ? [[facts.unchanged, count(run.result.unchanged)] as const]
      : []),
    ...(failed > 0 ? [[facts.failed, count(failed), 'danger'] as const] : []),
    [facts.requests, count(run.requests)],
    ...(run.throttled > 0 ? [[facts.throttled, count(run.throttled), 'warning'] as const] : []),
    ...(took === null ? [] : [[facts.took, took] as const]),
  ]
}
