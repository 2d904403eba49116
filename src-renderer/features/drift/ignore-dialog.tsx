import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Finding } from '#contract/model/drift.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** Selects where a path is ignored, and asks for the reason. */
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
      title={words.ignoreDialog.title(finding.name)}
      action={words.ignoreDialog.action}
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
      <RadioGroup aria-label={words.ignoreDialog.where} value={where} onChange={(_event, data) => setWhere(data.value)}>
        <Radio value="policy" label={words.ignoreDialog.inPolicy} disabled={finding.policyId === null} />
        <Radio value="type" label={words.ignoreDialog.inType} />
        <Radio value="everywhere" label={words.ignoreDialog.everywhere} />
      </RadioGroup>
      <Field label={words.ignoreDialog.reason}>
        <Input
          value={note}
          maxLength={500}
          placeholder={words.ignoreDialog.reasonPlaceholder}
          onChange={(_event, data) => setNote(data.value)}
        />
      </Field>
    </FormDialog>
  )
}
