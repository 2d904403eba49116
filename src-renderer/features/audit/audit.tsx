import { Input } from '@fluentui/react-components'
import { ClipboardTaskListLtrRegular, SearchRegular } from '@fluentui/react-icons'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState, type ReactNode } from 'react'
import type { AuditEntry } from '#contract/model/audit.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call, type CallError } from '#renderer/api/client.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { exactly, toTheSecond } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { actionOf, detailOf, outcomeOf, purposeOf, requestOf, withWords } from './entry.ts'
import { EntryDetail } from './entry-detail.tsx'
import { useWide } from '#renderer/ui/use-wide.ts'
import { words } from './words.ts'

/** Every entry of a tenant, not only those on the screen. */
async function allEntries(tenantId: string): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = []
  for (;;) {
    const page = await call('audit.list', {
      tenantId: TenantId.parse(tenantId),
      limit: 500,
      ...(entries.length === 0 ? {} : { before: entries.at(-1)!.id }),
    })
    if (page.length === 0) return entries
    entries.push(...page)
  }
}

/** A column of a fact that many entries have. */
const factColumn = (key: 'account' | 'name', width: string): Column<AuditEntry> => ({
  key,
  title: words.columns[key],
  width,
  sort: (entry) => detailOf(entry, key),
  render: (entry) => <span dir="auto">{detailOf(entry, key)}</span>,
})

const columns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    title: words.columns.when,
    width: '165px',
    sort: (entry) => entry.id,
    render: (entry) => <span title={exactly(entry.at)}>{toTheSecond(entry.at)}</span>,
  },
  {
    key: 'action',
    title: words.columns.what,
    width: 'minmax(0, 0.9fr)',
    sort: actionOf,
    render: actionOf,
  },
  factColumn('account', 'minmax(0, 0.8fr)'),
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
    render: outcomeOf,
  },
]

/** What there is room for; the details have everything. */
const only = (...keys: readonly string[]) => columns.filter(({ key }) => keys.includes(key))
const narrow = only('at', 'action', 'name')
const medium = only('at', 'action', 'name', 'purpose', 'outcome')

const fileColumns: readonly FileColumn<AuditEntry>[] = [
  [words.columns.when, (entry) => entry.at],
  [words.columns.what, actionOf],
  [words.columns.account, (entry) => detailOf(entry, 'account')],
  [words.columns.name, (entry) => detailOf(entry, 'name')],
  [words.columns.purpose, purposeOf],
  [words.columns.request, requestOf],
  [words.columns.outcome, outcomeOf],
  [words.columns.detail, (entry) => JSON.stringify(entry.detail)],
]

/** Every entry of a tenant, read again when something was added. */
const useEntries = (tenantId: string): UseQueryResult<readonly AuditEntry[], CallError> =>
  useQuery<readonly AuditEntry[], CallError>({
    // Events say of the method when its answers are old.
    queryKey: ['audit.list', tenantId, 'all'],
    queryFn: () => allEntries(tenantId),
    placeholderData: (previous) => previous,
  })

/** Every change that was made here, and every write to the tenant, with its details. */
export function Audit({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const entries = useEntries(tenant.id)
  const [current, setCurrent] = useState<string | null>(null)
  const [text, setText] = useState('')
  const isWide = useWide(1440)
  const shown = useMemo(() => withWords(entries.data ?? [], text), [entries.data, text])
  const chosen = shown.find((entry) => String(entry.id) === current)
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
          {entries.error ? (
            <ErrorState error={entries.error.error} retry={() => void entries.refetch()} />
          ) : !entries.data ? (
            <Loading />
          ) : entries.data.length === 0 ? (
            <EmptyState icon={<ClipboardTaskListLtrRegular fontSize={28} />} title={words.empty.title}>
              {words.empty.body}
            </EmptyState>
          ) : (
            <>
              <div className="tool-row">
                <Input
                  size="small"
                  contentBefore={<SearchRegular />}
                  placeholder={words.filter(entries.data.length)}
                  aria-label={words.filterLabel}
                  value={text}
                  onChange={(_event, data) => setText(data.value)}
                />
                <span className="quiet small" role="status">
                  {text.trim() === '' ? '' : words.shown(shown.length, entries.data.length)}
                </span>
              </div>
              <DataGrid
                label={words.title}
                file={(rows) => tableOf(rows, fileColumns)}
                rows={shown}
                columns={chosen ? narrow : isWide ? columns : medium}
                id={(entry) => String(entry.id)}
                current={current}
                onCurrent={setCurrent}
              />
            </>
          )}
        </section>
        {chosen ? <EntryDetail entry={chosen} /> : null}
      </div>
    </>
  )
}
