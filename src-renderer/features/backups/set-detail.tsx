import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ColumnDoubleCompareRegular,
  DeleteRegular,
  FolderOpenRegular,
  HistoryRegular,
  MoreHorizontalRegular,
  ShieldCheckmarkRegular,
  TagRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { ExportDialog } from '#renderer/shared/export-dialog.tsx'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { stays } from '#renderer/shared/tenant-kinds.ts'
import { useKinds } from '#renderer/shared/use-kinds.ts'
import { DataGrid, type Column } from '#renderer/ui/data-grid.tsx'
import { at, bytes, count } from '#renderer/ui/format.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { tableOf } from '#renderer/ui/table-file.ts'
import { DescribeDialog } from './describe-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { words } from './words.ts'

/** What is known of a backup set, what can be done with it, and its content. */
export function SetDetail({ tenant, set }: { readonly tenant: Tenant; readonly set: BackupSet }): ReactNode {
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState<'describe' | 'remove' | 'export' | null>(null)
  const detail = useRead('backups.get', { tenantId: tenant.id, setId: set.id })
  const kindOf = useKinds(tenant.id)
  const [current, setCurrent] = useState<string | null>(null)
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
      width: 'minmax(0, 0.85fr)',
      sort: (entry) => kindOf(entry),
      render: (entry) => kindOf(entry),
    },
    {
      key: 'number',
      title: words.set.columns.number,
      width: '52px',
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
      <div className="tool-row wrap inset-lower">
        <Button
          size="small"
          icon={<FolderOpenRegular />}
          title={words.set.openHint}
          onClick={() => navigate(`/backups/${set.id}/content`)}
        >
          {words.set.open}
        </Button>
        <Button
          size="small"
          appearance="primary"
          icon={<HistoryRegular />}
          disabled={plan.isPending}
          onClick={() => plan.mutate({ tenantId: tenant.id, from: { setId: set.id } })}
        >
          {words.set.restore}
        </Button>
        <Button size="small" icon={<ColumnDoubleCompareRegular />} onClick={() => navigate(`/compare/set-${set.id}`)}>
          {words.set.compare}
        </Button>
        <ReportButton size="small" subject={{ about: 'set', setId: set.id }} />
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              size="small"
              appearance="subtle"
              icon={<MoreHorizontalRegular />}
              aria-label={words.set.more}
              title={words.set.more}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem
                icon={<ShieldCheckmarkRegular />}
                onClick={() => verify.mutate({ tenantId: tenant.id, setId: set.id })}
              >
                {words.set.verify}
              </MenuItem>
              <MenuItem icon={<ArrowDownloadRegular />} onClick={() => setAsking('export')}>
                {words.set.export}
              </MenuItem>
              {stays(tenant) ? (
                <>
                  <MenuItem icon={<TagRegular />} onClick={() => setAsking('describe')}>
                    {words.describe.open}
                  </MenuItem>
                  <MenuItem icon={<DeleteRegular />} onClick={() => setAsking('remove')}>
                    {words.remove.open}
                  </MenuItem>
                </>
              ) : null}
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      {set.note === '' ? null : (
        <p className="inset-lower flush break" dir="auto">
          {set.note}
        </p>
      )}
      {asking === 'describe' ? <DescribeDialog tenant={tenant} set={set} onClose={() => setAsking(null)} /> : null}
      {asking === 'remove' ? <RemoveDialog tenant={tenant} set={set} onClose={() => setAsking(null)} /> : null}
      {asking === 'export' ? <ExportDialog tenant={tenant} set={set} onClose={() => setAsking(null)} /> : null}
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
      {detail.error ? (
        <ErrorState error={detail.error.error} retry={() => void detail.refetch()} />
      ) : detail.data?.id === set.id ? (
        <DataGrid
          label={words.set.content}
          file={(rows) =>
            tableOf(rows, [
              [words.set.columns.name, (entry) => entry.name],
              [words.set.columns.type, (entry) => kindOf(entry)],
              [words.set.columns.number, (entry) => entry.number],
              [words.set.columns.isNew, (entry) => (entry.isNew ? words.set.isNew : '')],
            ])
          }
          rows={detail.data.content}
          columns={content}
          id={(entry) => entry.versionId}
          current={current}
          onCurrent={setCurrent}
          onOpen={(id) => {
            const entry = detail.data?.content.find((row) => row.versionId === id)
            if (entry) navigate(`/backups/${set.id}/content/${entry.policyId}`)
          }}
        />
      ) : (
        <Loading />
      )}
    </section>
  )
}
