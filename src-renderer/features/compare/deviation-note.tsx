import { Button } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import type { CoveredSetting } from '#contract/model/compare.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction } from '#renderer/api/queries.ts'
import { AcceptanceDialog } from '#renderer/shared/acceptance-dialog.tsx'
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
  const accept = useAction('deviations.accept', onClose)
  return (
    <AcceptanceDialog
      title={words.title(setting.name)}
      words={words}
      earlier={setting.deviation}
      accept={accept}
      onAccept={(acceptance) =>
        accept.mutate({ tenantId: tenant.id, settingId: setting.id, key: setting.key, ...acceptance })
      }
      onClose={onClose}
    />
  )
}
