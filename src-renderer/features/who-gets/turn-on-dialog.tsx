import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Turns reading users and devices on, after saying what that is. */
export function TurnOnDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const change = useAction('tenants.change', onClose)
  return (
    <FormDialog
      title={words.off.confirmTitle(tenant.name)}
      action={words.off.confirm}
      disabled={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.mutate({ tenantId: tenant.id, readsRecipients: true })}
    >
      <p className="flush">{words.off.body}</p>
      <p className="flush">{words.off.permissions}</p>
    </FormDialog>
  )
}
