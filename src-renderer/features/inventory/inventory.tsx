import { Button } from '@fluentui/react-components'
import {
  BookDatabaseRegular,
  CameraRegular,
  DesktopRegular,
  FilterRegular,
  LaptopRegular,
  PhoneRegular,
} from '@fluentui/react-icons'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, count, counted, exactly, when } from '#renderer/ui/format.ts'
import { PolicyFilter } from '#renderer/shared/policy-filter.tsx'
import { filterPolicies, everyPolicy } from '#renderer/shared/policy-query.ts'
import { EmptyState, ErrorState, Loading, Pill, type Tone } from '#renderer/ui/states.tsx'
import { useAsOf } from '#renderer/shared/use-as-of.ts'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { AsOfBar } from './as-of-bar.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { CategoryTree, matchesNode } from './category-tree.tsx'
import { useInventoryQuery } from './inventory-query.ts'
import { PolicyDetail } from './policy-detail.tsx'
import { SavedViews } from './saved-views.tsx'
import './inventory.css'

const icons: Readonly<Record<string, ReactNode>> = {
  Windows: <DesktopRegular />,
  macOS: <LaptopRegular />,
  'iOS/iPadOS': <PhoneRegular />,
  Android: <PhoneRegular />,
}

/** What a row says about itself. */
function state(policy: Policy): readonly [string, Tone] {
  if (policy.archivedAt !== null) return ['Archived', 'plain']
  if (policy.state === 'missing') return ['Missing', 'danger']
  if (policy.ignoredAt !== null) return ['Ignored', 'plain']
  if (policy.versionCount === 0) return ['Not captured', 'plain']
  return policy.versionCount > 1 ? [`Version ${policy.versionCount}`, 'brand'] : ['Captured', 'plain']
}

const assignments = (policy: Policy): string =>
  policy.assignmentCount === null
    ? ''
    : policy.assignmentCount === 0
      ? 'Not assigned'
      : counted(policy.assignmentCount, 'assignment')

const columns: readonly Column<Policy>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(0, 1fr)',
    sort: (policy) => policy.name,
    render: (policy) => (
      <span dir="auto" title={policy.name}>
        {policy.name}
      </span>
    ),
  },
  {
    key: 'platform',
    title: <span className="hidden-word">Platform</span>,
    width: '20px',
    render: (policy) => (
      <span title={policy.platform} aria-label={policy.platform}>
        {icons[policy.platform]}
      </span>
    ),
  },
  {
    key: 'modified',
    title: 'Modified',
    width: '112px',
    sort: (policy) => policy.modifiedAt ?? '',
    render: (policy) => <span title={exactly(policy.modifiedAt)}>{at(policy.modifiedAt)}</span>,
  },
  {
    key: 'state',
    title: 'State',
    width: '96px',
    sort: (policy) => state(policy)[0],
    render: (policy) =>
      state(policy)[0] === 'Captured' ? (
        <span className="quiet">Captured</span>
      ) : (
        <Pill tone={state(policy)[1]}>{state(policy)[0]}</Pill>
      ),
  },
]
const wideColumns: readonly Column<Policy>[] = [
  { ...columns[0]!, width: 'minmax(200px, 1fr)' },
  { key: 'kind', title: 'Type', width: '140px', sort: (policy) => policy.kind, render: (policy) => policy.kind },
  {
    key: 'platformWord',
    title: 'Platform',
    width: '90px',
    sort: (policy) => policy.platform,
    render: (policy) => policy.platform,
  },
  {
    key: 'assigned',
    title: 'Assigned to',
    width: '110px',
    sort: (policy) => policy.assignmentCount ?? -1,
    render: assignments,
  },
  { key: 'tags', title: 'Scope tags', width: '100px', render: (policy) => policy.scopeTags.join(', ') },
  ...columns.slice(2),
]

/** Of the past it is not known when somebody modified it, but which version it was. */
const past = (all: readonly Column<Policy>[]): readonly Column<Policy>[] => [
  ...all.filter(({ key }) => key !== 'modified' && key !== 'state'),
  {
    key: 'version',
    title: 'Version',
    width: '72px',
    number: true,
    sort: (policy) => policy.versionCount,
    render: (policy) => policy.versionCount,
  },
]
const pastColumns = past(columns)
const widePastColumns = past(wideColumns)

/**
 * Everything in the tenant: tree, table, detail.
 *
 * @param asOf the moment that is shown in place of now
 */
export function Inventory({
  tenant,
  policyId,
  asOf = null,
}: {
  readonly tenant: Tenant
  readonly policyId: string | null
  readonly asOf?: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const live = usePolicies(tenant.id)
  const policies = useAsOf(tenant.id, live.data, asOf)
  const capture = useAction('runs.capture')
  const [query, setQuery] = useInventoryQuery(tenant.id)
  const wide = useWide(1600)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  // Typing stays ahead of a table of ten thousand rows.
  const asked = useDeferredValue(query)
  const found = useMemo(() => filterPolicies(policies ?? [], asked), [policies, asked])
  const rows = useMemo(() => found.filter((policy) => matchesNode(asked.node, policy)), [found, asked.node])
  const known = useMemo(
    () => new Map<string, Policy>((policies ?? []).map((policy) => [policy.id, policy])),
    [policies],
  )
  const all = policies?.length ?? 0
  const current = policyId === null ? undefined : known.get(policyId)
  const chosen = useMemo(() => [...selected].flatMap((id) => known.get(id) ?? []), [selected, known])
  const inView = useMemo(() => rows.filter((row) => selected.has(row.id)).length, [rows, selected])
  const base = asOf === null ? '/inventory' : `/inventory/as-of/${encodeURIComponent(asOf)}`
  const start = () => capture.mutate({ tenantId: tenant.id })
  const error = live.error?.error

  return (
    <>
      <div className="page-head">
        <h1>Inventory</h1>
        <SavedViews tenant={tenant} query={query} onQuery={setQuery} />
        <div className="actions">
          <span className="quiet small">
            {tenant.lastSyncAt ? `Last observed ${when(tenant.lastSyncAt)}` : 'Never synced'}
          </span>
          {asOf === null ? (
            <Button icon={<CameraRegular />} disabled={capture.isPending} onClick={start}>
              Capture
            </Button>
          ) : null}
        </div>
      </div>
      {error ? (
        <ErrorState error={error} retry={live.reload} />
      ) : !policies ? (
        <Loading />
      ) : all === 0 && asOf === null ? (
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
        <div className="stack min-h-0">
          {asOf === null ? null : <AsOfBar moment={asOf} objects={all} purgedBefore={tenant.purgedBefore} />}
          {/* Escape closes the detail from wherever the focus is; its button does the same. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div
            className={current ? 'page grow three' : 'page grow side'}
            onKeyDown={(event) => (event.key === 'Escape' && current ? navigate(base) : undefined)}
          >
            <CategoryTree policies={found} current={query.node} onCurrent={(node) => setQuery({ ...query, node })} />
            <section className="pane anchor" aria-label="Policies">
              <PolicyFilter policies={policies} query={query} onQuery={setQuery}>
                <span className="end small" data-shown>
                  {rows.length === all ? counted(all, 'object') : `${count(rows.length)} of ${count(all)}`}
                </span>
              </PolicyFilter>
              {rows.length === 0 ? (
                <EmptyState
                  icon={<FilterRegular fontSize={28} />}
                  title="No object is like this"
                  action={<Button onClick={() => setQuery(everyPolicy)}>Show all {count(all)}</Button>}
                >
                  The filter looks at names, types, platforms and ids.
                </EmptyState>
              ) : (
                <DataGrid
                  label="Policies"
                  rows={rows}
                  columns={asOf === null ? (wide ? wideColumns : columns) : wide ? widePastColumns : pastColumns}
                  id={(policy) => policy.id}
                  current={policyId}
                  onCurrent={(id) => navigate(`${base}/${id}`, { replace: policyId !== null })}
                  onOpen={(id) => navigate(`/versions/${id}`)}
                  selected={selected}
                  onSelected={setSelected}
                  sortedBy={asOf === null ? { key: 'modified', down: true } : { key: 'name', down: false }}
                />
              )}
              {chosen.length > 0 ? (
                <BulkBar
                  tenant={tenant}
                  chosen={chosen}
                  inView={inView}
                  shown={rows.length}
                  onAll={() => setSelected(new Set(rows.map((row) => row.id)))}
                  onClear={() => setSelected(new Set())}
                />
              ) : null}
            </section>
            {current ? (
              <PolicyDetail
                key={current.id}
                tenant={tenant}
                policy={current}
                asOf={asOf}
                onClose={() => navigate(base)}
              />
            ) : null}
          </div>
        </div>
      )}
    </>
  )
}
