import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { CancelButton } from '#renderer/ui/cancel-button.tsx'
import { words } from './words.ts'

const minutes = 15

/** Allows writing for a quarter of an hour; production asks for the tenant's name. */
export function UnlockDialog({
  tenant,
  open,
  onClose,
}: {
  readonly tenant: Tenant
  readonly open: boolean
  readonly onClose: () => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const unlock = useAction('tenants.unlock', onClose)
  const typing = tenant.environment === 'production'
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{words.lock.title(tenant.name)}</DialogTitle>
          <DialogContent>
            <div className="stack">
              <p>{words.lock.body(tenant.environment, minutes)}</p>
              {typing ? (
                <Field label={words.lock.typeName(tenant.name)}>
                  <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
                </Field>
              ) : null}
              {unlock.error ? (
                <p className="danger" role="alert">
                  {unlock.error.message}
                </p>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={typing && typed !== tenant.name}
              onClick={() => unlock.mutate({ tenantId: tenant.id, minutes, confirm: typed || tenant.name })}
            >
              {words.lock.confirm(minutes)}
            </Button>
            <CancelButton takesFocus={!typing} onClick={onClose} />
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
