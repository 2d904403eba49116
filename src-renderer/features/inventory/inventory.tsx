import { Button } from '@fluentui/react-components'
import { BookDatabaseRegular, CameraRegular, FilterRegular } from '@fluentui/react-icons'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { DataGrid } from '#renderer/ui/data-grid.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { when } from '#renderer/ui/format.ts'
import { PolicyFilter } from '#renderer/shared/policy-filter.tsx'
import { filterPolicies, everyPolicy } from '#renderer/shared/policy-query.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { useAsOf } from '#renderer/shared/use-as-of.ts'
import { useSetContent } from '#renderer/shared/use-set-content.ts'
import { usePolicies } from '#renderer/shared/use-policies.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { isConnected } from '#renderer/shared/tenant-kinds.ts'
import { AsOfBar } from './as-of-bar.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { CategoryTree } from './category-tree.tsx'
import { columnsFor, fileColumns } from './inventory-columns.tsx'
import { useInventoryQuery } from './inventory-query.ts'
import { PolicyDetail } from './policy-detail.tsx'
import { matchesNode } from './policy-tree.ts'
import { SavedViews } from './saved-views.tsx'
import { SetBar } from './set-bar.tsx'
import { words } from './words.ts'
import './inventory.css'

/**
 * Everything in the tenant: tree, table, detail.
 *
 * @param asOf the moment that is shown in place of now
 * @param setId the backup set that is shown in place of now
 */
export function Inventory({
  tenant,
  policyId,
  asOf = null,
  setId = null,
}: {
  readonly tenant: Tenant
  readonly policyId: string | null
  readonly asOf?: string | null
  readonly setId?: string | null
}): ReactNode {
  const [, navigate] = useLocation()
  const live = usePolicies(tenant.id)
  const then = useAsOf(tenant.id, live.data, asOf)
  const content = useSetContent(tenant.id, live.data, setId)
  const policies = setId === null ? then : content?.policies
  /** When what is shown was so; null for now. */
  const moment = asOf ?? content?.set.createdAt ?? null
  const isPast = asOf !== null || setId !== null
  const capture = useAction('runs.capture')
  const [query, setQuery] = useInventoryQuery(`${tenant.id} ${setId ?? ''}`)
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
  const all = useMemo(() => filterPolicies(policies ?? [], everyPolicy).length, [policies])
  const current = policyId === null ? undefined : known.get(policyId)
  const chosen = useMemo(() => [...selected].flatMap((id) => known.get(id) ?? []), [selected, known])
  const inView = useMemo(() => rows.filter((row) => selected.has(row.id)).length, [rows, selected])
  const base =
    setId !== null
      ? `/backups/${setId}/content`
      : asOf === null
        ? '/inventory'
        : `/inventory/as-of/${encodeURIComponent(asOf)}`
  const start = () => capture.mutate({ tenantId: tenant.id })
  const error = live.error?.error

  return (
    <>
      <div className="page-head">
        <h1 dir="auto">{content?.set.name ?? words.title}</h1>
        <SavedViews tenant={tenant} query={query} onQuery={setQuery} />
        <div className="actions">
          <span className="quiet small">
            {isPast ? '' : tenant.lastSyncAt ? words.lastSync(when(tenant.lastSyncAt)) : words.neverSynced}
          </span>
          {!isPast && isConnected(tenant) ? (
            <Button icon={<CameraRegular />} disabled={capture.isPending} onClick={start}>
              {words.capture}
            </Button>
          ) : null}
        </div>
      </div>
      {error ? (
        <ErrorState error={error} retry={live.reload} />
      ) : !policies ? (
        <Loading />
      ) : all === 0 && !isPast ? (
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
        <div className="stack min-h-0">
          {content ? <SetBar set={content.set} /> : null}
          {asOf === null ? null : <AsOfBar moment={asOf} objects={all} purgedBefore={tenant.purgedBefore} />}
          {/* Escape closes the detail from wherever the focus is; its button does the same. */}
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
          <div
            className={current ? 'page grow three' : 'page grow side'}
            onKeyDown={(event) =>
              // A menu that is open takes the key itself; it is drawn elsewhere.
              event.key === 'Escape' && current && event.currentTarget.contains(event.target as Node)
                ? navigate(base)
                : undefined
            }
          >
            <CategoryTree policies={found} current={query.node} onCurrent={(node) => setQuery({ ...query, node })} />
            <section className="pane anchor" aria-label={words.list.label}>
              <PolicyFilter policies={policies} query={query} onQuery={setQuery}>
                <span className="end small" data-shown>
                  {rows.length === all ? words.list.all(all) : words.list.some(rows.length, all)}
                </span>
              </PolicyFilter>
              {rows.length === 0 ? (
                <EmptyState
                  icon={<FilterRegular fontSize={28} />}
                  title={words.list.noMatch.title}
                  action={<Button onClick={() => setQuery(everyPolicy)}>{words.list.noMatch.action(all)}</Button>}
                >
                  {words.list.noMatch.body}
                </EmptyState>
              ) : (
                <DataGrid
                  label={words.list.label}
                  name={isPast ? 'inventory of the past' : 'inventory'}
                  file={(rows) => tableOf(rows, fileColumns)}
                  rows={rows}
                  columns={columnsFor(current ? (wide ? 'beside' : 'narrow') : wide ? 'wide' : 'medium', isPast)}
                  id={(policy) => policy.id}
                  current={policyId}
                  onCurrent={(id) => navigate(`${base}/${id}`, { replace: policyId !== null })}
                  onOpen={(id) => navigate(`/versions/${id}`)}
                  selected={selected}
                  onSelected={setSelected}
                  sortedBy={!isPast ? { key: 'modified', down: true } : { key: 'name', down: false }}
                />
              )}
              {chosen.length > 0 ? (
                <BulkBar
                  tenant={tenant}
                  isPast={isPast}
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
                asOf={moment}
                onClose={() => navigate(base)}
              />
            ) : null}
          </div>
        </div>
      )}
    </>
  )
}
