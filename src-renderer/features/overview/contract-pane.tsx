import { useState, type ReactNode } from 'react'
import type { ContractCoverage } from '#contract/model/coverage.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { when } from '#renderer/ui/format.ts'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

type Row = ContractCoverage['unknown'][number]
const { contract } = words.coverage
const namesOf = (row: Row): string => row.policies.map(({ name }) => name).join(', ')

const columns: readonly Column<Row>[] = [
  {
    key: 'graphType',
    title: contract.columns.graphType,
    width: 'minmax(200px, 1fr)',
    sort: (row) => row.graphType,
    render: (row) => <span title={row.graphType}>{row.graphType}</span>,
  },
  {
    key: 'path',
    title: contract.columns.path,
    width: 'minmax(160px, 1fr)',
    sort: (row) => row.path,
    render: (row) => <span title={row.path}>{row.path || contract.wholeObject}</span>,
  },
  {
    key: 'what',
    title: contract.columns.what,
    width: '90px',
    sort: (row) => row.what,
    render: (row) => contract.what[row.what],
  },
  {
    key: 'policies',
    title: contract.columns.policies,
    width: 'minmax(0, 1.4fr)',
    render: (row) => <span title={namesOf(row)}>{namesOf(row)}</span>,
  },
]

const fileColumns: readonly FileColumn<Row>[] = [
  [contract.columns.graphType, (row) => row.graphType],
  [contract.columns.path, (row) => row.path || contract.wholeObject],
  [contract.columns.what, (row) => contract.what[row.what]],
  [contract.columns.policies, namesOf],
]

/** Which contract is in use for the tenant, and what it still doesn't know. */
export function ContractPane({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [current, setCurrent] = useState<string | null>(null)
  const read = useRead('coverage.contract', { tenantId: tenant.id })
  const state = read.data
  return (
    <section className="pane contract-pane" aria-label={contract.title}>
      <div className="pane-head">
        <h2>{contract.title}</h2>
      </div>
      {read.error ? (
        <ErrorState error={read.error.error} retry={() => void read.refetch()} />
      ) : !state ? (
        <Loading />
      ) : (
        <>
          <p className="coverage-note">
            {state.fetchedAt === null ? contract.builtIn : contract.published(when(state.fetchedAt))}{' '}
            {state.fetchedAt === null && state.triedAt !== null ? contract.triedAt(when(state.triedAt)) : ''}{' '}
            {state.unknown.length === 0 ? contract.allKnown : contract.unknown(state.unknown.length)}
          </p>
          {state.unknown.length > 0 ? (
            <DataGrid
              label={contract.title}
              file={(rows) => tableOf(rows, fileColumns)}
              rows={state.unknown}
              columns={columns}
              id={(row) => `${row.graphType} ${row.what} ${row.path}`}
              current={current}
              onCurrent={setCurrent}
              sortedBy={{ key: 'graphType', down: false }}
            />
          ) : null}
        </>
      )}
    </section>
  )
}
