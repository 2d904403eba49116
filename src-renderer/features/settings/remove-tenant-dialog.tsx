import { PathInput } from '#renderer/shared/path-input.tsx'
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { resultOf } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { CancelButton } from '#renderer/ui/cancel-button.tsx'

import { isRunning } from '#renderer/shared/run-words.ts'
import { words } from './words.ts'

/** Removes a tenant from this computer: an export is offered first, its name is typed, nothing in the tenant changes. */
export function RemoveTenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant | null
  readonly onClose: () => void
}): ReactNode {
  const id = tenant?.id ?? ''
  const [folder, setFolder] = useState('')
  const [typed, setTyped] = useState('')
  const [runId, setRunId] = useState<string | null>(null)
  const policies = useRead('policies.list', tenant ? { tenantId: id, limit: 1 } : null)
  const sets = useRead('backups.list', tenant ? { tenantId: id } : null)
  const run = useRead('runs.get', tenant && runId !== null ? { tenantId: id, runId } : null)
  const save = useAction('tenants.export', (accepted) => setRunId(accepted.runId))
  const remove = useAction('tenants.remove', onClose)
  const error = remove.error?.error ?? save.error?.error ?? run.data?.error
  const saving = runId !== null && run.data !== undefined && isRunning(run.data)
  return (
    <Dialog open={tenant !== null} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.remove.title(tenant?.name ?? '')}</DialogTitle>
          <DialogContent>
            <div className="stack">
              <p>{words.remove.body(policies.data?.total ?? 0, sets.data?.length ?? 0)}</p>
              <Field label={words.remove.exportFirst} hint={words.remove.folderHint}>
                <PathInput
                  what="folder"
                  value={folder}
                  onChange={setFolder}
                  contentAfter={
                    <Button
                      appearance="primary"
                      size="small"
                      disabled={folder.trim() === '' || saving}
                      onClick={() => save.mutate({ tenantId: id, folder: folder.trim() })}
                    >
                      {words.remove.export}
                    </Button>
                  }
                />
              </Field>
              {run.data?.status === 'succeeded' ? (
                <p className="success" role="status">
                  {words.remove.written(resultOf(run.data, 'export').files ?? 0)}
                </p>
              ) : null}
              <Field label={words.remove.typeName(tenant?.name ?? '')}>
                <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
              </Field>
              {error ? (
                <div role="alert">
                  <p className="danger strong">{error.message}</p>
                  <p className="quiet">{error.hint}</p>
                </div>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={typed !== tenant?.name || saving || remove.isPending}
              onClick={() => remove.mutate({ tenantId: id, confirm: typed })}
            >
              {words.remove.confirm}
            </Button>
            <CancelButton takesFocus={false} onClick={onClose} />
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
