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
import { useLocation } from 'wouter'
import type { Plan, PlanItem } from '#contract/model/plans.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { call, CallError } from '#renderer/api/client.ts'
import { queryClient } from '#renderer/api/queries.ts'
import { CancelButton } from '#renderer/ui/cancel-button.tsx'
import { counted } from '#renderer/ui/format.ts'
import { useAfterClose } from '#renderer/ui/use-after-close.ts'

interface Props {
  readonly tenant: Tenant
  readonly plan: Plan
  readonly changes: number
  readonly open: boolean
  readonly onClose: () => void
}

const unlockMinutes = 15

/** The first names, and how many more there are. */
const namesOf = (items: readonly PlanItem[]): string =>
  items
    .slice(0, 4)
    .map((item) => item.name)
    .join(', ') + (items.length > 4 ? ` and ${items.length - 4} more` : '')

/** The last question before anything is written: consequences in numbers and names, the tenant's name for production. */
export function ConfirmDialog({ tenant, plan, changes, open, onClose }: Props): ReactNode {
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { surface, afterClose } = useAfterClose()
  const typing = tenant.environment === 'production'
  const included = plan.items.filter((item) => item.included)
  const updated = included.filter((item) => item.action === 'update')
  const created = included.filter((item) => item.action === 'create' || item.action === 'recreate')
  const deleted = included.filter((item) => item.action === 'delete')
  const left = plan.items.filter((item) => !item.included || item.action === 'blocked' || item.action === 'conflict')

  async function start(): Promise<void> {
    setBusy(true)
    setError(null)
    try {
      if (!tenant.unlockedUntil)
        await call('tenants.unlock', { tenantId: tenant.id, minutes: unlockMinutes, confirm: typed || tenant.name })
      const { runId } = await call('restore.start', {
        tenantId: tenant.id,
        planId: plan.id,
        confirm: tenant.name,
        ...(reason.trim() ? { justification: reason.trim() } : {}),
      })
      await queryClient.invalidateQueries({ queryKey: ['tenants.list'] })
      afterClose(() => navigate(`/restore/result/${runId}`))
      onClose()
    } catch (thrown) {
      setError(
        thrown instanceof CallError
          ? [thrown.error.message, thrown.error.hint].filter(Boolean).join(' ')
          : 'The restore could not be started.',
      )
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface ref={surface}>
        <DialogBody>
          <DialogTitle>
            Write {counted(changes, 'change')} to {tenant.environment === 'production' ? 'production' : tenant.name}?
          </DialogTitle>
          <DialogContent>
            <div className="stack gap-l">
              <div className="band in-dialog" style={{ '--colour': tenant.colour }}>
                <span className="environment">{tenant.environment.toUpperCase()}</span>{' '}
                <span className="name" dir="auto">
                  {tenant.name}
                </span>
              </div>
              {created.length > 0 ? (
                <span>
                  <b>{created.length}</b> {created.length === 1 ? 'object is' : 'objects are'} created, foundations
                  first: {namesOf(created)}
                </span>
              ) : null}
              {updated.length > 0 ? (
                <span>
                  <b>{updated.length}</b> {updated.length === 1 ? 'policy is' : 'policies are'} updated:{' '}
                  {namesOf(updated)}
                </span>
              ) : null}
              {deleted.length > 0 ? (
                <span className="danger">
                  <b>{deleted.length}</b> {deleted.length === 1 ? 'object is' : 'objects are'} deleted, each kept as a
                  version first: {namesOf(deleted)}
                </span>
              ) : null}
              {left.length > 0 ? (
                <span>
                  <b>{left.length}</b> {left.length === 1 ? 'item is' : 'items are'} left out
                </span>
              ) : null}
              {typing ? (
                <Field label={`Type ${tenant.name} to unlock writing for ${unlockMinutes} minutes`}>
                  <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
                </Field>
              ) : null}
              <Field
                label="Reason for the approving administrator"
                hint="Only where the tenant uses Multi Admin Approval: the items wait until somebody approves them."
              >
                <Input value={reason} maxLength={1000} onChange={(_event, data) => setReason(data.value)} />
              </Field>
              <span className="small quiet">
                Each policy is captured before it changes.{' '}
                {tenant.unlockedUntil ? '' : 'The unlock is written to the audit.'}
              </span>
              {error ? (
                <span className="danger" role="alert">
                  {error}
                </span>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            <Button disabled={busy || (typing && typed !== tenant.name)} onClick={() => void start()}>
              {tenant.unlockedUntil ? 'Restore' : 'Unlock and restore'}
            </Button>
            <CancelButton takesFocus={!typing} onClick={onClose} />
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
