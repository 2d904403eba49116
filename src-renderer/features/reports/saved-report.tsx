import type { ReactNode } from 'react'
import { resultOf } from '#contract/model/runs.ts'
import { useRead } from '#renderer/api/queries.ts'
import { words } from './words.ts'

/** What became of a report that somebody saved. */
export function SavedReport({ tenantId, runId }: { readonly tenantId: string; readonly runId: string }): ReactNode {
  const run = useRead('runs.get', { tenantId, runId }).data
  if (!run || run.endedAt === null)
    return (
      <p className="flush quiet" role="status">
        {words.saving}
      </p>
    )
  const { file = '', folder = '' } = resultOf(run, 'report')
  return run.error || file === '' ? (
    <p className="flush danger" role="alert">
      {words.failed} {run.error?.message} {run.error?.hint}
    </p>
  ) : (
    <p className="flush" role="status">
      {words.saved(file, folder)}
    </p>
  )
}
