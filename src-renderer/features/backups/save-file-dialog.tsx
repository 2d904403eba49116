import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { AtlasContent } from '#contract/model/run-shapes.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { PathInput } from '#renderer/shared/path-input.tsx'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words } from './words.ts'

const shortest = 8

/** Saves the history of a tenant as an atlas file, with a passphrase where somebody wants one. */
export function SaveFileDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const [path, setPath] = useState('')
  const [content, setContent] = useState<AtlasContent>('history')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const save = useAction('backups.saveFile', onClose)
  const text = words.saveFile
  const isShort = passphrase !== '' && passphrase.length < shortest
  const isOther = passphrase !== '' && again !== '' && again !== passphrase
  return (
    <FormDialog
      title={text.title(tenant.name)}
      action={text.action}
      disabled={path.trim() === '' || isShort || passphrase !== again || save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() =>
        save.mutate({
          tenantId: tenant.id,
          path: withExtension(path.trim()),
          content,
          ...(passphrase === '' ? {} : { passphrase }),
        })
      }
    >
      <Field label={text.path} hint={text.pathHint} required>
        <PathInput what="newAtlasFile" value={path} onChange={setPath} />
      </Field>
      <Field label={text.content}>
        <RadioGroup value={content} onChange={(_event, data) => setContent(data.value as AtlasContent)}>
          <Radio value="history" label={text.history} />
          <Radio value="latest" label={text.latest} />
        </RadioGroup>
      </Field>
      <Field
        label={text.passphrase}
        hint={text.passphraseHint}
        {...(isShort ? { validationMessage: text.tooShort(shortest) } : {})}
      >
        <Input
          type="password"
          autoComplete="new-password"
          value={passphrase}
          onChange={(_event, data) => setPassphrase(data.value)}
        />
      </Field>
      {passphrase === '' ? null : (
        <Field label={text.again} required {...(isOther ? { validationMessage: text.different } : {})}>
          <Input
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={(_event, data) => setAgain(data.value)}
          />
        </Field>
      )}
    </FormDialog>
  )
}

/** The system opens a file by its extension. */
const withExtension = (path: string): string => (path.toLowerCase().endsWith('.atlas') ? path : `${path}.atlas`)
