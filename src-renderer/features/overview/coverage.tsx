import { Button, Tab, TabList } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import type { TypeCoverage } from '#contract/model/coverage.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { everyPolicy, filterPolicies } from '#renderer/shared/policy-query.ts'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { stateOf, type TypeState } from './coverage-counts.ts'
import { ContractPane } from './contract-pane.tsx'
import { NotBackedUpPane } from './not-backed-up-pane.tsx'
import { words } from './words.ts'
import './overview.css'

interface Row extends TypeCoverage {
  readonly state: TypeState
  readonly objects: number
}

const restoreTones: Readonly<Record<TypeCoverage['restore'], Tone>> = {
  full: 'success',
  partial: 'brand',
  'update-only': 'brand',
  'preview-only': 'warning',
}
const stateTones: Readonly<Record<TypeState, Tone>> = {
  captured: 'success',
  'preview-only': 'success',
  unproven: 'warning',
  'not permitted': 'danger',
  'not licensed': 'plain',
  'turned off': 'plain',
}
/** A type that can only be viewed is captured all the same: its limit is that of the restore. */
const captureWord = (state: TypeState): string => words.coverage.states[state === 'preview-only' ? 'captured' : state]
const targets: Readonly<Record<string, string>> = words.coverage.targets

const assignments = (row: Row): string =>
  [
    ...row.assignments.map((target) => targets[target] ?? target),
    ...(row.filters ? [words.coverage.filters] : []),
  ].join(', ')
const notes = (row: Row): string =>
  [row.reason, row.notes, row.state === 'unproven' ? words.coverage.unproven : null].filter(Boolean).join(' ')

const columns: readonly Column<Row>[] = [
  {
    key: 'title',
    title: words.coverage.columns.type,
    width: 'minmax(210px, 1.3fr)',
    sort: (row) => row.title,
    render: (row) => <span title={row.key}>{row.title}</span>,
  },
  {
    key: 'area',
    title: words.coverage.columns.area,
    width: '150px',
    sort: (row) => row.category.join('/'),
    group: (row) => row.category.join(' › '),
    render: (row) => (
      <span className="quiet" title={row.category.join(' › ')}>
        {row.category[0]}
      </span>
    ),
  },
  {
    key: 'objects',
    title: words.coverage.columns.objects,
    width: '64px',
    number: true,
    sort: (row) => row.objects,
    render: (row) => row.objects,
  },
  {
    key: 'capture',
    title: words.coverage.columns.capture,
    width: '118px',
    sort: (row) => row.state,
    group: (row) => captureWord(row.state),
    render: (row) => <Pill tone={stateTones[row.state]}>{captureWord(row.state)}</Pill>,
  },
  {
    key: 'restore',
    title: words.coverage.columns.restore,
    width: '96px',
    sort: (row) => row.restore,
    group: (row) => words.coverage.restores[row.restore],
    render: (row) => <Pill tone={restoreTones[row.restore]}>{words.coverage.restores[row.restore]}</Pill>,
  },
  {
    key: 'assignments',
    title: words.coverage.columns.assignments,
    width: 'minmax(0, 0.9fr)',
    sort: assignments,
    render: (row) => (
      <span className={row.assignments.length === 0 ? 'quiet' : ''} title={assignments(row)}>
        {assignments(row) || words.coverage.noAssignments}
      </span>
    ),
  },
  {
    key: 'notes',
    title: words.coverage.columns.notes,
    width: 'minmax(0, 1.4fr)',
    render: (row) => <span title={notes(row)}>{notes(row)}</span>,
  },
]

const fileColumns: readonly FileColumn<Row>[] = [
  [words.coverage.columns.type, (row) => row.title],
  [words.coverage.columns.area, (row) => row.category.join(' › ')],
  [words.coverage.columns.objects, (row) => row.objects],
  [words.coverage.columns.capture, (row) => captureWord(row.state)],
  [words.coverage.columns.restore, (row) => words.coverage.restores[row.restore]],
  [words.coverage.columns.assignments, (row) => assignments(row) || words.coverage.noAssignments],
  [words.coverage.columns.notes, notes],
]

const tabs = ['types', 'left', 'published'] as const
type CoverageTab = (typeof tabs)[number]

/** How far each type is supported, and what the tenant permits. */
export function Coverage({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const [tab, setTab] = useState<CoverageTab>('types')
  const types = useRead('app.coverage', {})
  const health = useRead('tenants.health', { tenantId: tenant.id })
  const policies = usePolicies(tenant.id)
  const counts = Map.groupBy(
    filterPolicies(policies.data ?? [], { ...everyPolicy, state: 'present' }),
    (policy) => policy.type,
  )
  const rows = (types.data ?? []).map((type): Row => ({
    ...type,
    state: stateOf(type, health.data, tenant, counts.get(type.key)?.length ?? 0),
    objects: counts.get(type.key)?.length ?? 0,
  }))
  const shown = rows.find((row) => row.key === current)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.coverage.title}</h1>
          <span className="sub">{words.coverage.subtitle}</span>
        </div>
        <div className="actions">
          <Button onClick={() => navigate('/connect/check')}>{words.coverage.permissionCheck}</Button>
        </div>
      </div>
      <div className="page coverage-page">
        <TabList
          selectedValue={tab}
          onTabSelect={(_event, data) => setTab(data.value as CoverageTab)}
          aria-label={words.coverage.title}
        >
          {tabs.map((name) => (
            <Tab key={name} value={name}>
              {words.coverage.tabs[name]}
            </Tab>
          ))}
        </TabList>
        {tab === 'types' ? (
          <section className="pane" aria-label={words.coverage.list}>
            {types.error ? (
              <ErrorState error={types.error.error} retry={() => void types.refetch()} />
            ) : !types.data ? (
              <Loading />
            ) : (
              <DataGrid
                label={words.coverage.list}
                name="coverage"
                file={(rows) => tableOf(rows, fileColumns)}
                rows={rows}
                columns={columns}
                id={(row) => row.key}
                current={current}
                onCurrent={setCurrent}
                sortedBy={{ key: 'title', down: false }}
              />
            )}
            {shown && notes(shown) ? (
              <p className="coverage-note">
                <span className="strong">{words.coverage.noteOf(shown.title)}</span> {notes(shown)}
              </p>
            ) : null}
          </section>
        ) : tab === 'left' ? (
          <NotBackedUpPane />
        ) : (
          <ContractPane tenant={tenant} />
        )}
      </div>
    </>
  )
}
