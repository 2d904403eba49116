import { Button } from '@fluentui/react-components'
import { AddRegular, BroomRegular, KeyRegular, PersonRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { clouds } from '#contract/model/clouds.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { when } from '#renderer/ui/format.ts'
import { Loading, Pill } from '#renderer/ui/states.tsx'
import { EditTenantDialog } from './edit-tenant-dialog.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { RemoveTenantDialog } from './remove-tenant-dialog.tsx'

interface Props {
  readonly tenant: Tenant
  readonly onSelect: (tenantId: string) => void
}

/** Tenants and their sign-in, and where everything is kept. */
export function Settings({ tenant, onSelect }: Props): ReactNode {
  const [, navigate] = useLocation()
  const tenants = useRead('tenants.list', {})
  const info = useRead('app.info', {})
  const archive = useAction('tenants.archive')
  const signOut = useAction('tenants.signOut')
  const [editing, setEditing] = useState<Tenant | null>(null)
  const [removing, setRemoving] = useState<Tenant | null>(null)
  const [purging, setPurging] = useState(false)
  const error = archive.error?.error ?? signOut.error?.error

  function open(entry: Tenant, path: string): void {
    onSelect(entry.id)
    navigate(path)
  }

  return (
    <>
      <div className="page-head">
        <h1>Settings</h1>
        <div className="actions">
          <Button appearance="primary" icon={<AddRegular />} onClick={() => navigate('/connect')}>
            Connect a tenant…
          </Button>
        </div>
      </div>
      <div className="scroll stack">
        <section className="pane" aria-label="Tenants">
          <div className="pane-head">
            <h2>Tenants</h2>
            {error ? (
              <span className="danger" role="alert">
                {error.message} {error.hint}
              </span>
            ) : null}
          </div>
          {!tenants.data ? (
            <Loading />
          ) : (
            tenants.data.map((entry) => (
              <div key={entry.id} className="tenant-line" data-tenant={entry.name}>
                <Avatar tenant={entry} />
                <div className="ellipsis">
                  <span className="row">
                    <b dir="auto" className="ellipsis">
                      {entry.name}
                    </b>
                    <Pill>{entry.environment}</Pill>
                    {entry.archivedAt ? <Pill tone="warning">archived</Pill> : null}
                    {entry.id === tenant.id ? <Pill tone="brand">in front</Pill> : null}
                  </span>
                  <span className="quiet small ellipsis">
                    {signInWords(entry)} ·{' '}
                    {entry.cloud === 'custom' ? (entry.graphUrl ?? 'on this computer') : clouds[entry.cloud].title} ·{' '}
                    {entry.lastSyncAt ? `synced ${when(entry.lastSyncAt)}` : 'never synced'}
                  </span>
                </div>
                <span className="row end">
                  {entry.archivedAt === null && entry.signIn === 'person' ? (
                    <Button size="small" icon={<PersonRegular />} onClick={() => open(entry, '/connect/sign-in')}>
                      {entry.account ? 'Sign in again' : 'Sign in'}
                    </Button>
                  ) : null}
                  {entry.account ? (
                    <Button size="small" onClick={() => signOut.mutate({ tenantId: entry.id })}>
                      Sign out
                    </Button>
                  ) : null}
                  {entry.archivedAt === null ? (
                    <Button size="small" icon={<KeyRegular />} onClick={() => open(entry, '/connect/check')}>
                      Permissions
                    </Button>
                  ) : null}
                  <Button size="small" onClick={() => setEditing(entry)}>
                    Edit…
                  </Button>
                  <Button
                    size="small"
                    onClick={() => archive.mutate({ tenantId: entry.id, archived: entry.archivedAt === null })}
                  >
                    {entry.archivedAt === null ? 'Archive' : 'Take back'}
                  </Button>
                  {entry.archivedAt === null ? null : (
                    <Button size="small" onClick={() => setRemoving(entry)}>
                      Remove…
                    </Button>
                  )}
                </span>
              </div>
            ))
          )}
        </section>
        <section className="pane" aria-label="Storage">
          <div className="pane-head">
            <h2>Storage and protection</h2>
          </div>
          <dl className="fact-list">
            <dt>Data folder</dt>
            <dd className="mono">{info.data?.dataFolder}</dd>
            <dt>Secrets and sign-ins</dt>
            <dd>
              {info.data?.vault
                ? `Sealed by ${info.data.vault}`
                : 'Nothing seals them here: secret values are not kept, sign-ins last until TenantAtlas ends.'}
            </dd>
            <dt>Version</dt>
            <dd>{info.data?.version}</dd>
          </dl>
          <div className="fact-foot">
            <Button size="small" icon={<BroomRegular />} onClick={() => setPurging(true)}>
              Old versions of {tenant.name}…
            </Button>
          </div>
        </section>
      </div>
      {editing ? <EditTenantDialog tenant={editing} onClose={() => setEditing(null)} /> : null}
      {purging ? <PurgeDialog tenant={tenant} onClose={() => setPurging(false)} /> : null}
      <RemoveTenantDialog key={`remove-${removing?.id}`} tenant={removing} onClose={() => setRemoving(null)} />
    </>
  )
}

function signInWords(tenant: Tenant): string {
  switch (tenant.signIn) {
    case 'person':
      return tenant.account ?? 'nobody is signed in'
    case 'app':
      return 'app with a certificate'
    case 'environment':
      return 'token from the environment'
    case 'demo':
      return 'no account needed'
  }
}
