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

import { useAfterClose } from '#renderer/ui/use-after-close.ts'
import { rehearsed, writes } from './plan-totals.ts'
import { verbsOf } from './verbs.ts'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  readonly plan: Plan
  readonly changes: number
  readonly open: boolean
  readonly onClose: () => void
}

const unlockMinutes = 15
/** Policies that a change deletes without asking for the name of the tenant. */
const mostWithoutName = 10

const namesOf = (items: readonly PlanItem[]): readonly string[] => items.map((item) => item.name)

/** The confirmation before anything is written: consequences in numbers and names, and the tenant's name for production. */
export function ConfirmDialog({ tenant, plan, changes, open, onClose }: Props): ReactNode {
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { surface, afterClose } = useAfterClose()
  const included = plan.items.filter((item) => item.included)
  const updated = included.filter((item) => item.action === 'update')
  const created = included.filter((item) => item.action === 'create' || item.action === 'recreate')
  const deleted = included.filter((item) => item.action === 'delete')
  // So much isn't deleted with one click, wherever it is.
  const typing = tenant.environment === 'production' || (plan.isChange && deleted.length > mostWithoutName)
  const unassigned = included.filter((item) => item.endsUnassigned)
  const risky = included.filter((item) => writes(item) && item.risk === 'high')
  const { isComplete, refused } = rehearsed(plan)
  const verbs = verbsOf({ isUndo: plan.undoOf !== null, isChange: plan.isChange, deletes: changes === deleted.length })
  const left = plan.items.filter((item) => !item.included || item.action === 'blocked' || item.action === 'conflict')

  const consequences: readonly (readonly [amount: string, text: string, tone?: string])[] = [
    ...(created.length > 0 ? [words.confirm.created(namesOf(created))] : []),
    ...(updated.length > 0 ? [words.confirm.updated(namesOf(updated))] : []),
    ...(deleted.length > 0 ? [[...words.confirm.deleted(namesOf(deleted)), 'danger'] as const] : []),
    ...(unassigned.length > 0 ? [[...words.confirm.unassigned(namesOf(unassigned)), 'warning'] as const] : []),
    ...(risky.length > 0 ? [[...words.confirm.risky(namesOf(risky)), 'warning'] as const] : []),
    ...(!isComplete ? [[...words.confirm.notRehearsed, 'warning'] as const] : []),
    ...(refused > 0 ? [[...words.confirm.refusedInRehearsal(refused), 'danger'] as const] : []),
    ...(left.length > 0 ? [words.confirm.left(left.length)] : []),
  ]

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
          : verbs.failed,
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
            {verbs.confirm(changes, tenant.environment === 'production' ? words.confirm.production : tenant.name)}
          </DialogTitle>
          <DialogContent>
            <div className="stack gap-l">
              <div className="band in-dialog" style={{ '--colour': tenant.colour }}>
                <span className="environment">{words.confirm.environments[tenant.environment]}</span>{' '}
                <span className="name" dir="auto">
                  {tenant.name}
                </span>
              </div>
              {consequences.map(([amount, text, tone]) => (
                <span key={text} className={tone}>
                  <b>{amount}</b>
                  {text}
                </span>
              ))}
              {typing ? (
                <Field label={words.confirm.typeName(tenant.name, tenant.unlockedUntil ? null : unlockMinutes)}>
                  <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
                </Field>
              ) : null}
              <Field label={words.confirm.reason} hint={words.confirm.reasonHint}>
                <Input value={reason} maxLength={1000} onChange={(_event, data) => setReason(data.value)} />
              </Field>
              <span className="small quiet">
                {words.confirm.note} {tenant.unlockedUntil ? '' : words.confirm.unlockNote}
              </span>
              {error ? (
                <span className="danger" role="alert">
                  {error}
                </span>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={busy || (typing && typed !== tenant.name)}
              onClick={() => void start()}
            >
              {tenant.unlockedUntil ? verbs.write : verbs.unlockAndWrite}
            </Button>
            <CancelButton takesFocus={!typing} onClick={onClose} />
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
