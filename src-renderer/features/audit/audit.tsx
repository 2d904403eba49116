import { ClipboardTaskListLtrRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import type { AuditEntry } from '#contract/model/audit.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, exactly } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading } from '#renderer/ui/states.tsx'

const detail = (entry: AuditEntry, key: string): string =>
  entry.detail[key] === undefined || entry.detail[key] === null ? '' : String(entry.detail[key])
const names: Readonly<Record<string, string>> = {
  'tenant.unlocked': 'Writing unlocked',
  'tenant.locked': 'Writing locked',
  'restore.started': 'Restore started',
  'graph.write': 'Write',
  'tenant.connected': 'Connected',
  'tenant.signedIn': 'Signed in',
  'tenant.signedOut': 'Signed out',
  'tenant.changed': 'Tenant edited',
  'tenant.archived': 'Archived',
  'tenant.restored': 'Taken back',
  'tenant.removed': 'Removed',
  'onboarding.started': 'Role set up',
}

const columns: readonly Column<AuditEntry>[] = [
  {
    key: 'at',
    title: 'When',
    width: '120px',
    sort: (entry) => entry.id,
    render: (entry) => <span title={exactly(entry.at)}>{at(entry.at)}</span>,
  },
  {
    key: 'action',
    title: 'What',
    width: '150px',
    sort: (entry) => entry.action,
    render: (entry) => names[entry.action] ?? entry.action,
  },
  {
    key: 'purpose',
    title: 'Purpose',
    width: 'minmax(0, 1fr)',
    render: (entry) => (
      <span dir="auto">
        {detail(entry, 'purpose') ||
          (detail(entry, 'minutes')
            ? `for ${detail(entry, 'minutes')} minutes`
            : detail(entry, 'account') || detail(entry, 'name'))}
      </span>
    ),
  },
  {
    key: 'request',
    title: 'Request',
    width: 'minmax(0, 1.4fr)',
    render: (entry) => (
      <span className="mono">{[detail(entry, 'method'), detail(entry, 'path')].filter(Boolean).join(' ')}</span>
    ),
  },
  {
    key: 'outcome',
    title: 'Outcome',
    width: '110px',
    render: (entry) => [detail(entry, 'outcome'), detail(entry, 'status')].filter(Boolean).join(' '),
  },
]

/** Who allowed what, and each write to the tenant. */
export function Audit({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const entries = useRead('audit.list', { tenantId: tenant.id })
  const [current, setCurrent] = useState<string | null>(null)
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Audit</h1>
          <span className="sub">Each unlock and each write to the tenant. Entries cannot be changed.</span>
        </div>
      </div>
      <section className="pane" aria-label="Audit">
        {entries.error ? (
          <ErrorState error={entries.error.error} retry={() => void entries.refetch()} />
        ) : !entries.data ? (
          <Loading />
        ) : entries.data.length === 0 ? (
          <EmptyState icon={<ClipboardTaskListLtrRegular fontSize={28} />} title="Nothing was written">
            Unlocks and writes to this tenant appear here.
          </EmptyState>
        ) : (
          <DataGrid
            label="Audit"
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
