import { StackRegular } from '@fluentui/react-icons'
import { useMemo, useState, type ReactNode } from 'react'
import { standardStates, type Standard, type StandardPolicy, type StandardState } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { Choice } from '#renderer/ui/choice.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { PolicyDetails } from './policy-details.tsx'
import { StatePill } from './state-pill.tsx'
import { useColumns, type TenantColumn } from './use-columns.ts'
import { words } from './words.ts'

/** A policy of the standard, and how each tenant has it. */
interface Row {
  readonly policy: StandardPolicy
  readonly cells: readonly (StandardPolicy | undefined)[]
}

/** Policies of a standard against tenants. */
export function Matrix({
  standard,
  tenants,
  selected,
  onSelected,
}: {
  readonly standard: Standard
  readonly tenants: readonly Tenant[]
  readonly selected: ReadonlySet<string>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}): ReactNode {
  const columns = useColumns(standard, tenants)
  const [text, setText] = useState('')
  const [state, setState] = useState<StandardState | ''>('')
  const [current, setCurrent] = useState<string | null>(null)
  const rows = useMemo(() => rowsOf(columns), [columns])
  const grid = useMemo(() => gridColumns(columns.map(({ tenant }) => tenant)), [columns])
  const failed = columns.find(({ error }) => error !== null)
  if (failed) return <ErrorState error={failed.error!.error} />
  if (columns.every(({ policies }) => policies === null)) return <Loading />
  const shown = rows.filter(
    ({ policy, cells }) =>
      hasWords(text, `${policy.ownName} ${policy.kind} ${policy.type}`) &&
      (state === '' || cells.some((cell) => cell?.state === state)),
  )
  const row = shown.find(({ policy }) => policy.versionId === current) ?? shown[0]
  const cells = rows.flatMap((each) => each.cells)
  const number = (of: StandardState): number => cells.filter((cell) => cell?.state === of).length
  return (
    <div className="page two standards">
      <section className="pane" aria-label={words.matrix.label}>
        <div className="tool-row wrap">
          <FilterInput label={words.matrix.filter} placeholder={words.matrix.filter} value={text} onChange={setText} />
          <Choice
            label={words.matrix.state}
            every={words.matrix.everyState}
            value={state}
            options={standardStates.map((one) => [one, words.matrix.states[one]])}
            onChoose={(value) => setState(standardStates.find((one) => one === value) ?? '')}
          />
          <b className="end small" role="status">
            {words.matrix.summary(number('missing') + number('different'), number('accepted'))}
          </b>
        </div>
        {shown.length === 0 ? (
          <EmptyState icon={<StackRegular fontSize={28} />} title={words.matrix.noMatch.title}>
            {words.matrix.noMatch.body}
          </EmptyState>
        ) : (
          <DataGrid
            label={words.matrix.label}
            file={(some) => tableFor(some, tenants)}
            rows={shown}
            columns={grid}
            id={({ policy }) => policy.versionId}
            current={row?.policy.versionId ?? null}
            onCurrent={setCurrent}
            selected={selected}
            onSelected={onSelected}
          />
        )}
      </section>
      <section className="pane" aria-label={words.matrix.details}>
        {row ? (
          <PolicyDetails key={row.policy.versionId} standard={standard} columns={columns} policy={row.policy} />
        ) : null}
      </section>
    </div>
  )
}

/** A tenant's columns may be read one after the other, so a policy comes from any that is there. */
function rowsOf(columns: readonly TenantColumn[]): readonly Row[] {
  const known = columns.find(({ policies }) => policies !== null)?.policies ?? new Map<string, StandardPolicy>()
  const rows = [...known.values()].map((policy) => ({
    policy,
    cells: columns.map(({ policies }) => policies?.get(policy.versionId)),
  }))
  // What somebody has to look at comes first.
  return rows.toSorted((left, right) => worstOf(left) - worstOf(right))
}

/** The worst state of a policy in any tenant, as a number. */
const worstOf = ({ cells }: Row): number =>
  Math.min(...cells.map((cell) => standardStates.indexOf(cell?.state ?? 'same')))

function gridColumns(tenants: readonly Tenant[]): readonly Column<Row>[] {
  return [
    {
      key: 'name',
      title: words.matrix.columns.name,
      width: 'minmax(140px, 1.4fr)',
      sort: ({ policy }) => policy.ownName,
      render: ({ policy }) => (
        <span dir="auto" title={policy.ownName}>
          {policy.ownName}
        </span>
      ),
    },
    {
      key: 'kind',
      title: words.matrix.columns.kind,
      width: 'minmax(84px, 0.7fr)',
      sort: ({ policy }) => policy.kind,
      render: ({ policy }) => <span title={policy.kind}>{policy.kind}</span>,
    },
    ...tenants.map((tenant, index): Column<Row> => ({
      key: tenant.id,
      title: (
        <span className="ellipsis" dir="auto" title={tenant.name}>
          {tenant.name}
        </span>
      ),
      width: 'minmax(100px, 0.7fr)',
      sort: ({ cells }) => standardStates.indexOf(cells[index]?.state ?? 'same'),
      render: ({ cells }) => {
        const cell = cells[index]
        return cell ? <StatePill state={cell.state} changes={cell.changes} /> : null
      },
    })),
  ]
}

const tableFor = (rows: readonly Row[], tenants: readonly Tenant[]) =>
  tableOf(rows, [
    [words.matrix.columns.name, ({ policy }: Row) => policy.ownName],
    [words.matrix.columns.kind, ({ policy }: Row) => policy.kind],
    ...tenants.map(
      ({ name }, index) =>
        [name, ({ cells }: Row) => (cells[index] ? words.matrix.states[cells[index].state] : '')] as const,
    ),
  ])
