import { Button } from '@fluentui/react-components'
import {
  AddRegular,
  ArchiveRegular,
  ArrowImportRegular,
  CheckmarkCircleRegular,
  HistoryRegular,
  ArrowDownloadRegular,
  SaveRegular,
  ShieldCheckmarkRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { tableOf, type FileColumn } from '#renderer/ui/table-file.ts'
import { at, bytes, count, exactly } from '#renderer/ui/format.ts'
import { EmptyState, ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { SaveFileDialog } from './save-file-dialog.tsx'
import { useAsked } from '#renderer/shared/asked.ts'
import { NewSetDialog } from './new-set-dialog.tsx'
import { ExportDialog } from '#renderer/shared/export-dialog.tsx'
import { words as shared } from '#renderer/shared/words.ts'
import { useTypeTitles } from '#renderer/shared/use-type-titles.ts'
import { words } from './words.ts'

const columns: readonly Column<BackupSet>[] = [
  {
    key: 'name',
    title: words.list.columns.name,
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
    title: words.list.columns.versions,
    width: '80px',
    number: true,
    sort: (set) => set.versions,
    render: (set) => count(set.versions),
  },
  {
    key: 'size',
    title: words.list.columns.size,
    width: '100px',
    number: true,
    sort: (set) => set.newSize,
    render: (set) => words.list.newBytes(set.newSize),
  },
  {
    key: 'verified',
    title: <span className="hidden-word">{words.list.columns.verified}</span>,
    width: '20px',
    render: (set) =>
      set.complete ? (
        set.verifiedAt ? (
          <span title={words.list.verifiedAt(at(set.verifiedAt))}>
            <CheckmarkCircleRegular className="success" aria-label={words.list.verified} />
          </span>
        ) : null
      ) : (
        <WarningRegular className="warning" aria-label={words.list.incomplete} />
      ),
  },
]

const fileColumns: readonly FileColumn<BackupSet>[] = [
  [words.list.columns.name, (set) => set.name],
  [words.list.fileColumns.created, (set) => set.createdAt],
  [words.list.columns.versions, (set) => set.versions],
  [words.list.fileColumns.newBytes, (set) => set.newSize],
  [words.list.fileColumns.complete, (set) => (set.complete ? words.list.yes : words.list.no)],
  [words.list.columns.verified, (set) => set.verifiedAt],
]

/** The backup sets of a tenant, and the content of the current one. */
export function Backups({ tenant, setId }: { readonly tenant: Tenant; readonly setId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const making = useAsked(({ dialog }) => dialog === 'newSet')
  const { ask, close } = useAsked.getState()
  const [saving, setSaving] = useState(false)
  const [exporting, setExporting] = useState(false)
  const current = sets.data?.find((set) => set.id === setId) ?? sets.data?.[0]
  const total = sets.data?.reduce((sum, set) => sum + set.size, 0) ?? 0
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle(sets.data?.length ?? 0, total)}</span>
        </div>
        <div className="actions">
          <ReportButton subject={{ about: 'tenant', policyIds: [] }} disabled={!sets.data?.length} />
          <Button icon={<ArrowDownloadRegular />} onClick={() => setExporting(true)}>
            {shared.export.open}
          </Button>
          <Button icon={<SaveRegular />} onClick={() => setSaving(true)}>
            {words.saveFile.open}
          </Button>
          {tenant.openedFile !== null ? null : tenant.signIn === 'imported' ? (
            <Button appearance="primary" icon={<ArrowImportRegular />} onClick={() => navigate('/import')}>
              {words.import}
            </Button>
          ) : (
            <Button appearance="primary" icon={<AddRegular />} onClick={() => ask('newSet')}>
              {words.newSet}
            </Button>
          )}
        </div>
      </div>
      {saving ? <SaveFileDialog tenant={tenant} onClose={() => setSaving(false)} /> : null}
      {exporting ? <ExportDialog tenant={tenant} onClose={() => setExporting(false)} /> : null}
      <NewSetDialog tenant={tenant} open={making} onClose={close} />
      {sets.error ? (
        <ErrorState error={sets.error.error} retry={() => void sets.refetch()} />
      ) : !sets.data ? (
        <Loading />
      ) : !current ? (
        <div className="pane">
          <EmptyState
            icon={<ArchiveRegular fontSize={28} />}
            title={words.empty.title}
            action={
              tenant.openedFile !== null ? null : tenant.signIn === 'imported' ? (
                <Button appearance="primary" onClick={() => navigate('/import')}>
                  {words.import}
                </Button>
              ) : (
                <Button appearance="primary" onClick={() => ask('newSet')}>
                  {words.empty.action}
                </Button>
              )
            }
          >
            {tenant.signIn === 'imported' ? words.empty.imported : words.empty.body}
          </EmptyState>
        </div>
      ) : (
        <div className="page two">
          <section className="pane" aria-label={words.list.label}>
            <DataGrid
              label={words.list.label}
              name="sets"
              file={(rows) => tableOf(rows, fileColumns)}
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
  const titleOf = useTypeTitles(tenant.id)
  const verify = useAction('backups.verify')
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  type Entry = NonNullable<typeof detail.data>['content'][number]
  const content: readonly Column<Entry>[] = [
    {
      key: 'name',
      title: words.set.columns.name,
      width: 'minmax(0, 1fr)',
      sort: (entry) => entry.name,
      render: (entry) => <span dir="auto">{entry.name}</span>,
    },
    {
      key: 'type',
      title: words.set.columns.type,
      width: 'minmax(0, 0.6fr)',
      sort: (entry) => titleOf(entry.type),
      render: (entry) => titleOf(entry.type),
    },
    {
      key: 'number',
      title: words.set.columns.number,
      width: '72px',
      number: true,
      sort: (entry) => entry.number,
      render: (entry) => entry.number,
    },
    {
      key: 'new',
      title: <span className="hidden-word">{words.set.columns.isNew}</span>,
      width: '48px',
      render: (entry) => (entry.isNew ? <Pill tone="brand">{words.set.isNew}</Pill> : null),
    },
  ]
  return (
    <section className="pane" aria-label={set.name}>
      <div className="pane-head">
        <h2 dir="auto">{set.name}</h2>
        {set.verifiedAt ? <Pill tone="success">{words.set.verifiedAt(at(set.verifiedAt))}</Pill> : null}
        {set.complete ? null : <Pill tone="warning">{words.set.incomplete}</Pill>}
        <Pill>{words.set.unchangeable}</Pill>
      </div>
      <div className="tool-row inset-lower">
        <ReportButton size="small" subject={{ about: 'set', setId: set.id }} />
        <Button
          size="small"
          appearance="primary"
          icon={<HistoryRegular />}
          disabled={plan.isPending}
          onClick={() => plan.mutate({ tenantId: tenant.id, from: { setId: set.id } })}
        >
          {words.set.restore}
        </Button>
        <Button
          size="small"
          icon={<ShieldCheckmarkRegular />}
          onClick={() => verify.mutate({ tenantId: tenant.id, setId: set.id })}
        >
          {words.set.verify}
        </Button>
      </div>
      <div className="tiles inset-lower">
        <span>
          {words.set.versions}
          <b className="strong block">{count(set.versions)}</b>
          <span className="small quiet">{words.set.newAndReused(set.newVersions, set.versions - set.newVersions)}</span>
        </span>
        <span>
          {words.set.size}
          <b className="strong block">{bytes(set.size)}</b>
          <span className="small quiet">{words.set.written(set.newSize)}</span>
        </span>
      </div>
      {detail.data?.id === set.id ? (
        <DataGrid
          label={words.set.content}
          file={(rows) =>
            tableOf(rows, [
              [words.set.columns.name, (entry) => entry.name],
              [words.set.columns.type, (entry) => titleOf(entry.type)],
              [words.set.columns.number, (entry) => entry.number],
              [words.set.columns.isNew, (entry) => (entry.isNew ? words.set.isNew : '')],
            ])
          }
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
