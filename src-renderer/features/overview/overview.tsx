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
import type { Policy, Version } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, bytes, count, counted, exactly, when } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { ChangeCalendar } from './change-calendar.tsx'
import { CoverageCard } from './coverage-card.tsx'
import './overview.css'

/** What there is, what changed, how much of it is captured. */
export function Overview({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const policies = usePolicies(tenant.id)
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const changes = useRead('versions.recent', { tenantId: tenant.id, limit: 50 })
  const capture = useAction('runs.capture')
  const start = () => capture.mutate({ tenantId: tenant.id })
  const [last] = [...(sets.data ?? [])].toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))
  const missing = policies.data?.filter((policy) => policy.state === 'missing').length ?? 0
  const captured = policies.data?.filter((policy) => policy.versionId !== null).length ?? 0
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Overview</h1>
          <span className="sub">
            {tenant.lastSyncAt ? (
              <>
                Last observed <span title={exactly(tenant.lastSyncAt)}>{when(tenant.lastSyncAt)}</span>
              </>
            ) : (
              'Never synced'
            )}
          </span>
        </div>
        <div className="actions">
          <Button appearance="primary" icon={<CameraRegular />} disabled={capture.isPending} onClick={start}>
            Capture
          </Button>
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
            title="Nothing captured yet"
            action={
              <Button appearance="primary" onClick={start}>
                Capture the tenant
              </Button>
            }
          >
            A capture reads every policy with its settings and assignments and keeps it on this computer. It changes
            nothing in the tenant.
          </EmptyState>
        </div>
      ) : (
        <div className="overview">
          <div className="figures">
            <Figure
              icon={<HistoryRegular />}
              title="Changed policies"
              value={count(changes.data?.length ?? 0)}
              note={`Since the first capture; ${missing > 0 ? `${count(missing)} missing` : 'none is missing'}`}
            />
            <Figure
              icon={<ArchiveRegular />}
              title="Last backup"
              value={last ? when(last.createdAt) : 'None yet'}
              pill={
                last?.verifiedAt ? (
                  <Pill tone="success">Verified</Pill>
                ) : last && !last.complete ? (
                  <Pill tone="warning">Not complete</Pill>
                ) : null
              }
              note={
                last
                  ? `${last.name}, ${counted(last.versions, 'version')}, ${bytes(last.size)}`
                  : 'A backup set keeps what was captured together'
              }
              action={['Open', () => navigate(last ? `/backups/${last.id}` : '/backups')]}
            />
            <DriftFigure tenant={tenant} />
            <Figure
              icon={<BookDatabaseRegular />}
              title="In the inventory"
              value={count(policies.data.length)}
              note={`${count(captured)} captured, ${new Set(policies.data.map((policy) => policy.type)).size} types`}
              action={['Browse', () => navigate('/inventory')]}
            />
          </div>
          <ChangeCalendar tenant={tenant} />
          <div className="overview-columns">
            <section className="card fill" aria-label="Recent changes">
              <div className="card-head">
                <h2>Recent changes</h2>
                <Link as="button" onClick={() => navigate('/inventory')}>
                  Inventory
                </Link>
              </div>
              <RecentChanges policies={policies.data} changes={changes.data ?? []} />
            </section>
            <CoverageCard tenant={tenant} policies={policies.data} />
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
  const [first] = baselines.data ?? []
  return (
    <Figure
      icon={<BranchCompareRegular />}
      title="Drift findings"
      value={first ? count(open) : 'No baseline'}
      pill={open > 0 ? <Pill tone="warning">Open</Pill> : null}
      note={
        first
          ? `Against ${first.name}${first.checkedAt ? `, checked ${when(first.checkedAt)}` : ', not checked yet'}`
          : 'A baseline says how the tenant should be'
      }
      action={[first ? 'Open' : 'Choose', () => navigate('/drift')]}
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
        <span className="small quiet ellipsis" title={note}>
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

interface Change {
  readonly id: string
  readonly policy: Policy
  readonly version: Version | null
}

const changeColumns: readonly Column<Change>[] = [
  {
    key: 'mark',
    title: <span className="hidden-word">Kind</span>,
    width: '18px',
    render: (change) =>
      change.version ? <span className="mark changed">~</span> : <span className="mark removed">−</span>,
  },
  {
    key: 'name',
    title: 'Policy',
    width: 'minmax(0, 1fr)',
    sort: (change) => change.policy.name,
    render: (change) => (
      <span dir="auto" title={change.policy.name}>
        {change.policy.name}
      </span>
    ),
  },
  {
    key: 'kind',
    title: 'Type',
    width: 'minmax(0, 0.5fr)',
    sort: (change) => change.policy.kind,
    render: (change) => <span className="quiet">{change.policy.kind}</span>,
  },
  {
    key: 'what',
    title: 'What changed',
    width: '130px',
    render: (change) =>
      change.version ? `Version ${change.version.number}` : <span className="danger">Missing in tenant</span>,
  },
  {
    key: 'when',
    title: 'When',
    width: '100px',
    sort: (change) => change.version?.capturedAt ?? change.policy.lastSeenAt,
    render: (change) => (
      <span title={exactly(change.version?.capturedAt ?? change.policy.lastSeenAt)}>
        {at(change.version?.capturedAt ?? change.policy.lastSeenAt)}
      </span>
    ),
  },
]

function RecentChanges({
  policies,
  changes,
}: {
  readonly policies: readonly Policy[]
  readonly changes: readonly Version[]
}): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const byId = new Map<string, Policy>(policies.map((policy) => [policy.id, policy]))
  const rows: Change[] = [
    ...changes.flatMap((version) =>
      byId.has(version.policyId) ? [{ id: version.id, policy: byId.get(version.policyId)!, version }] : [],
    ),
    ...policies
      .filter((policy) => policy.state === 'missing')
      .map((policy) => ({ id: policy.id, policy, version: null })),
  ]
  if (rows.length === 0) return <p className="quiet inset">Nothing has changed since the first capture.</p>
  return (
    <DataGrid
      label="Recent changes"
      rows={rows}
      columns={changeColumns}
      id={(row) => row.id}
      current={current}
      onCurrent={setCurrent}
      sortedBy={{ key: 'when', down: true }}
      onOpen={(id) => {
        const row = rows.find((entry) => entry.id === id)
        if (row) navigate(`/versions/${row.policy.id}`)
      }}
    />
  )
}
