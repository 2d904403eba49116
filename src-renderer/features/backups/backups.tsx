import { Button } from '@fluentui/react-components'
import {
  AddRegular,
  ArchiveRegular,
  ArrowImportRegular,
  CheckmarkCircleRegular,
  ArrowDownloadRegular,
  SaveRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useRead } from '#renderer/api/queries.ts'
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
import { FilterInput } from '#renderer/ui/filter-input.tsx'
import { hasWords } from '#renderer/ui/has-words.ts'
import { useWide } from '#renderer/ui/use-wide.ts'
import { SetDetail } from './set-detail.tsx'
import { words } from './words.ts'

const columns: readonly Column<BackupSet>[] = [
  {
    key: 'name',
    title: words.list.columns.name,
    width: 'minmax(150px, 1fr)',
    sort: (set) => set.name,
    render: (set) => (
      <span className="ellipsis block dense">
        <b dir="auto">{set.name}</b>
        <br />
        <span className="small quiet" title={exactly(set.createdAt)}>
          {at(set.createdAt)}
        </span>{' '}
        {set.tags.map((tag) => (
          <Pill key={tag}>{tag}</Pill>
        ))}
      </span>
    ),
  },
  {
    key: 'versions',
    title: words.list.columns.versions,
    width: '70px',
    number: true,
    sort: (set) => set.versions,
    render: (set) => count(set.versions),
  },
  {
    key: 'size',
    title: words.list.columns.size,
    width: '84px',
    number: true,
    sort: (set) => set.size,
    render: (set) => (
      <span className="dense">
        {bytes(set.size)}
        <br />
        <span className="small quiet">{words.list.newBytes(set.newSize)}</span>
      </span>
    ),
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

/** Beside the content of a set, names count most. */
const narrow = columns.filter(({ key }) => key !== 'size')

const fileColumns: readonly FileColumn<BackupSet>[] = [
  [words.list.columns.name, (set) => set.name],
  [words.list.fileColumns.created, (set) => set.createdAt],
  [words.list.columns.versions, (set) => set.versions],
  [words.list.fileColumns.newBytes, (set) => set.newSize],
  [words.list.fileColumns.complete, (set) => (set.complete ? words.list.yes : words.list.no)],
  [words.list.columns.verified, (set) => set.verifiedAt],
  [words.list.fileColumns.tags, (set) => set.tags.join(', ')],
  [words.list.fileColumns.note, (set) => set.note],
]

/** The backup sets of a tenant, and the content of the current one. */
export function Backups({ tenant, setId }: { readonly tenant: Tenant; readonly setId: string | null }): ReactNode {
  const [, navigate] = useLocation()
  const sets = useRead('backups.list', { tenantId: tenant.id })
  const making = useAsked(({ dialog }) => dialog === 'newSet')
  const { ask, close } = useAsked.getState()
  const [saving, setSaving] = useState(false)
  const [text, setText] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  // The older one is on the left.
  const two = (sets.data ?? [])
    .filter(({ id }) => selected.has(id))
    .toSorted((left, right) => left.createdAt.localeCompare(right.createdAt))
  const [exporting, setExporting] = useState(false)
  const roomy = useWide(1280)
  const current = sets.data?.find((set) => set.id === setId) ?? sets.data?.[0]
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{words.title}</h1>
          <span className="sub">{words.subtitle(sets.data?.length ?? 0)}</span>
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
            <div className="tool-row wrap">
              <FilterInput className="w-200" label={words.list.filter} value={text} onChange={setText} />
              <Button
                size="small"
                className="end"
                disabled={two.length !== 2}
                title={words.list.compareHint}
                onClick={() => navigate(`/compare/set-${two[0]!.id}..set-${two[1]!.id}`)}
              >
                {words.list.compareTwo}
              </Button>
            </div>
            <DataGrid
              label={words.list.label}
              name="sets"
              file={(rows) => tableOf(rows, fileColumns)}
              rows={sets.data.filter((set) => hasWords(text, `${set.name} ${set.note} ${set.tags.join(' ')}`))}
              columns={roomy ? columns : narrow}
              id={(set) => set.id}
              current={current.id}
              onCurrent={(id) => navigate(`/backups/${id}`)}
              onOpen={(id) => navigate(`/backups/${id}/content`)}
              selected={selected}
              onSelected={setSelected}
              tall
            />
          </section>
          <SetDetail tenant={tenant} set={current} />
        </div>
      )}
    </>
  )
}
