import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Baseline } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Removes a baseline, and says before what goes with it. */
export function RemoveBaselineDialog({
  tenant,
  baseline,
  onClose,
}: {
  readonly tenant: Tenant
  readonly baseline: Baseline
  readonly onClose: () => void
}): ReactNode {
  const [, navigate] = useLocation()
  const remove = useAction('drift.removeBaseline', () => {
    onClose()
    navigate('/drift')
  })
  return (
    <FormDialog
      title={words.removeBaseline.title(baseline.name)}
      action={words.removeBaseline.action}
      disabled={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => remove.mutate({ tenantId: tenant.id, baselineId: baseline.id })}
    >
      <p className="flush">{words.removeBaseline.body(baseline.open, baseline.acknowledged)}</p>
    </FormDialog>
  )
}
