import { Button } from '@fluentui/react-components'
import {
  AddRegular,
  ArchiveRegular,
  CheckmarkCircleRegular,
  HistoryRegular,
  ShieldCheckmarkRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, bytes, count, counted, exactly } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { NewSetDialog } from './new-set-dialog.tsx'

const columns: readonly Column<BackupSet>[] = [
  {
    key: 'name',
    title: 'Set',
    width: 'minmax(0, 1fr)',
    sort: (set) => set.name,
    render: (set) => (
      <span className="ellipsis block dense">
        <b dir="auto">{set.name}</b>
        <br />
        <span className="small quiet" title={exactly(set.createdAt)}>
          {at(set.createdAt)}
        </span>
      </span>
    ),
  },
  {
    key: 'versions',
    title: 'Versions',
    width: '80px',
    number: true,
    sort: (set) => set.versions,
    render: (set) => count(set.versions),
  },
  {
    key: 'size',
    title: 'Size',
    width: '100px',
    number: true,
    sort: (set) => set.newSize,
    render: (set) => `${bytes(set.newSize)} new`,
  },
  {
    key: 'verified',
    title: <span className="hidden-word">Verified</span>,
    width: '20px',
    render: (set) =>
      set.complete ? (
        set.verifiedAt ? (
          <span title={`Verified ${at(set.verifiedAt)}`}>
            <CheckmarkCircleRegular className="success" aria-label="Verified" />
          </span>
        ) : null
      ) : (
        <WarningRegular className="warning" aria-label="Not complete" />
      ),
  },
]

/** Named sets of versions: what is in them, and what can be done with them. */
export function Backups({ tenant, setId }: { readonly tenant: Tenant; readonly setId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const [making, setMaking] = useState(false)
  const current = sets.data?.find((set) => set.id === setId) ?? sets.data?.[0]
  const total = sets.data?.reduce((sum, set) => sum + set.size, 0) ?? 0
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Backups</h1>
          <span className="sub">
            {counted(sets.data?.length ?? 0, 'set')} on this computer, {bytes(total)} in all. Identical content is
            stored once.
          </span>
        </div>
        <div className="actions">
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setMaking(true)}>
            New backup set
          </Button>
        </div>
      </div>
      <NewSetDialog tenant={tenant} open={making} onClose={() => setMaking(false)} />
      {sets.error ? (
        <ErrorState error={sets.error.error} retry={() => void sets.refetch()} />
      ) : !sets.data ? (
        <Loading />
      ) : !current ? (
        <div className="pane">
          <EmptyState
            icon={<ArchiveRegular fontSize={28} />}
            title="No backup set yet"
            action={
              <Button appearance="primary" onClick={() => setMaking(true)}>
                Back the tenant up
              </Button>
            }
          >
            A backup set is a named list of versions that never changes. Unchanged policies take no new space.
          </EmptyState>
        </div>
      ) : (
        <div className="page two">
          <section className="pane" aria-label="Backup sets">
            <DataGrid
              label="Backup sets"
              rows={sets.data}
              columns={columns}
              id={(set) => set.id}
              current={current.id}
              onCurrent={(id) => navigate(`/backups/${id}`)}
              tall
            />
          </section>
          <SetDetail tenant={tenant} set={current} />
        </div>
      )}
    </>
  )
}

function SetDetail({ tenant, set }: { readonly tenant: Tenant; readonly set: BackupSet }): ReactNode {
  const [, navigate] = useLocation()
  const detail = useRead('backups.get', { tenantId: tenant.id, setId: set.id })
  const types = useRead('policies.types', { tenantId: tenant.id })
  const titleOf = (key: string) => types.data?.find((type) => type.key === key)?.title ?? key
  const verify = useAction('backups.verify')
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  type Entry = NonNullable<typeof detail.data>['content'][number]
  const content: readonly Column<Entry>[] = [
    {
      key: 'name',
      title: 'Policy',
      width: 'minmax(0, 1fr)',
      sort: (entry) => entry.name,
      render: (entry) => <span dir="auto">{entry.name}</span>,
    },
    {
      key: 'type',
      title: 'Type',
      width: 'minmax(0, 0.6fr)',
      sort: (entry) => titleOf(entry.type),
      render: (entry) => titleOf(entry.type),
    },
    {
      key: 'number',
      title: 'Version',
      width: '72px',
      number: true,
      sort: (entry) => entry.number,
      render: (entry) => entry.number,
    },
    {
      key: 'new',
      title: <span className="hidden-word">New</span>,
      width: '48px',
      render: (entry) => (entry.isNew ? <Pill tone="brand">new</Pill> : null),
    },
  ]
  return (
    <section className="pane" aria-label={set.name}>
      <div className="pane-head">
        <h2 dir="auto">{set.name}</h2>
        {set.verifiedAt ? <Pill tone="success">Verified {at(set.verifiedAt)}</Pill> : null}
        {set.complete ? null : <Pill tone="warning">Not complete</Pill>}
        <Pill>Cannot be changed</Pill>
      </div>
      <div className="tool-row inset-lower">
        <Button
          size="small"
          appearance="primary"
          icon={<HistoryRegular />}
          disabled={plan.isPending}
          onClick={() => plan.mutate({ tenantId: tenant.id, from: { setId: set.id } })}
        >
          Restore…
        </Button>
        <Button
          size="small"
          icon={<ShieldCheckmarkRegular />}
          onClick={() => verify.mutate({ tenantId: tenant.id, setId: set.id })}
        >
          Verify
        </Button>
      </div>
      <div className="tiles inset-lower">
        <span>
          Versions
          <b className="strong block">{count(set.versions)}</b>
          <span className="small quiet">
            {set.newVersions} new, {set.versions - set.newVersions} reused
          </span>
        </span>
        <span>
          Size of this set
          <b className="strong block">{bytes(set.size)}</b>
          <span className="small quiet">{bytes(set.newSize)} written</span>
        </span>
      </div>
      {detail.data?.id === set.id ? (
        <DataGrid
          label="Content"
          rows={detail.data.content}
          columns={content}
          id={(entry) => entry.versionId}
          current={null}
          onCurrent={() => {}}
          onOpen={(id) => {
            const entry = detail.data?.content.find((row) => row.versionId === id)
            if (entry) navigate(`/versions/${entry.policyId}`)
          }}
        />
      ) : (
        <Loading />
      )}
    </section>
  )
}
