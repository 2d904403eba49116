import { Button, ProgressBar } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  CheckmarkCircleFilled,
  CopyRegular,
  DismissCircleFilled,
  DocumentTextRegular,
  ShieldCheckmarkRegular,
  SubtractCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { clouds } from '#contract/model/clouds.ts'
import type { Grant, Health, TypeHealth } from '#contract/model/health.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { Accounts } from './accounts.tsx'
import { Compatibility } from './compatibility.tsx'
import { ConnectSteps } from './connect-steps.tsx'
import { ManualSteps } from './manual-steps.tsx'
import { PermissionUse } from './permission-use.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { words } from './words.ts'
import { ScrollArea } from '#renderer/ui/scroll-area.tsx'
import './connect.css'

/** The third step: what the sign-in may read and write, type by type, and how to fix what is missing. */
export function PermissionCheck({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const health = useRead('tenants.health', { tenantId: tenant.id })
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const check = useAction('tenants.check')
  const sync = useAction('runs.sync', () => navigate('/inventory'))
  const [dialog, setDialog] = useState<'role' | 'manual' | null>(null)
  const last = runs.data?.find((run) => run.kind === 'health')
  const running = last !== undefined && isRunning(last)
  // A check of another account says nothing of the one in use.
  const isOfOther = Boolean(health.data?.account && tenant.account && health.data.account !== tenant.account)
  const asked = useRef<string | null>(null)
  const { mutate } = check
  useEffect(() => {
    const account = tenant.account ?? ''
    if (asked.current === account || !runs.data || running || (last && !isOfOther)) return
    asked.current = account
    mutate({ tenantId: tenant.id })
  }, [runs.data, last, running, isOfOther, mutate, tenant.id, tenant.account])
  // A tenant that was synced before is not being connected: its permissions are only looked at.
  const isConnecting = tenant.lastSyncAt === null
  const again = () => mutate({ tenantId: tenant.id })
  const failed = last && !running && last.error ? last.error : null
  return (
    <>
      <div className="page-head">
        <h1>{words.check.title(tenant.name)}</h1>
        {isConnecting ? <ConnectSteps now={3} /> : null}
      </div>
      <div className="page aside">
        <section className="pane" aria-label={words.check.list}>
          <Head health={health.data ?? null} />
          {failed ? (
            <ErrorState error={failed} retry={again} />
          ) : health.error ? (
            <ErrorState error={health.error.error} retry={() => void health.refetch()} />
          ) : !health.data ? (
            <Loading label={words.check.checkingTypes} />
          ) : (
            <ScrollArea role="table" aria-label={words.check.list}>
              <div role="rowgroup">
                <div role="row" className="grid-head permissions">
                  {words.check.columns.map((word) => (
                    <span role="columnheader" key={word}>
                      {word}
                    </span>
                  ))}
                </div>
              </div>
              <div role="rowgroup">
                {health.data.types.map((type) => (
                  <TypeRow key={type.type} type={type} />
                ))}
              </div>
            </ScrollArea>
          )}
          {isOfOther ? (
            <div className="notice">
              <WarningRegular /> {words.check.otherAccount(health.data?.account ?? '')}
            </div>
          ) : null}
          {running ? (
            <div className="notice">
              <ArrowSyncRegular /> {last.phase ?? words.check.checking}{' '}
              <ProgressBar className="w-160" aria-label={words.check.progress} />
            </div>
          ) : null}
          <div className="pane-foot wrap">
            <Button appearance="subtle" icon={<ArrowSyncRegular />} disabled={running} onClick={again}>
              {words.check.again}
            </Button>
            <Button
              appearance="subtle"
              icon={<CopyRegular />}
              disabled={!health.data}
              onClick={() => void navigator.clipboard.writeText(words.report(health.data!))}
            >
              {words.check.copy}
            </Button>
            <span className="row end">
              {isConnecting ? (
                <>
                  <Button onClick={() => navigate('/connect/sign-in')}>{words.check.back}</Button>
                  <Button
                    appearance="primary"
                    disabled={!health.data}
                    onClick={() => sync.mutate({ tenantId: tenant.id })}
                  >
                    {words.check.next}
                  </Button>
                </>
              ) : tenant.signIn === 'demo' ? null : (
                <Button onClick={() => navigate('/connect/sign-in')}>{words.check.signInAgain}</Button>
              )}
            </span>
          </div>
        </section>
        <div className="stack">
          <SignedIn tenant={tenant} health={health.data ?? null} />
          {tenant.signIn === 'person' ? <Accounts tenant={tenant} /> : null}
          {tenant.signIn === 'demo' ? null : <PermissionUse tenant={tenant} health={health.data ?? null} />}
          <Compatibility tenantId={tenant.id} health={health.data ?? null} />
          <Fix health={health.data ?? null} onRole={() => setDialog('role')} onManual={() => setDialog('manual')} />
        </div>
      </div>
      <RoleDialog tenant={tenant} open={dialog === 'role'} onClose={() => setDialog(null)} />
      <ManualSteps
        tenant={tenant}
        health={health.data ?? null}
        open={dialog === 'manual'}
        onClose={() => setDialog(null)}
      />
    </>
  )
}

const counts = (health: Health) => ({
  ready: health.types.filter((type) => type.read === 'granted').length,
  missing: health.types.filter((type) => type.read === 'missing' || type.read === 'refused').length,
  unlicensed: health.types.filter((type) => type.read === 'unlicensed').length,
})

function Head({ health }: { readonly health: Health | null }): ReactNode {
  const found = health ? counts(health) : null
  return (
    <div className="pane-head">
      <h2>{words.check.list}</h2>
      {found ? (
        <span className="row end" role="status">
          <Pill tone="success">{words.check.readable(found.ready)}</Pill>
          {found.missing > 0 ? <Pill tone="danger">{words.check.missing(found.missing)}</Pill> : null}
          {found.unlicensed > 0 ? <Pill>{words.check.unlicensed(found.unlicensed)}</Pill> : null}
        </span>
      ) : null}
    </div>
  )
}

function GrantWord({ grant }: { readonly grant: Grant }): ReactNode {
  const icon =
    grant === 'granted' ? (
      <CheckmarkCircleFilled className="success" />
    ) : grant === 'missing' || grant === 'refused' ? (
      <DismissCircleFilled className="danger" />
    ) : (
      <SubtractCircleRegular />
    )
  return (
    <span role="cell" className={`row ${grant === 'missing' || grant === 'refused' ? 'danger' : ''}`}>
      {icon}
      {words.check.grant(grant)}
    </span>
  )
}

function TypeRow({ type }: { readonly type: TypeHealth }): ReactNode {
  const needs: readonly (readonly [string, string])[] = [
    [words.check.readNeeds, type.read === 'missing' ? type.readNeeds : ''],
    [words.check.writeNeeds, type.write === 'missing' ? type.writeNeeds : ''],
  ]
  const missing = needs.filter(([, scope]) => scope !== '')
  return (
    <div role="row" className="grid-row tall permissions">
      <span role="cell" className="ellipsis">
        <span className="strong">{type.title}</span>
        <br />
        <span className="mono quiet">{type.type}</span>
      </span>
      <GrantWord grant={type.read} />
      <GrantWord grant={type.write} />
      <span role="cell" className="small">
        {missing.map(([need, scope]) => (
          <span key={need} className="danger">
            {need} <span className="mono">{scope}</span>
            <br />
          </span>
        ))}
        {missing.length === 0 ? (
          <span className="quiet">{type.note ?? (type.write === 'notAsked' ? words.check.writeLater : '')}</span>
        ) : null}
      </span>
    </div>
  )
}

function SignedIn({ tenant, health }: { readonly tenant: Tenant; readonly health: Health | null }): ReactNode {
  const facts: readonly (readonly [string, string])[] = [
    [
      words.account.account,
      tenant.account ??
        (tenant.signIn === 'app'
          ? tenant.hasClientSecret
            ? words.account.appWithSecret
            : words.account.app
          : tenant.signIn === 'demo'
            ? words.account.none
            : words.account.token),
    ],
    [words.account.tenant, health?.tenantName ?? tenant.name],
    [
      words.account.cloud,
      tenant.cloud === 'custom' ? (tenant.graphUrl ?? words.account.thisComputer) : clouds[tenant.cloud].title,
    ],
    [words.account.tenantId, tenant.id],
    [words.account.clientApp, tenant.clientId ?? words.account.defaultApp],
    [words.account.licence, health === null ? words.account.pending : words.account.licences[health.licence]],
    [
      words.account.roles,
      health === null
        ? words.account.pending
        : health.roles === null
          ? words.account.rolesUnreadable
          : health.roles.length > 0
            ? health.roles.join(', ')
            : words.account.noRoles,
    ],
    ...(health?.connection
      ? [
          [words.account.proxy, health.connection.proxy ?? words.account.noProxy] as const,
          [words.account.certificate, health.connection.certificate ?? words.account.unknownCertificate] as const,
        ]
      : []),
  ]
  return (
    <section className="pane" aria-label={words.account.title}>
      <div className="pane-head">
        <h2>{words.account.title}</h2>
      </div>
      <dl className="fact-list">
        {facts.map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}-value`} dir="auto">
            {value}
          </dd>,
        ])}
      </dl>
      {health ? <p className="fact-foot small quiet">{words.account.checked(when(health.checkedAt))}</p> : null}
    </section>
  )
}

function Fix({
  health,
  onRole,
  onManual,
}: {
  readonly health: Health | null
  readonly onRole: () => void
  readonly onManual: () => void
}): ReactNode {
  const missing = health ? counts(health).missing : 0
  return (
    <section className="pane" aria-label={words.fix.label}>
      <div className="pane-head">
        <h2>{missing > 0 ? words.fix.missingTitle : words.fix.title}</h2>
      </div>
      <div className="stack fact-foot">
        <p className="quiet">{missing > 0 ? words.fix.missingBody(missing) : words.fix.body}</p>
        <Button icon={<ShieldCheckmarkRegular />} onClick={onRole}>
          {words.fix.previewRole}
        </Button>
        <Button appearance="subtle" icon={<DocumentTextRegular />} onClick={onManual}>
          {words.fix.manualSteps}
        </Button>
      </div>
    </section>
  )
}
