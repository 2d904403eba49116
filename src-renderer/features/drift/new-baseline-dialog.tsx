import { Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PickSide } from '#renderer/shared/pick-side.tsx'
import { words } from './words.ts'

/** Names the state that the tenant is compared with from now on. */
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
      title={words.baselineDialog.title}
      action={words.baselineDialog.action}
      disabled={name.trim() === '' || add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={() => add.mutate({ tenantId: tenant.id, name, source: side })}
    >
      <p className="flush">{words.baselineDialog.body(tenant.name)}</p>
      <Field label={words.baselineDialog.name} required>
        <Input
          value={name}
          maxLength={200}
          placeholder={words.baselineDialog.namePlaceholder}
          onChange={(_event, data) => setName(data.value)}
        />
      </Field>
      <PickSide side={side} onSide={setSide} />
    </FormDialog>
  )
}
