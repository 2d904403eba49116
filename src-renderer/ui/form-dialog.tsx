import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { ShownError } from './states.tsx'
import { words } from './words.ts'

interface Props {
  readonly title: string
  /** The button that sends the form. */
  readonly action: string
  /** The form is incomplete, or is being submitted. */
  readonly disabled: boolean
  readonly error?: { readonly error: ShownError } | null
  readonly wide?: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form in a dialog: Enter submits it, Escape and Cancel close it, errors appear below its fields. */
export function FormDialog({
  title,
  action,
  disabled,
  error,
  wide = false,
  onSubmit,
  onClose,
  children,
}: Props): ReactNode {
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface {...(wide ? { className: 'wide-dialog' } : {})}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onSubmit()
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <div className="stack gap-m">
                {children}
                {error ? (
                  <p className="danger flush" role="alert">
                    {error.error.message} {error.error.hint}
                  </p>
                ) : null}
              </div>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={disabled}>
                {action}
              </Button>
              <Button onClick={onClose}>{words.cancel}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
