import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { AuditEntry } from '#contract/model/audit.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call } from '#renderer/api/client.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { at, exactly } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

const actions: Readonly<Record<string, string>> = words.actions
const undone: Readonly<Record<string, string>> = words.undone

/** What was done; an entry of an action that is switched on and off says which in its detail. */
function actionOf({ action, detail: { archived, ignored, acknowledged } }: AuditEntry): string {
  const isUndone = archived === false || ignored === false || acknowledged === false
  return (isUndone ? undone[action] : undefined) ?? actions[action] ?? action
}

/** One fact of an entry as text; empty where the entry has none of this name. */
function detail(entry: AuditEntry, key: string): string {
  const value = entry.detail[key]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Why it was done, or what it was done with. */
const purposeOf = (entry: AuditEntry): string =>
  detail(entry, 'purpose') ||
  (detail(entry, 'minutes')
    ? words.forMinutes(detail(entry, 'minutes'))
    : (['account', 'name', 'path', 'folder'].map((key) => detail(entry, key)).find(Boolean) ?? ''))

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

const columns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    title: words.columns.when,
    width: '120px',
    sort: (entry) => entry.id,
    render: (entry) => <span title={exactly(entry.at)}>{at(entry.at)}</span>,
  },
  {
    key: 'action',
    title: words.columns.what,
    width: '190px',
    sort: actionOf,
    render: actionOf,
  },
  {
    key: 'purpose',
    title: words.columns.purpose,
    width: 'minmax(0, 1fr)',
    render: (entry) => <span dir="auto">{purposeOf(entry)}</span>,
  },
  {
    key: 'request',
    title: words.columns.request,
    width: 'minmax(0, 1.4fr)',
    render: (entry) => (
      <span className="mono">{[detail(entry, 'method'), detail(entry, 'path')].filter(Boolean).join(' ')}</span>
    ),
  },
  {
    key: 'outcome',
    title: words.columns.outcome,
    width: '110px',
    render: (entry) => [detail(entry, 'outcome'), detail(entry, 'status')].filter(Boolean).join(' '),
  },
]

const fileColumns: readonly FileColumn<AuditEntry>[] = [
  [words.columns.when, (entry) => entry.at],
  [words.columns.what, actionOf],
  [words.columns.purpose, purposeOf],
  [words.columns.request, (entry) => [detail(entry, 'method'), detail(entry, 'path')].filter(Boolean).join(' ')],
  [words.columns.outcome, (entry) => [detail(entry, 'outcome'), detail(entry, 'status')].filter(Boolean).join(' ')],
  [words.columns.detail, (entry) => JSON.stringify(entry.detail)],
]

/** Every unlock, and every write to the tenant. */
export function Audit({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const entries = useRead('audit.list', { tenantId: tenant.id })
  const [current, setCurrent] = useState<string | null>(null)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle}</span>
        </div>
      </div>
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
          <DataGrid
            label={words.title}
            file={async () => tableOf(await allEntries(tenant.id), fileColumns)}
            rows={entries.data}
            columns={columns}
            id={(entry) => String(entry.id)}
            current={current}
            onCurrent={setCurrent}
          />
        )}
      </section>
    </>
  )
}
