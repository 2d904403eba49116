import { Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PickSide } from '#renderer/shared/pick-side.tsx'

/** Names a state that the tenant is held against from now on. */
export function NewBaselineDialog({
  tenant,
  onClose,
  onMade,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
  readonly onMade: (id: BaselineId) => void
}): ReactNode {
  const [name, setName] = useState('')
  const [side, setSide] = useState<Side>({ tenantId: TenantId.parse(tenant.id), from: { now: true } })
  const add = useAction('drift.addBaseline', ({ baselineId }) => onMade(baselineId))
  return (
    <FormDialog
      wide
      title="New baseline"
      action="Add the baseline"
      disabled={name.trim() === '' || add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={() => add.mutate({ tenantId: tenant.id, name, source: side })}
    >
      <p className="flush">
        What {tenant.name} should look like: a state of its own, or that of another tenant. IDs that differ by nature
        are no drift.
      </p>
      <Field label="Name" required>
        <Input
          value={name}
          maxLength={200}
          placeholder="Golden 2026.11"
          onChange={(_event, data) => setName(data.value)}
        />
      </Field>
      <PickSide side={side} onSide={setSide} />
    </FormDialog>
  )
}
