import { Button, Link } from '@fluentui/react-components'
import { CheckmarkRegular, EyeOffRegular, HistoryRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { TenantId } from '#contract/model/ids.ts'
import type { Baseline, Finding } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'

import { useAction } from '#renderer/api/queries.ts'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  readonly baseline: Baseline
  /** The findings that the buttons apply to. */
  readonly targets: readonly Finding[]
  /** How many findings are selected. */
  readonly selected: number
  readonly rules: number
  readonly onRules: () => void
  readonly onIgnore: (finding: Finding) => void
  readonly onAcknowledged: () => void
}

/** The foot of the list: what can be done with the selected findings, or with the current one. */
export function FindingActions({
  tenant,
  baseline,
  targets,
  selected,
  rules,
  onRules,
  onIgnore,
  onAcknowledged,
}: Props): ReactNode {
  const [, navigate] = useLocation()
  const allAcknowledged = targets.length > 0 && targets.every((finding) => finding.state === 'acknowledged')
  const [last, setLast] = useState<readonly Finding['id'][]>([])
  const reopen = useAction('drift.acknowledge', () => setLast([]))
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const acknowledge = useAction('drift.acknowledge', () => {
    setLast(allAcknowledged ? [] : targets.filter(({ state }) => state === 'open').map(({ id }) => id))
    onAcknowledged()
  })
  const error = acknowledge.error ?? reopen.error ?? plan.error

  const versions = [...new Set(targets.flatMap((finding) => finding.baselineVersionId ?? []))]
  const [only] = targets.length === 1 ? targets : []
  return (
    <>
      {error ? (
        <div className="warn-box" role="alert">
          {error.error.message}
        </div>
      ) : null}
      <div className="pane-foot wrap">
        <span className="small">
          {selected > 0 ? (
            <b>{words.list.selected(selected)}</b>
          ) : (
            <Link as="button" onClick={onRules}>
              {words.list.rules(rules)}
            </Link>
          )}
          {last.length > 0 ? (
            <span role="status">
              {' '}
              · {words.list.acknowledged(last.length)}{' '}
              <Link
                as="button"
                onClick={() => reopen.mutate({ tenantId: tenant.id, findingIds: [...last], acknowledged: false })}
              >
                {words.list.undo}
              </Link>
            </span>
          ) : null}
        </span>
        <span className="row end wrap">
          <Button
            size="small"
            icon={<CheckmarkRegular />}
            disabled={targets.length === 0}
            onClick={() => {
              const findingIds = targets.map((finding) => finding.id)
              acknowledge.mutate({ tenantId: tenant.id, findingIds, acknowledged: !allAcknowledged })
            }}
          >
            {allAcknowledged ? words.actions.reopen : words.actions.acknowledge}
          </Button>
          <Button
            size="small"
            icon={<EyeOffRegular />}
            disabled={!only || only.path === ''}
            title={only?.path === '' ? words.actions.ignoreWholePolicy : undefined}
            onClick={() => only && onIgnore(only)}
          >
            {words.actions.ignorePath}
          </Button>
          <Button
            size="small"
            appearance="primary"
            icon={<HistoryRegular />}
            disabled={versions.length === 0 || plan.isPending}
            onClick={() =>
              plan.mutate({
                tenantId: tenant.id,
                sourceTenantId: TenantId.parse(baseline.sourceTenantId),
                from: { versionIds: versions },
              })
            }
          >
            {words.actions.restore(versions.length)}
          </Button>
        </span>
      </div>
    </>
  )
}
