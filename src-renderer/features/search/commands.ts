import type { Tenant } from '#contract/model/tenants.ts'
import { call } from '#renderer/api/client.ts'

/** Something that the palette does or goes to. */
export interface Command {
  readonly word: string
  readonly run: (tenant: Tenant, navigate: (path: string) => void) => void
}

const screens: readonly (readonly [word: string, path: string])[] = [
  ['Overview', '/overview'],
  ['Inventory', '/inventory'],
  ['Backups', '/backups'],
  ['Restore', '/restore'],
  ['Drift', '/drift'],
  ['Compare', '/compare'],
  ['Dependencies', '/dependencies'],
  ['Schedules', '/schedules'],
  ['Runs', '/runs'],
  ['Audit', '/audit'],
  ['Settings', '/settings'],
  ['Coverage by type', '/coverage'],
  ['Permission check', '/connect/check'],
  ['Connect a tenant', '/connect'],
]

/** Runs show themselves in the bar at the bottom, their failures too. */
const commands: readonly Command[] = [
  { word: 'Capture the tenant', run: (tenant) => void call('runs.capture', { tenantId: tenant.id }) },
  { word: 'Sync the inventory', run: (tenant) => void call('runs.sync', { tenantId: tenant.id }) },
  {
    word: 'Read the names of settings from Graph',
    run: (tenant) => void call('runs.definitions', { tenantId: tenant.id }),
  },
  { word: 'Verify everything that is stored', run: (tenant) => void call('backups.verify', { tenantId: tenant.id }) },
  ...screens.map(([word, path]): Command => ({ word: `Go to ${word}`, run: (_tenant, navigate) => navigate(path) })),
]

/** Commands that have all the words. */
export const findCommands = (text: string): readonly Command[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return commands.filter(({ word }) => words.every((asked) => word.toLowerCase().includes(asked)))
}
