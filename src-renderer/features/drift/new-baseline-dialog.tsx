import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId, type BaselineId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/understanding.ts'
import type { Tenant } from '#contract/model/values.ts'
import { useAction } from '#renderer/api/queries.ts'
import { PickSide } from '#renderer/ui/pick-side.tsx'

/** Names a state that the tenant is held against from now on. */
export function NewBaselineDialog({ tenant, open, onClose, onMade }: { readonly tenant: Tenant; readonly open: boolean; readonly onClose: () => void; readonly onMade: (id: BaselineId) => void }): ReactNode {
  const [name, setName] = useState('')
  const [side, setSide] = useState<Side>({ tenantId: TenantId.parse(tenant.id), from: { now: true } })
  const add = useAction('drift.addBaseline', ({ baselineId }) => {
    setName('')
    onMade(baselineId)
  })
  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className="wide-dialog">
        <form onSubmit={(event) => {
          event.preventDefault()
          add.mutate({ tenantId: tenant.id, name, source: side })
        }}>
          <DialogBody>
            <DialogTitle>New baseline</DialogTitle>
            <DialogContent>
              <div className="stack">
                <p style={{ margin: 0 }}>What {tenant.name} should look like: a state of its own, or that of another tenant. IDs that differ by nature are no drift.</p>
                <Field label="Name" required><Input value={name} maxLength={200} placeholder="Golden 2026.11" onChange={(_event, data) => setName(data.value)} /></Field>
                <PickSide side={side} onSide={setSide} />
                {add.error ? <p className="danger" role="alert">{add.error.error.message} {add.error.error.hint}</p> : null}
              </div>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={name.trim() === '' || add.isPending}>Add the baseline</Button>
              <Button onClick={onClose}>Cancel</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
