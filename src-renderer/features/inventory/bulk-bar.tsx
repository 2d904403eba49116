import {
  Button,
  Field,
  Input,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import {
  ArchiveRegular,
  ArrowDownloadRegular,
  CameraRegular,
  DismissRegular,
  EditRegular,
  EyeOffRegular,
  HistoryRegular,
  MoreHorizontalRegular,
} from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Policy } from '#contract/model/policies.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { ReportButton } from '#renderer/shared/report-button.tsx'
import { ExportDialog } from '#renderer/shared/export-dialog.tsx'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { isConnected, stays } from '#renderer/shared/tenant-kinds.ts'
import { ChangeDrawer } from '#renderer/shared/change/change-drawer.tsx'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  readonly chosen: readonly Policy[]
  /** The policies are shown as they were: they can be restored, and nothing else is done with them. */
  readonly isPast: boolean
  /** How many selected policies the filter shows, and how many policies it shows in total. */
  readonly inView: number
  readonly shown: number
  readonly onAll: () => void
  readonly onClear: () => void
}

/** What can be done with the selected policies; each action is one run with an item for each policy. */
export function BulkBar({ tenant, isPast, chosen, inView, shown, onAll, onClear }: Props): ReactNode {
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState<'set' | 'export' | 'change' | null>(null)
  const capture = useAction('runs.capture', onClear)
  const plan = useAction('restore.plan', ({ runId }) => navigate(`/restore/planning/${runId}`))
  const ignore = useAction('policies.ignore', onClear)
  const archive = useAction('policies.archive', onClear)
  const policyIds = chosen.map((policy) => policy.id)
  const versionIds = chosen.flatMap((policy) => policy.versionId ?? [])
  const error = capture.error ?? plan.error ?? ignore.error ?? archive.error
  const isIgnored = chosen.every((policy) => policy.ignoredAt !== null)
  const isArchived = chosen.every((policy) => policy.archivedAt !== null)
  return (
    <div className="bulk-bar" role="region" aria-label={words.bulk.label}>
      <div className="two-lines">
        <b aria-live="polite">{words.bulk.selected(chosen.length)}</b>
        <span className="small">
          {words.bulk.inView(inView)}
          {inView < shown ? (
            <>
              ,{' '}
              <Link as="button" className="small" onClick={onAll}>
                {words.bulk.selectAll(shown)}
              </Link>
            </>
          ) : null}
        </span>
        {error ? (
          <span className="small danger" role="alert">
            {error.error.message}
          </span>
        ) : null}
      </div>
      {isConnected(tenant) ? (
        <>
          {isPast ? null : (
            <>
              <Button size="small" appearance="primary" icon={<ArchiveRegular />} onClick={() => setAsking('set')}>
                {words.bulk.addToSet}
              </Button>
              <Button
                size="small"
                icon={<CameraRegular />}
                disabled={capture.isPending}
                onClick={() => capture.mutate({ tenantId: tenant.id, policyIds })}
              >
                {words.bulk.capture}
              </Button>
            </>
          )}
          <Button
            size="small"
            icon={<HistoryRegular />}
            disabled={versionIds.length === 0 || plan.isPending}
            onClick={() => plan.mutate({ tenantId: tenant.id, from: { versionIds } })}
          >
            {words.bulk.restore}
          </Button>
          {isPast ? null : (
            <Button size="small" icon={<EditRegular />} onClick={() => setAsking('change')}>
              {words.bulk.change}
            </Button>
          )}
        </>
      ) : null}
      {isPast ? null : (
        <>
          <Button
            size="small"
            icon={<ArrowDownloadRegular />}
            disabled={versionIds.length === 0}
            onClick={() => setAsking('export')}
          >
            {words.bulk.export}
          </Button>
          {stays(tenant) ? (
            <Button
              size="small"
              icon={<EyeOffRegular />}
              disabled={ignore.isPending}
              title={isIgnored ? words.bulk.stopIgnoringHint : words.bulk.ignoreHint}
              onClick={() => ignore.mutate({ tenantId: tenant.id, policyIds, ignored: !isIgnored })}
            >
              {isIgnored ? words.bulk.stopIgnoring : words.bulk.ignore}
            </Button>
          ) : null}
          <ReportButton size="small" subject={{ about: 'tenant', policyIds: chosen.map(({ id }) => id) }} />
          {stays(tenant) ? (
            <Menu>
              <MenuTrigger>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<MoreHorizontalRegular />}
                  aria-label={words.bulk.more}
                />
              </MenuTrigger>
              <MenuPopover>
                <MenuList>
                  <MenuItem onClick={() => archive.mutate({ tenantId: tenant.id, policyIds, archived: !isArchived })}>
                    {isArchived ? words.bulk.unarchive : words.bulk.archive}
                  </MenuItem>
                </MenuList>
              </MenuPopover>
            </Menu>
          ) : null}
        </>
      )}
      <Button size="small" appearance="subtle" icon={<DismissRegular />} className="end" onClick={onClear}>
        {words.bulk.clear}
      </Button>
      {asking === 'set' ? (
        <SetDialog tenant={tenant} chosen={chosen} onClose={() => setAsking(null)} onDone={onClear} />
      ) : null}
      {asking === 'change' ? (
        <ChangeDrawer tenant={tenant} policyIds={policyIds} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'export' ? (
        <ExportDialog tenant={tenant} policyIds={chosen.map(({ id }) => id)} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  )
}

function SetDialog({
  tenant,
  chosen,
  onClose,
  onDone,
}: {
  readonly tenant: Tenant
  readonly chosen: readonly Policy[]
  readonly onClose: () => void
  readonly onDone: () => void
}): ReactNode {
  const [name, setName] = useState('')
  const create = useAction('backups.create', onDone)
  return (
    <FormDialog
      title={words.bulk.setDialog.title(chosen.length)}
      action={words.bulk.setDialog.action}
      disabled={name.trim() === '' || create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={() => create.mutate({ tenantId: tenant.id, name, policyIds: chosen.map((policy) => policy.id) })}
    >
      <Field label={words.bulk.setDialog.name} required hint={words.bulk.setDialog.nameHint}>
        <Input
          value={name}
          maxLength={200}
          placeholder={words.bulk.setDialog.namePlaceholder}
          onChange={(_event, data) => setName(data.value)}
        />
      </Field>
    </FormDialog>
  )
}
