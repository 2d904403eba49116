import { Switch } from '@fluentui/react-components'
import { ClipboardTaskListLtrRegular, SearchRegular } from '@fluentui/react-icons'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import type { AuditEntry } from '#contract/model/audit.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { call, type CallError } from '#renderer/api/client.ts'
import { Choice } from '#renderer/ui/choice.tsx'
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { dayOf, exactly, toTheSecond } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { actionOf, detailOf, outcomeOf, purposeOf, requestOf, whoOf, withWords } from './entry.ts'
import { EntryDetail } from './entry-detail.tsx'
import { useWide } from '#renderer/ui/use-wide.ts'
import { words } from './words.ts'

/** Every entry of a tenant, or of all of them, not only those on the screen. */
async function allEntries(tenantId: string | null): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (;;) {
    const page = { limit: 500, ...(entries.length === 0 ? {} : { before: entries.at(-1)!.id }) }
    const next =
      tenantId === null
        ? await call('audit.all', page)
        : await call('audit.list', { tenantId: TenantId.parse(tenantId), ...page })
    if (next.length === 0) return entries
    entries.push(...next)
  }
}

/** A column of a fact that many entries have. */
const factColumn = (key: 'name', width: string): Column<AuditEntry> => ({
  key,
  title: words.columns[key],
  width,
  sort: (entry) => detailOf(entry, key),
  group: (entry) => detailOf(entry, key),
  render: (entry) => <span dir="auto">{detailOf(entry, key)}</span>,
})

const columns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    title: words.columns.when,
    width: '165px',
    sort: (entry) => entry.id,
    group: ({ at }) => dayOf(at),
    render: (entry) => <span title={exactly(entry.at)}>{toTheSecond(entry.at)}</span>,
  },
  {
    key: 'action',
    title: words.columns.what,
    width: 'minmax(0, 0.9fr)',
    sort: actionOf,
    group: actionOf,
    render: actionOf,
  },
  {
    key: 'who',
    title: words.columns.who,
    width: 'minmax(0, 0.8fr)',
    sort: whoOf,
    group: whoOf,
    render: (entry) => <span dir="auto">{whoOf(entry)}</span>,
  },
  factColumn('name', 'minmax(0, 1fr)'),
  {
    key: 'purpose',
    title: words.columns.purpose,
    width: 'minmax(0, 1fr)',
    sort: purposeOf,
    render: (entry) => <span dir="auto">{purposeOf(entry)}</span>,
  },
  {
    key: 'request',
    title: words.columns.request,
    width: 'minmax(0, 1.4fr)',
    sort: requestOf,
    render: (entry) => <span className="mono">{requestOf(entry)}</span>,
  },
  {
    key: 'outcome',
    title: words.columns.outcome,
    width: '110px',
    sort: outcomeOf,
    group: outcomeOf,
    render: outcomeOf,
  },
]

/** What there is room for; the details have everything. */
const only = (...keys: readonly string[]) => columns.filter(({ key }) => keys.includes(key))
const narrow = only('at', 'action', 'name')
const medium = only('at', 'action', 'who', 'name', 'outcome')

const fileColumns: readonly FileColumn<AuditEntry>[] = [
  [words.columns.when, (entry) => entry.at],
  [words.columns.what, actionOf],
  [words.columns.who, whoOf],
  [words.columns.name, (entry) => detailOf(entry, 'name')],
  [words.columns.purpose, purposeOf],
  [words.columns.request, requestOf],
  [words.columns.outcome, outcomeOf],
  [words.columns.detail, (entry) => JSON.stringify(entry.detail)],
]

/** Every entry, read again when something was added. */
const useEntries = (tenantId: string | null): UseQueryResult<readonly AuditEntry[], CallError> =>
  useQuery<readonly AuditEntry[], CallError>({
    // Events say of the method when its answers are old.
    queryKey: [tenantId === null ? 'audit.all' : 'audit.list', tenantId, 'all'],
    queryFn: () => allEntries(tenantId),
    placeholderData: (previous) => previous,
  })

/** Every change that was made here, and every write to a tenant, with its details: of this tenant, or of all. */
export function Audit({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [everywhere, setEverywhere] = useState(false)
  const entries = useEntries(everywhere ? null : tenant.id)
  const tenants = useRead('tenants.list', {})
  const [current, setCurrent] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [action, setAction] = useState('')
  const isWide = useWide(1440)
  const actions = useMemo(() => [...new Set((entries.data ?? []).map(actionOf))].toSorted(), [entries.data])
  const shown = useMemo(
    () => withWords(entries.data ?? [], text).filter((entry) => action === '' || actionOf(entry) === action),
    [entries.data, text, action],
  )
  const nameOf = (entry: AuditEntry): string =>
    entry.tenantId === null
      ? words.noTenant
      : (tenants.data?.find(({ id }) => id === entry.tenantId)?.name ?? words.removedTenant)
  const tenantColumn: Column<AuditEntry> = {
    key: 'tenant',
    title: words.columns.tenant,
    width: 'minmax(0, 0.8fr)',
    sort: nameOf,
    render: (entry) => <span dir="auto">{nameOf(entry)}</span>,
  }
  const chosen = shown.find((entry) => String(entry.id) === current)
  const ofTenant = chosen ? narrow : isWide ? columns : medium
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle}</span>
        </div>
      </div>
      <div className={chosen ? 'page findings' : 'page one'}>
        <section className="pane" aria-label={words.title}>
          <div className="tool-row wrap">
            <FilterInput
              label={words.filterLabel}
              placeholder={words.filter(entries.data?.length ?? 0)}
              value={text}
              onChange={setText}
            />
            <Choice
              label={words.columns.what}
              every={words.everyAction}
              value={action}
              options={actions.map((name) => [name, name])}
              onChoose={setAction}
            />
            <Switch
              label={words.allTenants}
              checked={everywhere}
              onChange={(_event, data) => setEverywhere(data.checked)}
            />
            <span className="quiet small end" role="status">
              {shown.length === (entries.data?.length ?? 0) ? '' : words.shown(shown.length, entries.data?.length ?? 0)}
            </span>
          </div>
          {entries.error ? (
            <ErrorState error={entries.error.error} retry={() => void entries.refetch()} />
          ) : !entries.data ? (
            <Loading />
          ) : entries.data.length === 0 ? (
            <EmptyState icon={<ClipboardTaskListLtrRegular fontSize={28} />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          ) : shown.length === 0 ? (
            <EmptyState icon={<SearchRegular fontSize={28} />} title={words.noMatch.title}>
              {words.noMatch.body}
            </EmptyState>
          ) : (
            <DataGrid
              label={words.title}
              name="audit"
              file={(rows) => tableOf(rows, [...fileColumns, [words.columns.tenant, nameOf]])}
              rows={shown}
              columns={everywhere ? [...ofTenant, tenantColumn] : ofTenant}
              id={(entry) => String(entry.id)}
              current={current}
              onCurrent={setCurrent}
            />
          )}
        </section>
        {chosen ? <EntryDetail key={chosen.id} entry={chosen} tenantId={tenant.id} /> : null}
      </div>
    </>
  )
}
