import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Deletes everything that was read of users, devices and groups. */
export function RemoveDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const remove = useAction('recipients.remove', onClose)
  return (
    <FormDialog
      title={words.removeTitle(tenant.name)}
      action={words.remove}
      disabled={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ tenantId: tenant.id })}
    >
      <p className="flush">{words.removeBody}</p>
    </FormDialog>
  )
}
