import { useState, type ReactNode } from 'react'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PassphraseFields } from './passphrase-fields.tsx'
import { words } from './words.ts'

/** Replaces the passphrase of a database that is opened with one. */
export function NewPassphraseDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [passphrase, setPassphrase] = useState<string | null>(null)
  const replace = useAction('storage.setPassphrase', onClose)
  return (
    <FormDialog
      title={words.newPassphraseDialog.title}
      action={words.newPassphraseDialog.confirm}
      disabled={passphrase === null || replace.isPending}
      error={replace.error}
      onSubmit={() => passphrase !== null && replace.mutate({ passphrase })}
      onClose={onClose}
    >
      <p className="flush">{words.newPassphraseDialog.body}</p>
      <PassphraseFields onPassphrase={setPassphrase} />
    </FormDialog>
  )
}
