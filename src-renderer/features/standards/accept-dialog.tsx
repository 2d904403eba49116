import { Field, Input, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { StandardPolicy } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words as all } from './words.ts'

const words = all.accept

/** Why a tenant differs on purpose, and until when. */
export function AcceptDialog({
  tenant,
  policy,
  onClose,
}: {
  readonly tenant: Tenant
  readonly policy: StandardPolicy
  readonly onClose: () => void
}): ReactNode {
  const [reason, setReason] = useState(policy.accepted?.reason ?? '')
  const [owner, setOwner] = useState(policy.accepted?.owner ?? '')
  const [until, setUntil] = useState(policy.accepted?.until ?? '')
  const accept = useAction('standards.accept', onClose)
  const { type, name, print } = policy
  return (
    <FormDialog
      title={words.title(name, tenant.name)}
      action={words.save}
      disabled={reason.trim() === '' || owner.trim() === '' || accept.isPending}
      error={accept.error}
      onClose={onClose}
      onSubmit={() =>
        accept.mutate({
          tenantId: TenantId.parse(tenant.id),
          type,
          name,
          print,
          reason,
          owner,
          until: until === '' ? null : until,
        })
      }
    >
      <p className="small quiet flush">{words.intro}</p>
      <Field label={words.reason} required>
        <Textarea value={reason} maxLength={2_000} onChange={(_event, data) => setReason(data.value)} />
      </Field>
      <Field label={words.owner} required>
        <Input value={owner} maxLength={200} onChange={(_event, data) => setOwner(data.value)} />
      </Field>
      <Field label={words.until} hint={words.untilHint}>
        <Input type="date" value={until} onChange={(_event, data) => setUntil(data.value)} />
      </Field>
    </FormDialog>
  )
}
