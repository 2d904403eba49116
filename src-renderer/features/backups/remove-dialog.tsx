import { type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Deletes a backup set, and says before what that frees. */
export function RemoveDialog({
  tenant,
  set,
  onClose,
}: {
  readonly tenant: Tenant
  readonly set: BackupSet
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const frees = useRead('backups.frees', { tenantId: tenant.id, setId: set.id })
  const remove = useAction('backups.remove', () => {
    navigate('/backups')
    onClose()
  })
  return (
    <FormDialog
      title={words.remove.title(set.name)}
      action={words.remove.action}
      disabled={!frees.data || remove.isPending}
      error={remove.error ?? frees.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ tenantId: tenant.id, setId: set.id })}
    >
      <p className="flush">{words.remove.body(set.versions)}</p>
      <p className="flush" aria-live="polite">
        {frees.data ? words.remove.frees(frees.data.versions, frees.data.size) : words.remove.counting}
      </p>
    </FormDialog>
  )
}
