import { Checkbox, Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { ExportFormat } from '#contract/model/exports.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PathInput } from './path-input.tsx'
import { words } from './words.ts'

/** Exports all policies of a tenant, or some of them, as files for people and other tools. */
export function ExportDialog({
  tenant,
  policyIds,
  set,
  onClose,
}: {
  readonly tenant: Tenant
  readonly policyIds?: string[]
  /** Exports what a backup set holds. */
  readonly set?: { readonly id: string; readonly name: string }
  readonly onClose: () => void
}): ReactNode {
  const [folder, setFolder] = useState('')
  const [format, setFormat] = useState<ExportFormat>('graph')
  const [commits, setCommits] = useState(false)
  const save = useAction('tenants.export', onClose)
  const text = words.export
  return (
    <FormDialog
      title={
        policyIds !== undefined ? text.some(policyIds.length) : set ? text.ofSet(set.name) : text.whole(tenant.name)
      }
      action={text.action}
      disabled={folder.trim() === '' || save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({
          tenantId: tenant.id,
          folder: folder.trim(),
          format,
          commit: format === 'git' && commits,
          ...(policyIds === undefined ? {} : { policyIds }),
          ...(set === undefined ? {} : { setId: set.id }),
        })
      }
    >
      <Field label={text.folder} required hint={text.folderHint}>
        <PathInput what="folder" value={folder} onChange={setFolder} />
      </Field>
      <Field label={text.format} hint={text.formats[format].hint}>
        <RadioGroup value={format} onChange={(_event, data) => setFormat(ExportFormat.parse(data.value))}>
          {ExportFormat.options.map((option) => (
            <Radio key={option} value={option} label={text.formats[option].label} />
          ))}
        </RadioGroup>
      </Field>
      {format === 'git' ? (
        <Checkbox
          label={text.commit}
          checked={commits}
          onChange={(_event, data) => setCommits(data.checked === true)}
        />
      ) : null}
    </FormDialog>
  )
}
