import { Button, Link } from '@fluentui/react-components'
import {
  ArchiveRegular,
  BookDatabaseRegular,
  BranchCompareRegular,
  CameraRegular,
  HistoryRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { count, exactly, when } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { everyPolicy, filterPolicies } from '#renderer/shared/policy-query.ts'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'
import { ChangeCalendar } from './change-calendar.tsx'
import { CoverageCard } from './coverage-card.tsx'
import { RecentChanges } from './recent-changes.tsx'
import { words } from './words.ts'
import './overview.css'

/** The state of the tenant: figures, recent changes, coverage. */
export function Overview({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const policies = usePolicies(tenant.id)
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const changes = useRead('versions.recent', { tenantId: tenant.id, limit: 50 })
  const [day, setDay] = useState<string | null>(null)
  const capture = useAction('runs.capture')
  const start = () => capture.mutate({ tenantId: tenant.id })
  const [last] = [...(sets.data ?? [])].toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))
  const listed = filterPolicies(policies.data ?? [], everyPolicy)
  const present = listed.filter((policy) => policy.state === 'active')
  const missing = listed.length - present.length
  const captured = present.filter((policy) => policy.versionId !== null).length
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">
            {tenant.lastSyncAt ? (
              <>
                {words.lastSync} <span title={exactly(tenant.lastSyncAt)}>{when(tenant.lastSyncAt)}</span>
              </>
            ) : (
              words.neverSynced
            )}
          </span>
        </div>
        <div className="actions">
          <ReportButton subject={{ about: 'tenant', policyIds: [] }} disabled={!policies.data?.length} />
          {isConnected(tenant) ? (
            <Button appearance="primary" icon={<CameraRegular />} disabled={capture.isPending} onClick={start}>
              {words.capture}
            </Button>
          ) : null}
        </div>
      </div>
      {policies.error ? (
        <ErrorState error={policies.error.error} retry={policies.reload} />
      ) : !policies.data ? (
        <Loading />
      ) : policies.data.length === 0 ? (
        <div className="pane">
          <EmptyState
            icon={<BookDatabaseRegular fontSize={28} />}
            title={words.empty.title}
            action={
              isConnected(tenant) ? (
                <Button appearance="primary" onClick={start}>
                  {words.empty.action}
                </Button>
              ) : null
            }
          >
            {words.empty.body}
          </EmptyState>
        </div>
      ) : (
        <div className="overview">
          <div className="figures">
            <Figure
              icon={<HistoryRegular />}
              title={words.changed.title}
              value={count((changes.data?.length ?? 0) + missing)}
              note={words.changed.note(missing)}
            />
            <Figure
              icon={<ArchiveRegular />}
              title={words.backup.title}
              value={last ? when(last.createdAt) : words.backup.none}
              pill={
                last?.verifiedAt ? (
                  <Pill tone="success">{words.backup.verified}</Pill>
                ) : last && !last.complete ? (
                  <Pill tone="warning">{words.backup.incomplete}</Pill>
                ) : null
              }
              note={last ? words.backup.note(last.name, last.versions, last.size) : words.backup.noneNote}
              action={[words.backup.open, () => navigate(last ? `/backups/${last.id}` : '/backups')]}
            />
            <DriftFigure tenant={tenant} />
            <Figure
              icon={<BookDatabaseRegular />}
              title={words.inventory.title}
              value={count(present.length)}
              note={words.inventory.note(present.length, captured, missing)}
              action={[words.inventory.browse, () => navigate('/inventory')]}
            />
          </div>
          <ChangeCalendar tenant={tenant} onDay={setDay} />
          <div className="overview-columns">
            <RecentChanges tenant={tenant} policies={policies.data} day={day} onAllDays={() => setDay(null)} />
            <CoverageCard tenant={tenant} policies={present} />
          </div>
        </div>
      )}
    </>
  )
}

function DriftFigure({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const baselines = useRead('drift.baselines', { tenantId: tenant.id })
  const open = baselines.data?.reduce((sum, baseline) => sum + baseline.open, 0) ?? 0
  const acknowledged = baselines.data?.reduce((sum, baseline) => sum + baseline.acknowledged, 0) ?? 0
  const [first] = baselines.data ?? []
  return (
    <Figure
      icon={<BranchCompareRegular />}
      title={words.drift.title}
      value={first ? count(open) : words.drift.noBaseline}
      pill={open > 0 ? <Pill tone="warning">{words.drift.someOpen}</Pill> : null}
      note={first ? words.drift.note(first.name, acknowledged, when(first.checkedAt)) : words.drift.noBaselineNote}
      action={[first ? words.drift.open : words.drift.choose, () => navigate('/drift')]}
    />
  )
}

interface FigureProps {
  readonly icon: ReactNode
  readonly title: string
  readonly value: string
  readonly note: string
  readonly pill?: ReactNode
  readonly action?: readonly [word: string, go: () => void]
}

function Figure({ icon, title, value, note, pill, action }: FigureProps): ReactNode {
  return (
    <section className="card figure" aria-label={title}>
      <div className="row">
        {icon}
        <span>{title}</span>
        <span className="end">{pill}</span>
      </div>
      <b>{value}</b>
      <div className="row">
        <span className="small quiet note" title={note}>
          {note}
        </span>
        {action ? (
          <Link as="button" className="small end" onClick={action[1]}>
            {action[0]}
          </Link>
        ) : null}
      </div>
    </section>
  )
}
