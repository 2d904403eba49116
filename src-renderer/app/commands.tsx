import { Button, Tooltip } from '@fluentui/react-components'
import {
  ArrowSyncRegular,
  BeakerRegular,
  PlugConnectedRegular,
  PlugDisconnectedRegular,
  SearchRegular,
} from '@fluentui/react-icons'
import { useEffect, useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useConnected } from '#renderer/api/queries.ts'
import { Notifications } from './notifications.tsx'
import { SearchPalette } from '#renderer/features/search/search-palette.tsx'
import { exactly, when } from '#renderer/ui/format.ts'

/** The row below the band: search, connection, sync; for the demo also a change by somebody else. */
export function Commands({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [searching, setSearching] = useState(false)
  const sync = useAction('runs.sync')
  const change = useAction('tenants.simulateChange')
  const connected = useConnected()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setSearching(true)
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const isDemo = tenant.environment === 'demo'
  return (
    <div className="commands">
      <button type="button" className="search-box" onClick={() => setSearching(true)}>
        <SearchRegular fontSize={16} />
        <span>Search policies, settings, values, scripts</span>
        <kbd>Ctrl K</kbd>
      </button>
      {searching ? <SearchPalette tenant={tenant} onClose={() => setSearching(false)} /> : null}
      <div className="state">
        {isDemo ? (
          <Tooltip
            relationship="description"
            content="Changes two policies in the demo tenant, as another administrator would"
          >
            <Button size="small" icon={<BeakerRegular />} onClick={() => change.mutate({ tenantId: tenant.id })}>
              Simulate an admin's change
            </Button>
          </Tooltip>
        ) : null}
        {(change.error ?? sync.error) ? (
          <span className="small danger ellipsis" role="alert" title={(change.error ?? sync.error)?.error.hint}>
            {(change.error ?? sync.error)?.error.message}
          </span>
        ) : null}
        {change.data ? (
          <span className="small quiet" role="status">
            Changed {change.data.changed.length} policies
          </span>
        ) : null}
        <span className="row">
          {connected ? <PlugConnectedRegular className="success" /> : <PlugDisconnectedRegular className="warning" />}
          {connected
            ? isDemo
              ? 'Demo'
              : tenant.account
                ? `Connected as ${tenant.account}`
                : tenant.signIn === 'person'
                  ? 'Not signed in'
                  : 'Connected'
            : 'No answer'}
        </span>
        <Notifications />
        <Button
          appearance="subtle"
          icon={<ArrowSyncRegular />}
          title={exactly(tenant.lastSyncAt)}
          onClick={() => sync.mutate({ tenantId: tenant.id })}
        >
          Sync <span className="quiet sync-age">{tenant.lastSyncAt ? when(tenant.lastSyncAt) : 'never'}</span>
        </Button>
      </div>
    </div>
  )
}
