import { Button } from '@fluentui/react-components'
import { AppGenericRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { CaptureSwitches, type Tenant } from '#contract/model/tenants.ts'
import type { Health } from '#contract/model/health.ts'
import { AppRegistration } from './app-registration.tsx'
import { words } from './words.ts'

/** What the permissions lack, what they needn't have, and how to make an app registration that has just those. */
export function PermissionUse({
  tenant,
  health,
}: {
  readonly tenant: Tenant
  readonly health: Health | null
}): ReactNode {
  const [open, setOpen] = useState(false)
  const use = health?.permissions ?? null
  const lists = (use === null ? [] : (['missingToRead', 'missingToRestore', 'notNeeded'] as const)).map(
    (kind) => [kind, use?.[kind] ?? []] as const,
  )
  return (
    <section className="pane" aria-label={words.permissions.title}>
      <div className="pane-head">
        <h2>{words.permissions.title}</h2>
      </div>
      <div className="stack fact-foot">
        {use === null ? <p className="quiet flush">{words.permissions.unknown}</p> : null}
        {lists.map(([kind, names]) =>
          names.length === 0 ? (
            <p key={kind} className="flush">
              {words.permissions[kind].none}
            </p>
          ) : (
            <div key={kind}>
              <b>{words.permissions[kind].some}</b>
              <ul className="plain-list mono small break" aria-label={words.permissions[kind].some}>
                {names.map((name) => (
                  <li key={name}>{name}</li>
                ))}
              </ul>
            </div>
          ),
        )}
        <Button appearance="subtle" icon={<AppGenericRegular />} onClick={() => setOpen(true)}>
          {words.registration.open}
        </Button>
      </div>
      {open ? (
        <AppRegistration
          cloud={tenant.cloud}
          signIn={tenant.signIn === 'app' ? 'app' : 'person'}
          captures={CaptureSwitches.parse(tenant)}
          clientId={tenant.clientId ?? ''}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </section>
  )
}
