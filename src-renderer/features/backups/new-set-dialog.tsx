import { Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/values.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'

/** Names a set and chooses the types that go into it. */
export function NewSetDialog({ tenant, open, onClose }: { readonly tenant: Tenant; readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const types = useRead('policies.types', { tenantId: tenant.id })
  const [name, setName] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const create = useAction('backups.create', () => {
    setName('')
    onClose()
  })
  const chosen = (types.data ?? []).filter((type) => !left.has(type.key)).map((type) => type.key)

  function toggle(key: string): void {
    const next = new Set(left)
    if (!next.delete(key)) next.add(key)
    setLeft(next)
  }

  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ tenantId: tenant.id, name, ...(left.size > 0 ? { types: chosen } : {}) })
        }}>
          <DialogBody>
            <DialogTitle>New backup set</DialogTitle>
            <DialogContent>
              <div className="stack">
                <Field label="Name" required><Input value={name} maxLength={200} placeholder="Before BitLocker rollout" onChange={(_event, data) => setName(data.value)} /></Field>
                <span className="strong">Types</span>
                <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr' }}>
                  {types.data?.map((type) => <Checkbox key={type.key} label={type.title} checked={!left.has(type.key)} onChange={() => toggle(type.key)} />)}
                </div>
                {create.error ? <p className="danger" role="alert">{create.error.message}</p> : null}
              </div>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={name.trim() === '' || chosen.length === 0 || create.isPending}>Back up {chosen.length} types</Button>
              <Button onClick={onClose}>Cancel</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
