import type { ReactNode } from 'react'
import type { Input } from '#contract/api/api.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'

interface Text {
  readonly title: string
  readonly body: string
  readonly confirm: string
}

type Work = 'storage.compact' | 'storage.decrypt' | 'storage.salvage' | 'storage.useCopy'

/** Asks before work on the whole database begins. */
export function ConfirmWork<Name extends Work>({
  text,
  method,
  input,
  onClose,
}: {
  readonly text: Text
  readonly method: Name
  readonly input: Input<Name>
  readonly onClose: () => void
}): ReactNode {
  const action = useAction(method, onClose)
  return (
    <FormDialog
      title={text.title}
      action={text.confirm}
      disabled={action.isPending}
      error={action.error}
      onSubmit={() => action.mutate(input)}
      onClose={onClose}
    >
      <p className="flush">{text.body}</p>
    </FormDialog>
  )
}
