import { Button, Field, Input, Textarea } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { CoveredSetting } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { FormDialog } from '#renderer/ui/form-dialog.tsx'
import { words as compareWords } from './words.ts'

const words = compareWords.coverage.deviation

type Value = Pick<CoveredSetting, 'id' | 'name'> & Pick<CoveredSetting['values'][number], 'key' | 'deviation'>

/** Why a tenant doesn't have a value on purpose, and the way to say so. */
export function DeviationNote({
  setting,
  tenant,
}: {
  readonly setting: Value
  /** Null if nobody can say so here. */
  readonly tenant: Tenant | null
}): ReactNode {
  const [accepting, setAccepting] = useState(false)
  const withdraw = useAction('deviations.withdraw')
  const { deviation } = setting
  const error = withdraw.error?.error
  return (
    <div className="stack gap-s space-above">
      {deviation ? (
        <p className="small flush" dir="auto">
          {deviation.isOver && deviation.until !== null ? (
            <span className="danger">{words.over(deviation.until)} </span>
          ) : null}
          <b className="break">{deviation.reason}</b>
          <br />
          <span className="quiet">
            {words.by(deviation.owner)}, {deviation.until === null ? words.noEnd : words.lasts(deviation.until)}.{' '}
            {words.otherwise(compareWords.coverage.states[deviation.otherwise])}.
          </span>
        </p>
      ) : null}
      {error ? (
        <p className="danger small flush" role="alert">
          {error.message} {error.hint}
        </p>
      ) : null}
      {tenant ? (
        <span className="row wrap">
          <Button size="small" onClick={() => setAccepting(true)}>
            {deviation ? words.change : words.accept}
          </Button>
          {deviation ? (
            <Button
              size="small"
              disabled={withdraw.isPending}
              onClick={() => withdraw.mutate({ tenantId: tenant.id, deviationId: deviation.id })}
            >
              {words.withdraw}
            </Button>
          ) : null}
        </span>
      ) : null}
      {tenant && accepting ? (
        <AcceptDialog setting={setting} tenant={tenant} onClose={() => setAccepting(false)} />
      ) : null}
    </div>
  )
}

function AcceptDialog({
  setting,
  tenant,
  onClose,
}: {
  readonly setting: Value
  readonly tenant: Tenant
  readonly onClose: () => void
}): ReactNode {
  const [reason, setReason] = useState(setting.deviation?.reason ?? '')
  const [owner, setOwner] = useState(setting.deviation?.owner ?? '')
  const [until, setUntil] = useState(setting.deviation?.until ?? '')
  const accept = useAction('deviations.accept', onClose)
  return (
    <FormDialog
      title={words.title(setting.name)}
      action={words.save}
      disabled={reason.trim() === '' || owner.trim() === '' || accept.isPending}
      error={accept.error}
      onClose={onClose}
      onSubmit={() =>
        accept.mutate({
          tenantId: tenant.id,
          settingId: setting.id,
          key: setting.key,
          reason,
          owner,
          until: until === '' ? null : until,
        })
      }
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
