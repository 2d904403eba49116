import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Finding } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'

/** Where a path is ignored from now on, and why. */
export function IgnoreDialog({
  tenant,
  finding,
  onClose,
}: {
  readonly tenant: Tenant
  readonly finding: Finding
  readonly onClose: () => void
}): ReactNode {
  const [where, setWhere] = useState(finding.policyId === null ? 'type' : 'policy')
  const [note, setNote] = useState('')
  const ignore = useAction('drift.ignore', onClose)
  return (
    <FormDialog
      title={`Ignore ${finding.name}`}
      action="Ignore this path"
      disabled={ignore.isPending}
      error={ignore.error}
      onClose={onClose}
      onSubmit={() =>
        ignore.mutate({
          tenantId: tenant.id,
          path: finding.path,
          note,
          type: where === 'everywhere' ? null : finding.type,
          policyId: where === 'policy' ? finding.policyId : null,
        })
      }
    >
      <p className="mono flush break">{finding.path}</p>
      <RadioGroup aria-label="Where" value={where} onChange={(_event, data) => setWhere(data.value)}>
        <Radio value="policy" label="In this policy" disabled={finding.policyId === null} />
        <Radio value="type" label="In every policy of this type" />
        <Radio value="everywhere" label="In every policy" />
      </RadioGroup>
      <Field label="Why">
        <Input
          value={note}
          maxLength={500}
          placeholder="Changed by hand each quarter"
          onChange={(_event, data) => setNote(data.value)}
        />
      </Field>
    </FormDialog>
  )
}
