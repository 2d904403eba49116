import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowSyncRegular, BeakerRegular, SearchRegular } from '@fluentui/react-icons'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { useAction, useShellCommand } from '#renderer/api/queries.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { Notifications } from './notifications.tsx'
import { SearchPalette } from '#renderer/features/search/search-palette.tsx'
import { useRefused } from '#renderer/shared/refused.ts'
import { exactly, when } from '#renderer/ui/format.ts'
import { CopyLink } from './copy-link.tsx'
import { words } from './words.ts'

/** The row below the band: search, connection, sync; in the demo also a simulated change by another administrator. */
export function Commands({ tenant }: { readonly tenant: Tenant }): ReactNode {
  const [searching, setSearching] = useState(false)
  const openSearch = useCallback(() => setSearching(true), [])
  const sync = useAction('runs.sync')
  const change = useAction('tenants.simulateChange')
  const refused = useRefused((state) => state.error)
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
  useShellCommand('search', openSearch)
  const error = change.error?.error ?? sync.error?.error ?? refused
  const isDemo = tenant.environment === 'demo'
  const isImported = tenant.signIn === 'imported'
  return (
    <div className="commands">
      <button type="button" className="search-box" onClick={() => setSearching(true)}>
        <SearchRegular fontSize={16} />
        <span>{words.commands.search}</span>
        <kbd>{words.commands.searchKey}</kbd>
      </button>
      {searching ? <SearchPalette tenant={tenant} onClose={() => setSearching(false)} /> : null}
      <div className="state">
        {isDemo ? (
          <Tooltip relationship="description" content={words.commands.simulateChangeHint}>
            <Button size="small" icon={<BeakerRegular />} onClick={() => change.mutate({ tenantId: tenant.id })}>
              {words.commands.simulateChange}
            </Button>
          </Tooltip>
        ) : null}
        {error ? (
          <span className="small danger ellipsis" role="alert" title={[error.message, error.hint].join(' ')}>
            {error.message}
          </span>
        ) : null}
        {change.data ? (
          <span className="small quiet" role="status">
            {words.commands.changed(change.data.changed.length)}
          </span>
        ) : null}
        <ConnectionStatus tenant={tenant} />
        <CopyLink tenantId={tenant.id} />
        <Notifications />
        {isImported ? null : (
          <Button
            appearance="subtle"
            icon={<ArrowSyncRegular />}
            title={exactly(tenant.lastSyncAt)}
            onClick={() => sync.mutate({ tenantId: tenant.id })}
          >
            {words.commands.sync}{' '}
            <span className="quiet sync-age">
              {tenant.lastSyncAt ? when(tenant.lastSyncAt) : words.commands.neverSynced}
            </span>
          </Button>
        )}
      </div>
    </div>
  )
}
