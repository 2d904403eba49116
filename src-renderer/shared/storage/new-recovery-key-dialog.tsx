import { useState, type ReactNode } from 'react'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { RecoveryKey } from './recovery-key.tsx'
import { words } from './words.ts'

/** Replaces the recovery key of an encrypted database. */
export function NewRecoveryKeyDialog({
  folder,
  onClose,
}: {
  readonly folder: string
  readonly onClose: () => void
}): ReactNode {
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null)
  const [isKept, setKept] = useState(false)
  const replace = useAction('storage.setRecoveryKey', onClose)
  return (
    <FormDialog
      title={words.newRecoveryKeyDialog.title}
      action={words.newRecoveryKeyDialog.confirm}
      disabled={recoveryKey === null || !isKept || replace.isPending}
      error={replace.error}
      onSubmit={() => recoveryKey !== null && replace.mutate({ recoveryKey })}
      onClose={onClose}
    >
      <p className="flush">{words.newRecoveryKeyDialog.body}</p>
      <RecoveryKey folder={folder} isKept={isKept} onKey={setRecoveryKey} onKept={setKept} />
    </FormDialog>
  )
}
