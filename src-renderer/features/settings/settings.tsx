import { Button } from '@fluentui/react-components'
import { AddRegular, ArrowImportRegular, KeyRegular, PersonRegular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { clouds } from '#contract/model/clouds.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useRead } from '#renderer/api/queries.ts'
import { Avatar } from '#renderer/shared/avatar.tsx'
import { when } from '#renderer/ui/format.ts'
import { Loading, Pill } from '#renderer/ui/states.tsx'
import { ChannelsPane } from '#renderer/shared/alerts/channels-pane.tsx'
import { EditTenantDialog } from './edit-tenant-dialog.tsx'
import { PurgeDialog } from './purge-dialog.tsx'
import { StoragePane } from '#renderer/shared/storage/storage-pane.tsx'
import { RemoveTenantDialog } from './remove-tenant-dialog.tsx'
import { Updates } from './updates.tsx'
import { ThisComputer } from './this-computer.tsx'
import { words } from './words.ts'

export interface Props {
  readonly tenant: Tenant
  readonly onSelect: (tenantId: string) => void
}

/** The tenants with their sign-in, and the storage on this computer. */
export function Settings({ tenant, onSelect }: Props): ReactNode {
  const [, navigate] = useLocation()
  const tenants = useRead('tenants.list', {})
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
        <h1>{words.title}</h1>
        <div className="actions">
          <Button icon={<ArrowImportRegular />} onClick={() => navigate('/import')}>
            {words.import}
          </Button>
          <Button appearance="primary" icon={<AddRegular />} onClick={() => navigate('/connect')}>
            {words.connect}
          </Button>
        </div>
      </div>
      <div className="scroll stack">
        <section className="pane" aria-label={words.tenants.title}>
          <div className="pane-head">
            <h2>{words.tenants.title}</h2>
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
                    <Pill>{words.tenants.environments[entry.environment]}</Pill>
                    {entry.archivedAt ? <Pill tone="warning">{words.tenants.archived}</Pill> : null}
                    {entry.id === tenant.id ? <Pill tone="brand">{words.tenants.current}</Pill> : null}
                  </span>
                  <span className="quiet small ellipsis">
                    {signInWords(entry)} ·{' '}
                    {entry.cloud === 'custom'
                      ? (entry.graphUrl ?? words.tenants.thisComputer)
                      : clouds[entry.cloud].title}{' '}
                    · {entry.lastSyncAt ? words.tenants.synced(when(entry.lastSyncAt)) : words.tenants.neverSynced}
                  </span>
                </div>
                <span className="row end">
                  {entry.archivedAt === null && entry.signIn === 'person' ? (
                    <Button size="small" icon={<PersonRegular />} onClick={() => open(entry, '/connect/sign-in')}>
                      {entry.account ? words.tenants.signInAgain : words.tenants.signIn}
                    </Button>
                  ) : null}
                  {entry.account ? (
                    <Button size="small" onClick={() => signOut.mutate({ tenantId: entry.id })}>
                      {words.tenants.signOut}
                    </Button>
                  ) : null}
                  {entry.archivedAt === null && entry.signIn !== 'imported' ? (
                    <Button size="small" icon={<KeyRegular />} onClick={() => open(entry, '/connect/check')}>
                      {words.tenants.permissions}
                    </Button>
                  ) : null}
                  {entry.openedFile === null ? (
                    <>
                      <Button size="small" onClick={() => setEditing(entry)}>
                        {words.tenants.edit}
                      </Button>
                      <Button
                        size="small"
                        onClick={() => archive.mutate({ tenantId: entry.id, archived: entry.archivedAt === null })}
                      >
                        {entry.archivedAt === null ? words.tenants.archive : words.tenants.unarchive}
                      </Button>
                    </>
                  ) : null}
                  {entry.archivedAt === null ? null : (
                    <Button size="small" onClick={() => setRemoving(entry)}>
                      {words.tenants.remove}
                    </Button>
                  )}
                </span>
              </div>
            ))
          )}
        </section>
        {tenant.signIn === 'imported' ? null : <ChannelsPane key={tenant.id} tenant={tenant} />}
        <ThisComputer />
        <Updates />
        <StoragePane onPurge={() => setPurging(true)} />
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
      return tenant.account ?? words.tenants.notSignedIn
    case 'app':
      return tenant.hasClientSecret ? words.tenants.appWithSecret : words.tenants.app
    case 'environment':
      return words.tenants.token
    case 'demo':
      return words.tenants.noAccount
    case 'imported':
      return tenant.openedFile === null ? words.tenants.imported : words.tenants.opened
  }
}
