import { Field, ProgressBar } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { PathInput } from '../path-input.tsx'
import { words } from './words.ts'

/** Copies the database into a new data folder while it is open. */
export function SaveCopyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [folder, setFolder] = useState('')
  const copy = useAction('app.copyDatabase')
  const text = words.saveCopyDialog
  const isDone = copy.data !== undefined
  return (
    <FormDialog
      title={text.title}
      action={text.confirm}
      disabled={folder.trim() === '' || copy.isPending || isDone}
      error={copy.error}
      onSubmit={() => copy.mutate({ folder: folder.trim() })}
      onClose={onClose}
    >
      <p className="flush">{text.body}</p>
      <Field label={text.folder} required>
        <PathInput what="folder" value={folder} disabled={copy.isPending || isDone} onChange={setFolder} />
      </Field>
      {copy.isPending ? (
        <Field validationState="none" validationMessage={text.saving}>
          <ProgressBar />
        </Field>
      ) : null}
      {isDone ? <p role="status">{text.saved(copy.data.folder, copy.data.size)}</p> : null}
    </FormDialog>
  )
}
