import { Button, ProgressBar } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  CheckmarkCircleFilled,
  CopyRegular,
  DismissCircleFilled,
  DocumentTextRegular,
  ShieldCheckmarkRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { clouds } from '#contract/model/clouds.ts'
import type { Grant, Health, TypeHealth } from '#contract/model/health.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { counted, when } from '#renderer/ui/format.ts'
import { isRunning } from '#renderer/shared/run-words.ts'
import { ErrorState, Loading, Pill } from '#renderer/ui/states.tsx'
import { ConnectSteps } from './connect-steps.tsx'
import { ManualSteps } from './manual-steps.tsx'
import { RoleDialog } from './role-dialog.tsx'
import './connect.css'

/** The third step: what the sign-in may read and write, type by type, and how to mend what is missing. */
export function PermissionCheck({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const health = useRead('tenants.health', { tenantId: tenant.id })
  const runs = useRead('runs.list', { tenantId: tenant.id })
  const check = useAction('tenants.check')
  const sync = useAction('runs.sync', () => navigate('/inventory'))
  const [dialog, setDialog] = useState<'role' | 'manual' | null>(null)
  const last = runs.data?.find((run) => run.kind === 'health')
  const running = last !== undefined && isRunning(last)
  const asked = useRef(false)
  const { mutate } = check
  useEffect(() => {
    if (asked.current || !runs.data || last) return
    asked.current = true
    mutate({ tenantId: tenant.id })
  }, [runs.data, last, mutate, tenant.id])
  const again = () => mutate({ tenantId: tenant.id })
  const failed = last && !running && last.error ? last.error : null
  return (
    <>
      <div className="page-head">
        <h1>Permissions of {tenant.name}</h1>
        <ConnectSteps now={3} />
      </div>
      <div className="page aside">
        <section className="pane" aria-label="Permissions by type">
          <Head health={health.data ?? null} />
          {failed ? (
            <ErrorState error={failed} retry={again} />
          ) : !health.data ? (
            <Loading label="Asking for each type" />
          ) : (
            // A list that scrolls must be reachable by the keyboard (WCAG 2.1.1).
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <div className="scroll" role="table" aria-label="Permissions by type" tabIndex={0}>
              <div role="rowgroup">
                <div role="row" className="grid-head permissions">
                  {['Type', 'Read', 'Write', 'What is missing'].map((word) => (
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
            </div>
          )}
          {running ? (
            <div className="notice">
              <ArrowSyncRegular /> {last.phase ?? 'Checking'}{' '}
              <ProgressBar className="w-160" aria-label="Progress of the check" />
            </div>
          ) : null}
          <div className="pane-foot">
            <Button appearance="subtle" icon={<ArrowSyncRegular />} disabled={running} onClick={again}>
              Check again
            </Button>
            <Button
              appearance="subtle"
              icon={<CopyRegular />}
              disabled={!health.data}
              onClick={() => void navigator.clipboard.writeText(asText(health.data!))}
            >
              Copy result
            </Button>
            <span className="row end">
              <Button onClick={() => navigate('/connect/sign-in')}>Back</Button>
              <Button appearance="primary" disabled={!health.data} onClick={() => sync.mutate({ tenantId: tenant.id })}>
                Continue with what is granted
              </Button>
            </span>
          </div>
        </section>
        <div className="stack">
          <SignedIn tenant={tenant} health={health.data ?? null} />
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
      <h2>Permissions by type</h2>
      {found ? (
        <span className="row end" role="status">
          <Pill tone="success">{found.ready} readable</Pill>
          {found.missing > 0 ? <Pill tone="danger">{found.missing} missing</Pill> : null}
          {found.unlicensed > 0 ? <Pill>{found.unlicensed} not licensed</Pill> : null}
        </span>
      ) : null}
    </div>
  )
}

const words: Readonly<Record<Grant, string>> = {
  granted: 'Granted',
  missing: 'Missing',
  notAsked: 'Not asked',
  refused: 'Refused',
  unlicensed: 'Not licensed',
  unknown: 'Not known',
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
      {words[grant]}
    </span>
  )
}

function TypeRow({ type }: { readonly type: TypeHealth }): ReactNode {
  const needs: readonly (readonly [string, string])[] = [
    ['Read needs', type.read === 'missing' ? type.readNeeds : ''],
    ['Write needs', type.write === 'missing' ? type.writeNeeds : ''],
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
        {missing.map(([word, scope]) => (
          <span key={word} className="danger">
            {word} <span className="mono">{scope}</span>
            <br />
          </span>
        ))}
        {missing.length === 0 ? (
          <span className="quiet">
            {type.note ?? (type.write === 'notAsked' ? 'Writing is asked for when you need it' : '')}
          </span>
        ) : null}
      </span>
    </div>
  )
}

function SignedIn({ tenant, health }: { readonly tenant: Tenant; readonly health: Health | null }): ReactNode {
  const facts: readonly (readonly [string, string])[] = [
    [
      'Account',
      tenant.account ??
        (tenant.signIn === 'app'
          ? 'App with a certificate'
          : tenant.signIn === 'demo'
            ? 'None needed'
            : 'Token from the environment'),
    ],
    ['Tenant', health?.tenantName ?? tenant.name],
    ['Cloud', tenant.cloud === 'custom' ? (tenant.graphUrl ?? 'On this computer') : clouds[tenant.cloud].title],
    ['Tenant id', tenant.id],
    ['App', tenant.clientId ?? 'Microsoft Graph Command Line Tools'],
    [
      'Licence',
      health === null
        ? '…'
        : { active: 'Intune, active', missing: 'Intune is not licensed', unknown: 'Not known' }[health.licence],
    ],
    [
      'Intune roles',
      health === null
        ? '…'
        : health.roles === null
          ? 'Not readable'
          : health.roles.length > 0
            ? health.roles.join(', ')
            : 'None through a group',
    ],
  ]
  return (
    <section className="pane" aria-label="Signed in">
      <div className="pane-head">
        <h2>Signed in</h2>
      </div>
      <dl className="fact-list">
        {facts.map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}-value`} dir="auto">
            {value}
          </dd>,
        ])}
      </dl>
      {health ? <p className="fact-foot small quiet">Checked {when(health.checkedAt)}</p> : null}
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
    <section className="pane" aria-label="Fix">
      <div className="pane-head">
        <h2>{missing > 0 ? 'Fix the missing permissions' : 'Least privilege'}</h2>
      </div>
      <div className="stack fact-foot">
        <p className="quiet">
          {missing > 0
            ? `${counted(missing, 'type')} stay empty in backups until an administrator consents or gives a role. All else works now.`
            : 'A role of its own gives a group just what backups and restores need.'}
        </p>
        <Button icon={<ShieldCheckmarkRegular />} onClick={onRole}>
          Preview the role…
        </Button>
        <Button appearance="subtle" icon={<DocumentTextRegular />} onClick={onManual}>
          Manual steps for the admin
        </Button>
      </div>
    </section>
  )
}

const asText = (health: Health): string =>
  [
    `${health.tenantName}, ${health.account ?? 'no account'}, licence ${health.licence}`,
    ...health.types.map(
      (type) =>
        `${type.type}: read ${type.read}, write ${type.write}${type.read === 'missing' ? `, needs ${type.readNeeds}` : ''}`,
    ),
  ].join('\n')
