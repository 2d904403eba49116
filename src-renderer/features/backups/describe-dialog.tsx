import { Field, Input, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { BackupSet } from '#contract/model/backups.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

/** What somebody says about a backup set. Its content never changes. */
export function DescribeDialog({
  tenant,
  set,
  onClose,
}: {
  readonly tenant: Tenant
  readonly set: BackupSet
  readonly onClose: () => void
}): ReactNode {
  const [note, setNote] = useState(set.note)
  const [tags, setTags] = useState(set.tags.join(', '))
  const describe = useAction('backups.describe', onClose)
  return (
    <FormDialog
      title={words.describe.title(set.name)}
      action={words.describe.action}
      disabled={describe.isPending}
      error={describe.error}
      onClose={onClose}
      onSubmit={() => describe.mutate({ tenantId: tenant.id, setId: set.id, note, tags: tagsIn(tags) })}
    >
      <Field label={words.describe.note}>
        <Textarea rows={4} maxLength={2000} value={note} onChange={(_event, data) => setNote(data.value)} />
      </Field>
      <Field label={words.describe.tags} hint={words.describe.tagsHint}>
        <Input value={tags} maxLength={500} onChange={(_event, data) => setTags(data.value)} />
      </Field>
    </FormDialog>
  )
}

/** Tags that somebody typed with commas between them, each once. */
const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().slice(0, 40))
      .filter(Boolean),
  ),
]
