import { Button } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import type { TypeCoverage } from '#contract/model/coverage.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { stateOf, type TypeState } from './coverage-counts.ts'
import './overview.css'

interface Row extends TypeCoverage {
  readonly state: TypeState
  readonly objects: number
}

const restores: Readonly<Record<TypeCoverage['restore'], readonly [string, Tone]>> = {
  full: ['In full', 'success'],
  partial: ['In part', 'brand'],
  'update-only': ['Changes only', 'brand'],
  'preview-only': ['Shown only', 'warning'],
}
const states: Readonly<Record<TypeState, readonly [string, Tone]>> = {
  captured: ['Captured', 'success'],
  'preview-only': ['Captured', 'success'],
  'not permitted': ['Not permitted', 'danger'],
  'not licensed': ['Not licensed', 'plain'],
  'turned off': ['Turned off', 'plain'],
}
const targets: Readonly<Record<string, string>> = {
  group: 'Groups',
  exclusionGroup: 'exclusions',
  allLicensedUsers: 'all users',
  allDevices: 'all devices',
  configurationManagerCollection: 'ConfigMgr collections',
}

const assignments = (row: Row): string =>
  [...row.assignments.map((target) => targets[target] ?? target), ...(row.filters ? ['filters'] : [])].join(', ')
const notes = (row: Row): string => [row.reason, row.notes].filter(Boolean).join(' ')

const columns: readonly Column<Row>[] = [
  {
    key: 'title',
    title: 'Type',
    width: 'minmax(210px, 1.3fr)',
    sort: (row) => row.title,
    render: (row) => <span title={row.key}>{row.title}</span>,
  },
  {
    key: 'area',
    title: 'Area',
    width: '120px',
    sort: (row) => row.category.join('/'),
    render: (row) => (
      <span className="quiet" title={row.category.join(' › ')}>
        {row.category[0]}
      </span>
    ),
  },
  {
    key: 'objects',
    title: 'Objects',
    width: '64px',
    number: true,
    sort: (row) => row.objects,
    render: (row) => row.objects,
  },
  {
    key: 'capture',
    title: 'Capture',
    width: '100px',
    sort: (row) => row.state,
    render: (row) => <Pill tone={states[row.state][1]}>{states[row.state][0]}</Pill>,
  },
  {
    key: 'restore',
    title: 'Restore',
    width: '96px',
    sort: (row) => row.restore,
    render: (row) => <Pill tone={restores[row.restore][1]}>{restores[row.restore][0]}</Pill>,
  },
  {
    key: 'assignments',
    title: 'Assignments',
    width: 'minmax(0, 0.9fr)',
    sort: assignments,
    render: (row) => (
      <span className={row.assignments.length === 0 ? 'quiet' : ''} title={assignments(row)}>
        {assignments(row) || 'None'}
      </span>
    ),
  },
  {
    key: 'notes',
    title: 'Notes',
    width: 'minmax(0, 1.4fr)',
    render: (row) => <span title={notes(row)}>{notes(row)}</span>,
  },
]

/** What can be done with each type, and what this tenant lets us do. */
export function Coverage({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const [current, setCurrent] = useState<string | null>(null)
  const types = useRead('app.coverage', {})
  const health = useRead('tenants.health', { tenantId: tenant.id })
  const policies = usePolicies(tenant.id)
  const counts = Map.groupBy(policies.data ?? [], (policy) => policy.type)
  const rows = (types.data ?? []).map((type): Row => ({
    ...type,
    state: stateOf(type, health.data, tenant.capturesEntra),
    objects: counts.get(type.key)?.length ?? 0,
  }))
  const shown = rows.find((row) => row.key === current)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Coverage by type</h1>
          <span className="sub">
            Every type is captured, can be read in words and is compared. How far a restore goes, each row says.
          </span>
        </div>
        <div className="actions">
          <Button onClick={() => navigate('/connect/check')}>Permission check</Button>
        </div>
      </div>
      <section className="pane" aria-label="Types">
        {types.error ? (
          <ErrorState error={types.error.error} retry={() => void types.refetch()} />
        ) : !types.data ? (
          <Loading />
        ) : (
          <DataGrid
            label="Types"
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
            <span className="strong">{shown.title}:</span> {notes(shown)}
          </p>
        ) : null}
      </section>
    </>
  )
}
