import { Button } from '@fluentui/react-components'
import { PersonAddRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { when } from '#renderer/ui/format.ts'
import { Pill } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

/** The accounts that are signed in to a tenant, and which of them is used. */
export function Accounts({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [, navigate] = useLocation()
  const accounts = useRead('tenants.accounts', { tenantId: tenant.id })
  const use = useAction('tenants.useAccount')
  const signOut = useAction('tenants.signOut')
  const error = use.error?.error ?? signOut.error?.error
  const busy = use.isPending || signOut.isPending
  return (
    <section className="pane" aria-label={words.accounts.title}>
      <div className="pane-head">
        <h2>{words.accounts.title}</h2>
      </div>
      <div className="stack fact-foot">
        {accounts.data?.length === 0 ? <p className="quiet flush">{words.accounts.none}</p> : null}
        <ul className="plain-list" aria-label={words.accounts.title}>
          {accounts.data?.map(({ account, isUsed, canWrite, signedInAt }) => (
            <li key={account} data-account={account}>
              <b dir="auto" className="break">
                {account}
              </b>
              <span className="row wrap">
                {isUsed ? <Pill tone="brand">{words.accounts.used}</Pill> : null}
                <Pill>{canWrite ? words.accounts.canWrite : words.accounts.readOnly}</Pill>
                <span className="small quiet">{when(signedInAt)}</span>
              </span>
              <span className="row">
                {isUsed ? null : (
                  <Button
                    size="small"
                    disabled={busy}
                    aria-label={words.accounts.useNamed(account)}
                    onClick={() => use.mutate({ tenantId: tenant.id, account })}
                  >
                    {words.accounts.use}
                  </Button>
                )}
                <Button
                  size="small"
                  disabled={busy}
                  aria-label={words.accounts.signOutNamed(account)}
                  onClick={() => signOut.mutate({ tenantId: tenant.id, account })}
                >
                  {words.accounts.signOut}
                </Button>
              </span>
            </li>
          ))}
        </ul>
        {error ? (
          <p className="danger flush" role="alert">
            {error.message} {error.hint}
          </p>
        ) : null}
        <Button appearance="subtle" icon={<PersonAddRegular />} onClick={() => navigate('/connect/sign-in')}>
          {words.accounts.add}
        </Button>
      </div>
    </section>
  )
}
