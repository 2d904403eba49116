import { Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/values.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'

/** Names a set and chooses the types that go into it. */
export function NewSetDialog({ tenant, open, onClose }: { readonly tenant: Tenant; readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const types = useRead('policies.types', { tenantId: tenant.id })
  const [name, setName] = useState('')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [assignments, setAssignments] = useState(true)
  const [scopeTags, setScopeTags] = useState(true)
  const create = useAction('backups.create', () => {
    setName('')
    onClose()
  })
  const chosen = (types.data ?? []).filter((type) => !left.has(type.key)).map((type) => type.key)

  const areas = [...Map.groupBy(types.data ?? [], (type) => type.category[0] ?? 'Other')].toSorted(([left], [right]) => left.localeCompare(right))

  /** Takes types in, or leaves them out when all of them are in. */
  function toggle(keys: readonly string[]): void {
    const next = new Set(left)
    const out = keys.some((key) => next.has(key))
    for (const key of keys) if (out) next.delete(key); else next.add(key)
    setLeft(next)
  }

  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className="wide-dialog">
        <form onSubmit={(event) => {
          event.preventDefault()
          create.mutate({ tenantId: tenant.id, name, assignments, scopeTags, ...(left.size > 0 ? { types: chosen } : {}) })
        }}>
          <DialogBody>
            <DialogTitle>New backup set</DialogTitle>
            <DialogContent>
              <div className="stack">
                <Field label="Name" required><Input value={name} maxLength={200} placeholder="Before BitLocker rollout" onChange={(_event, data) => setName(data.value)} /></Field>
                <div className="row">
                  <Checkbox label="Assignments" checked={assignments} onChange={(_event, data) => setAssignments(data.checked === true)} />
                  <Checkbox label="Scope tags" checked={scopeTags} onChange={(_event, data) => setScopeTags(data.checked === true)} />
                  <span className="small quiet">What is left out, a restore leaves as it is.</span>
                </div>
                <div className="type-areas">
                  {areas.map(([area, found]) => {
                    const keys = found.map((type) => type.key)
                    const inside = keys.filter((key) => !left.has(key)).length
                    return (
                      <fieldset key={area}>
                        <legend><Checkbox label={<span className="strong">{area}</span>} checked={inside === keys.length ? true : inside === 0 ? false : 'mixed'} onChange={() => toggle(keys)} /></legend>
                        {found.map((type) => <Checkbox key={type.key} label={type.title} checked={!left.has(type.key)} onChange={() => toggle([type.key])} />)}
                      </fieldset>
                    )
                  })}
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
