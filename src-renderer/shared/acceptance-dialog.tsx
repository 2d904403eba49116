import { Field, Input, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import type { ShownError } from '#renderer/ui/states.tsx'

/** Why something is as it is on purpose, who answers for it, and until when. */
export interface Acceptance {
  readonly reason: string
  readonly owner: string
  /** The last day, as `2026-12-31`; null for no end. */
  readonly until: string | null
}

interface Props {
  readonly title: string
  readonly words: Readonly<Record<'intro' | 'reason' | 'owner' | 'until' | 'untilHint' | 'save', string>>
  /** What was accepted before, if anything. */
  readonly earlier: Acceptance | null
  readonly accept: {
    readonly isPending: boolean
    readonly error: { readonly error: ShownError } | null
  }
  readonly onAccept: (acceptance: Acceptance) => void
  readonly onClose: () => void
}

/** Asks why somebody accepts something. */
export function AcceptanceDialog({ title, words, earlier, accept, onAccept, onClose }: Props): ReactNode {
  const [reason, setReason] = useState(earlier?.reason ?? '')
  const [owner, setOwner] = useState(earlier?.owner ?? '')
  const [until, setUntil] = useState(earlier?.until ?? '')
  return (
    <FormDialog
      title={title}
      action={words.save}
      disabled={reason.trim() === '' || owner.trim() === '' || accept.isPending}
      error={accept.error}
      onClose={onClose}
      onSubmit={() => onAccept({ reason, owner, until: until === '' ? null : until })}
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
