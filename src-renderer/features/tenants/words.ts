import type { ConnectionState } from '#contract/model/connection.ts'
import { count, counted } from '#renderer/ui/format.ts'

const connections: Readonly<Record<ConnectionState, string>> = {
  demo: 'Demo',
  imported: 'Imported',
  signedOut: 'Not signed in',
  untried: 'Not asked yet',
  connected: 'Connected',
  throttled: 'Throttled',
  offline: 'Offline',
  expired: 'Sign-in expired',
  refused: 'Connection refused',
}

export const words = {
  title: 'All tenants',
  subtitle: (tenants: number, attention: number): string =>
    attention === 0
      ? `${counted(tenants, 'tenant')}. None needs attention.`
      : `${counted(tenants, 'tenant')}. ${attention === 1 ? '1 needs' : `${count(attention)} need`} attention.`,
  filter: 'Filter tenants',
  filterPlaceholder: (tenants: number): string => `Filter ${counted(tenants, 'tenant')}`,
  list: 'Tenants',
  environments: { production: 'Production', test: 'Test', demo: 'Demo' },
  columns: {
    name: 'Tenant',
    environment: 'Environment',
    connection: 'Connection',
    captured: 'Last capture',
    changes: 'Changes, 7 days',
    changesHint: 'Captured in the last seven days',
    findings: 'Findings',
    failed: 'Failed, 7 days',
    failedHint: 'In the last seven days',
    writing: 'Writing',
  },
  connection: (state: ConnectionState): string => connections[state],
  never: 'Never',
  overdue: (since: string): string => `Overdue since ${since}`,
  running: (runs: number): string => `${counted(runs, 'run')} in progress`,
  none: 'None',
  readOnly: 'Read-only',
  writable: 'Allowed',
  connect: 'Connect a tenant…',
  open: 'Open',
} as const
