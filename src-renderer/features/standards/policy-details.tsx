import { Button } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { TenantId } from '#contract/model/ids.ts'
import type { Standard, StandardPolicy } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { SettingsDiffView } from '#renderer/shared/settings-diff.tsx'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import { ErrorState, Loading } from '#renderer/ui/states.tsx'
import { AcceptDialog } from './accept-dialog.tsx'
import { StatePill } from './state-pill.tsx'
import type { TenantColumn } from './use-columns.ts'
import { words } from './words.ts'

/** How each tenant has one policy, what differs there, and why. */
export function PolicyDetails({
  standard,
  columns,
  policy,
}: {
  readonly standard: Standard
  readonly columns: readonly TenantColumn[]
  readonly policy: StandardPolicy
}): ReactNode {
  return (
    <>
      <div className="pane-head block">
        <h2 dir="auto" className="break">
          {policy.ownName}
        </h2>
        <span className="small quiet">{policy.kind}</span>
      </div>
      <ScrollArea>
        {columns.map(({ tenant, policies }) => {
          const own = policies?.get(policy.versionId)
          return own ? <InTenant key={tenant.id} standard={standard} tenant={tenant} policy={own} /> : null
        })}
      </ScrollArea>
    </>
  )
}

function InTenant({
  standard,
  tenant,
  policy,
}: {
  readonly standard: Standard
  readonly tenant: Tenant
  readonly policy: StandardPolicy
}): ReactNode {
  const [showsDifference, setShowsDifference] = useState(false)
  const [accepting, setAccepting] = useState(false)
  const withdraw = useAction('standards.withdraw')
  const { state, changes, accepted, missingValues, targetVersionId } = policy
  const error = withdraw.error?.error
  return (
    <div className="standard-tenant" role="group" aria-label={tenant.name}>
      <div className="row">
        <b dir="auto" className="ellipsis">
          {tenant.name}
        </b>
        <span className="end">
          <StatePill state={state} changes={changes} />
        </span>
      </div>
      {tenant.lastSyncAt === null ? <p className="small flush">{words.matrix.never}</p> : null}
      {missingValues.length > 0 ? <p className="small danger flush">{words.matrix.noValues(missingValues)}</p> : null}
      {accepted ? (
        <p className="small flush" dir="auto">
          {accepted.isOver ? <span className="danger">{words.accept.over} </span> : null}
          <b className="break">{accepted.reason}</b>{' '}
          <span className="quiet">
            {words.accept.by(accepted.owner)},{' '}
            {accepted.until === null ? words.accept.noEnd : words.accept.lasts(accepted.until)}.
          </span>
        </p>
      ) : null}
      {error ? (
        <p className="danger small flush" role="alert">
          {error.message} {error.hint}
        </p>
      ) : null}
      {state === 'same' ? null : (
        <span className="row wrap">
          {targetVersionId === null ? null : (
            <Button size="small" aria-expanded={showsDifference} onClick={() => setShowsDifference(!showsDifference)}>
              {showsDifference ? words.matrix.hideDifference : words.matrix.showDifference}
            </Button>
          )}
          <Button size="small" onClick={() => setAccepting(true)}>
            {accepted ? words.accept.change : words.accept.open}
          </Button>
          {accepted ? (
            <Button
              size="small"
              disabled={withdraw.isPending}
              onClick={() =>
                withdraw.mutate({
                  tenantId: TenantId.parse(tenant.id),
                  type: policy.type,
                  name: policy.name,
                  print: accepted.print,
                })
              }
            >
              {words.accept.withdraw}
            </Button>
          ) : null}
        </span>
      )}
      {showsDifference && targetVersionId !== null ? (
        <Difference standard={standard} tenant={tenant} policy={policy} targetVersionId={targetVersionId} />
      ) : null}
      {accepting ? <AcceptDialog tenant={tenant} policy={policy} onClose={() => setAccepting(false)} /> : null}
    </div>
  )
}

function Difference({
  standard,
  tenant,
  policy,
  targetVersionId,
}: {
  readonly standard: Standard
  readonly tenant: Tenant
  readonly policy: StandardPolicy
  readonly targetVersionId: NonNullable<StandardPolicy['targetVersionId']>
}): ReactNode {
  const diff = useRead('versions.settingsDiff', {
    tenantId: TenantId.parse(standard.tenantId),
    before: policy.versionId,
    after: targetVersionId,
    afterTenantId: TenantId.parse(tenant.id),
  })
  if (diff.error) return <ErrorState error={diff.error.error} retry={() => void diff.refetch()} />
  if (!diff.data) return <Loading />
  return (
    <div className="neutral-diff">
      <SettingsDiffView diff={diff.data} before={words.matrix.standard} after={tenant.name} onlyChanges />
    </div>
  )
}
