import { Button, Link } from '@fluentui/react-components'
import { AddRegular, ArrowSyncRegular, LockClosedRegular, LockOpenFilled } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { ConnectionState } from '#contract/model/connection.ts'
import type { TenantHealth } from '#contract/model/portfolio.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { useSession } from '#renderer/shared/session.ts'
import { SeverityCounts } from '#renderer/shared/severity.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { at, exactly, when } from '#renderer/ui/format.ts'
import { hasWords } from '#renderer/ui/has-words.ts'
import { ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { attention, needsAttention } from './attention.ts'
import { words } from './words.ts'

interface Row {
  readonly tenant: Tenant
  readonly health: TenantHealth
}

const tones: Readonly<Partial<Record<ConnectionState, Tone>>> = {
  connected: 'success',
  throttled: 'warning',
  signedOut: 'warning',
  offline: 'danger',
  expired: 'danger',
  refused: 'danger',
}

/** All tenants, those that need somebody first. A row opens its tenant, a cell what explains it. */
export function Tenants(): ReactNode {
  const [, navigate] = useLocation()
  const setTenant = useSession((session) => session.setTenant)
  const tenants = useRead('tenants.list', {})
  const portfolio = useRead('tenants.portfolio', {})
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<string | null>(null)
  const rows = useMemo(() => {
    const byId = new Map((portfolio.data ?? []).map((health) => [health.tenantId, health]))
    return (tenants.data ?? [])
      .flatMap((tenant): Row[] => (byId.has(tenant.id) ? [{ tenant, health: byId.get(tenant.id)! }] : []))
      .toSorted(
        (left, right) =>
          attention(right.health) - attention(left.health) || left.tenant.name.localeCompare(right.tenant.name),
      )
  }, [tenants.data, portfolio.data])
  const columns = useMemo(
    () =>
      columnsFor((tenantId, path) => {
        navigate(path)
        setTenant(tenantId)
      }),
    [navigate, setTenant],
  )
  const shown = rows.filter(({ tenant }) =>
    hasWords(text, `${tenant.name} ${words.environments[tenant.environment]} ${tenant.account ?? ''}`),
  )
  const error = tenants.error ?? portfolio.error
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">
            {words.subtitle(rows.length, rows.filter(({ health }) => needsAttention(health)).length)}
          </span>
        </div>
        <div className="actions">
          <Button icon={<AddRegular />} onClick={() => navigate('/connect')}>
            {words.connect}
          </Button>
        </div>
      </div>
      {error ? (
        <ErrorState error={error.error} retry={() => void portfolio.refetch()} />
      ) : !portfolio.data || !tenants.data ? (
        <Loading />
      ) : (
        <div className="page one">
          <section className="pane" aria-label={words.title}>
            <div className="tool-row">
              <FilterInput
                label={words.filter}
                placeholder={words.filterPlaceholder(rows.length)}
                value={text}
                onChange={setText}
              />
            </div>
            <DataGrid
              label={words.list}
              name="tenants"
              file={(some) => tenantsTable(some)}
              rows={shown}
              columns={columns}
              id={({ tenant }) => tenant.id}
              current={current}
              onCurrent={setCurrent}
              onOpen={(id) => {
                navigate('/overview')
                setTenant(id)
              }}
              tall
            />
          </section>
        </div>
      )}
    </>
  )
}

const total = (counts: TenantHealth['findings']): number => counts.high * 10_000 + counts.medium * 100 + counts.low

const tenantsTable = (rows: readonly Row[]) =>
  tableOf(rows, [
    [words.columns.name, ({ tenant }) => tenant.name],
    [words.columns.environment, ({ tenant }) => words.environments[tenant.environment]],
    [words.columns.connection, ({ health }) => words.connection(health.connection.state)],
    [words.columns.captured, ({ health }) => health.lastCaptureAt],
    [words.columns.changes, ({ health: { changes } }) => changes.high + changes.medium + changes.low],
    [words.columns.findings, ({ health: { findings } }) => findings.high + findings.medium + findings.low],
    [words.columns.failed, ({ health }) => health.failedRuns],
    [words.columns.writing, ({ tenant }) => (tenant.unlockedUntil ? words.writable : words.readOnly)],
  ])

function columnsFor(go: (tenantId: string, path: string) => void): readonly Column<Row>[] {
  /** A cell that opens what explains it. */
  const opens = (row: Row, path: string, content: ReactNode): ReactNode => (
    <Link as="button" tabIndex={-1} className="plain-link" onClick={() => go(row.tenant.id, path)}>
      {content}
    </Link>
  )
  return [
    {
      key: 'name',
      title: words.columns.name,
      width: 'minmax(130px, 1.4fr)',
      sort: ({ tenant }) => tenant.name,
      render: ({ tenant }) => (
        <span className="row">
          <Avatar tenant={tenant} />
          <span className="two-lines">
            <b className="ellipsis" dir="auto" title={tenant.name}>
              {tenant.name}
            </b>
            <span className="small quiet">{words.environments[tenant.environment]}</span>
          </span>
        </span>
      ),
    },
    {
      key: 'connection',
      title: words.columns.connection,
      width: 'minmax(0, 1fr)',
      sort: ({ health }) => words.connection(health.connection.state),
      group: ({ health }) => words.connection(health.connection.state),
      render: (row) => {
        const { state, account } = row.health.connection
        return (
          <span className="two-lines">
            <span>
              <Pill tone={tones[state] ?? 'plain'}>{words.connection(state)}</Pill>
            </span>
            <span className="small quiet ellipsis" dir="auto" title={account ?? undefined}>
              {account}
            </span>
          </span>
        )
      },
    },
    {
      key: 'captured',
      title: words.columns.captured,
      width: 'minmax(0, 0.9fr)',
      sort: ({ health }) => health.lastCaptureAt ?? '',
      render: (row) => {
        const { lastCaptureAt, overdueSince, activeRuns } = row.health
        return (
          <span className="two-lines">
            <span
              className={lastCaptureAt === null && row.health.connection.state !== 'imported' ? 'danger' : undefined}
              title={exactly(lastCaptureAt)}
            >
              {lastCaptureAt ? when(lastCaptureAt) : row.health.connection.state === 'imported' ? '' : words.never}
            </span>
            {overdueSince === null ? (
              activeRuns > 0 ? (
                <span className="small accent">
                  <ArrowSyncRegular /> {words.running(activeRuns)}
                </span>
              ) : null
            ) : (
              <span className="small danger ellipsis">{words.overdue(at(overdueSince))}</span>
            )}
          </span>
        )
      },
    },
    {
      key: 'changes',
      title: <span title={words.columns.changesHint}>{words.columns.changes}</span>,
      width: 'minmax(90px, 0.9fr)',
      sort: ({ health }) => -total(health.changes),
      render: (row) => opens(row, '/overview', <SeverityCounts counts={row.health.changes} none={words.none} />),
    },
    {
      key: 'findings',
      title: words.columns.findings,
      width: 'minmax(90px, 0.9fr)',
      sort: ({ health }) => -total(health.findings),
      render: (row) => opens(row, '/drift', <SeverityCounts counts={row.health.findings} none={words.none} />),
    },
    {
      key: 'failed',
      title: <span title={words.columns.failedHint}>{words.columns.failed}</span>,
      width: '84px',
      sort: ({ health }) => -health.failedRuns,
      render: (row) =>
        row.health.failedRuns === 0 ? (
          <span className="quiet">{words.none}</span>
        ) : (
          opens(row, '/runs', <Pill tone="danger">{row.health.failedRuns}</Pill>)
        ),
    },
    {
      key: 'writing',
      title: words.columns.writing,
      width: '96px',
      sort: ({ tenant }) => (tenant.unlockedUntil ? 0 : 1),
      render: ({ tenant }) =>
        tenant.unlockedUntil ? (
          <Pill tone="warning">
            <LockOpenFilled /> {words.writable}
          </Pill>
        ) : (
          <span className="row quiet">
            <LockClosedRegular /> {words.readOnly}
          </span>
        ),
    },
  ]
}
