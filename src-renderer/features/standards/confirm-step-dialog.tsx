import { Field, Input, Textarea } from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { TenantId, type PlanId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call, type CallError } from '#renderer/api/client.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words as all } from './words.ts'

const words = all.rollout
/** Tenants before this one may take a while. */
const unlockMinutes = 60

/** The confirmation of one tenant: what is written there, and the tenant's name for production. */
export function ConfirmStepDialog({
  rollout,
  step,
  planId,
  tenant,
  onClose,
}: {
  readonly rollout: Rollout
  readonly step: RolloutStep
  /** The plan that is confirmed, also if another one is made meanwhile. */
  readonly planId: PlanId
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const typing = tenant.environment === 'production'
  const tenantId = TenantId.parse(tenant.id)
  const confirm = useMutation<void, CallError>({
    mutationFn: async () => {
      await call('tenants.unlock', { tenantId, minutes: unlockMinutes, confirm: typing ? typed : tenant.name })
      await call('rollouts.confirm', {
        tenantId,
        rolloutId: rollout.id,
        planId,
        confirm: tenant.name,
        ...(reason.trim() === '' ? {} : { justification: reason.trim() }),
      })
    },
    onSuccess: onClose,
  })
  const { create = 0, update = 0, blocked = 0, conflict = 0 } = step.summary ?? {}
  return (
    <FormDialog
      title={words.confirmTitle(tenant.name)}
      action={words.confirmAction}
      disabled={(typing && typed !== tenant.name) || confirm.isPending}
      error={confirm.error}
      onClose={onClose}
      onSubmit={() => confirm.mutate()}
    >
      <p className="flush">{words.confirmBody(create, update, blocked + conflict)}</p>
      {step.warnings > 0 ? <p className="flush">{words.warnings(step.warnings)}</p> : null}
      {step.rehearsalProblems ? <p className="danger flush">{words.rehearsalWarning(step.rehearsalProblems)}</p> : null}
      <p className="small quiet flush">{words.unlock(unlockMinutes)}</p>
      {typing ? (
        <Field label={words.typeName(tenant.name)}>
          <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
        </Field>
      ) : null}
      <Field label={words.justification} hint={words.justificationHint}>
        <Textarea value={reason} maxLength={1_000} rows={2} onChange={(_event, data) => setReason(data.value)} />
      </Field>
    </FormDialog>
  )
}
