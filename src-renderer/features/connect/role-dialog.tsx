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
  Radio,
  RadioGroup,
  Spinner,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { useAfterClose } from '#renderer/ui/use-after-close.ts'
import { words } from './words.ts'
import './connect.css'

interface Props {
  readonly tenant: Tenant
  readonly open: boolean
  readonly onClose: () => void
}

const unlockMinutes = 15

/** Plans the least-privilege role for a group, shows it, and makes it after a confirmation. */
export function RoleDialog({ tenant, open, onClose }: Props): ReactNode {
  const [, navigate] = useLocation()
  const { surface, afterClose } = useAfterClose()
  const [group, setGroup] = useState('')
  const [access, setAccess] = useState<'read' | 'write'>('read')
  const [typed, setTyped] = useState('')
  const [runId, setRunId] = useState<string | null>(null)
  const run = useRead('runs.get', runId === null ? null : { tenantId: tenant.id, runId })
  const planned = runId !== null && run.data?.id === runId && run.data.status === 'succeeded'
  const plan = useRead('tenants.rolePlan', planned ? { tenantId: tenant.id, runId } : null)
  const start = useAction('tenants.planRole', (accepted) => setRunId(accepted.runId))
  const unlock = useAction('tenants.unlock')
  const apply = useAction('tenants.applyRole', (accepted) => {
    afterClose(() => navigate(`/runs/${accepted.runId}`))
    onClose()
  })
  const changes = planned ? (plan.data?.steps.filter((step) => step.action !== 'unchanged') ?? []) : []
  const error = start.error?.error ?? run.data?.error ?? unlock.error?.error ?? apply.error?.error
  const typing = tenant.environment === 'production' && changes.length > 0
  const working = start.isPending || (run.data !== undefined && runId !== null && isRunning(run.data))

  async function confirm(): Promise<void> {
    if (runId === null) return
    if (!tenant.unlockedUntil)
      await unlock.mutateAsync({ tenantId: tenant.id, minutes: unlockMinutes, confirm: typed || tenant.name })
    apply.mutate({ tenantId: tenant.id, runId, confirm: tenant.name })
  }

  return (
    <Dialog open={open} onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface ref={surface}>
        <DialogBody>
          <DialogTitle>{words.role.title}</DialogTitle>
          <DialogContent>
            <div className="stack">
              <Field label={words.role.group} hint={words.role.groupHint} required>
                <Input value={group} disabled={planned} onChange={(_event, data) => setGroup(data.value)} />
              </Field>
              <Field label={words.role.access}>
                <RadioGroup
                  layout="horizontal"
                  value={access}
                  disabled={planned}
                  onChange={(_event, data) => setAccess(data.value === 'write' ? 'write' : 'read')}
                >
                  <Radio value="read" label={words.role.read} />
                  <Radio value="write" label={words.role.write} />
                </RadioGroup>
              </Field>
              {working ? <Spinner size="tiny" label={words.role.reading} /> : null}
              {planned && plan.data
                ? plan.data.steps.map((step) => (
                    <details key={step.what} open={step.action !== 'unchanged'}>
                      <summary>
                        <b>
                          {step.action === 'unchanged'
                            ? words.role.exists
                            : step.action === 'create'
                              ? words.role.create
                              : words.role.update}
                        </b>{' '}
                        {step.what} <span dir="auto">{step.name}</span>
                      </summary>
                      <div className="operations mono">
                        {step.detail.map((line) => (
                          <div key={line}>{line}</div>
                        ))}
                      </div>
                    </details>
                  ))
                : null}
              {planned ? (
                <p className="strong" role="status">
                  {changes.length === 0 ? words.role.nothing : words.role.notWritten}
                </p>
              ) : null}
              {typing ? (
                <Field label={words.role.typeName(tenant.name, unlockMinutes)}>
                  <Input value={typed} onChange={(_event, data) => setTyped(data.value)} />
                </Field>
              ) : null}
              {error ? (
                <div role="alert">
                  <p className="danger strong">{error.message}</p>
                  <p className="quiet">{error.hint}</p>
                </div>
              ) : null}
            </div>
          </DialogContent>
          <DialogActions>
            {planned ? (
              <Button
                disabled={changes.length === 0 || (typing && typed !== tenant.name) || apply.isPending}
                onClick={() => void confirm()}
              >
                {tenant.unlockedUntil ? words.role.writeNow : words.role.unlockAndWrite}
              </Button>
            ) : (
              <Button
                appearance="primary"
                disabled={group.trim() === '' || working}
                onClick={() => start.mutate({ tenantId: tenant.id, group: group.trim(), access })}
              >
                {words.role.preview}
              </Button>
            )}
            {planned ? <Button onClick={() => setRunId(null)}>{words.role.change}</Button> : null}
            <Button onClick={onClose}>{words.role.cancel}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
