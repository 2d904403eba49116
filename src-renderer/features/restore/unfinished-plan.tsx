import { Button } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { resultOf } from '#contract/model/runs.ts'
import { useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { unfinishedPlan } from './unfinished.ts'
import { words } from './words.ts'

/** Offers the plan that somebody made last and didn't carry out. */
export function UnfinishedPlan({ tenantId }: { readonly tenantId: string }): ReactNode {
  const [, navigate] = useLocation()
  const runs = useRead('runs.list', { tenantId })
  const [now] = useState(() => Date.now())
  const run = unfinishedPlan(runs.data ?? [], now)
  if (run === null) return null
  return (
    <div className="pane notice unfinished" role="note">
      <HistoryRegular fontSize={20} />
      <span className="shrinks ellipsis" dir="auto">
        <b>{words.source.unfinished}</b> {words.source.unfinishedPlan(run.title, when(run.endedAt))}
      </span>
      <Button
        size="small"
        className="push fixed"
        onClick={() => navigate(`/restore/plan/${resultOf(run, 'restore-plan').planId}`)}
      >
        {words.source.continue}
      </Button>
    </div>
  )
}
