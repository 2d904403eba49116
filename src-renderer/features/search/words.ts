import { mostDueCounted } from '#contract/model/search.ts'
import { count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Search',
  input: 'Search policies, settings, values, scripts and IDs',
  placeholder: 'Search policies, settings, values, scripts, IDs',
  escape: 'Esc',
  all: 'All',
  places: {
    settings: 'Settings',
    names: 'Policies',
    scripts: 'Script text',
    ids: 'IDs',
    commands: 'Commands',
  },
  olderVersions: 'Older versions',
  allTenants: 'All tenants',
  results: 'Results',
  noCommand: 'No commands match.',
  typeMore: 'Type at least two letters or digits.',
  none: (older: boolean, everywhere: boolean): string => {
    const wider = [...(older ? [] : ['older versions']), ...(everywhere ? [] : ['all tenants'])]
    return wider.length === 0 ? 'No results.' : `No results. Search ${wider.join(' or ')}.`
  },
  due: (versions: number): string =>
    `${versions > mostDueCounted ? 'More than 10,000 versions' : counted(versions, 'version')} can't be found yet, because the search index is still being made.`,
  version: (number: number): string => `Version ${number}`,
  versionOf: (number: number, moment: string): string => `version ${number} of ${moment}`,
  line: (number: number): string => `Line ${number}`,
  more: (hits: number): string => `and ${count(hits)} more`,
  keys: { move: 'move', open: 'open', prefixes: 'Prefix:', commands: 'commands,', id: 'ID,', setting: 'setting' },
  switchTo: (tenant: string): string => `Switch to ${tenant}`,
  goTo: (screen: string): string => `Go to ${screen}`,
  screens: {
    '/tenants': 'All tenants',
    '/overview': 'Overview',
    '/inventory': 'Inventory',
    '/backups': 'Backups',
    '/restore': 'Restore',
    '/drift': 'Drift',
    '/compare': 'Compare',
    '/dependencies': 'Dependencies',
    '/schedules': 'Schedules',
    '/runs': 'Runs',
    '/audit': 'Audit',
    '/settings': 'Settings',
    '/coverage': 'Coverage by type',
    '/connect/check': 'Permission check',
    '/connect': 'Connect a tenant',
  },
  commands: {
    capture: 'Capture the tenant',
    newSet: 'New backup set',
    checkDrift: 'Check for drift',
    unlock: 'Unlock writing',
    lock: 'Lock writing now',
    copyLink: 'Copy a link to this page',
    shortcuts: 'Show keyboard shortcuts',
    sync: 'Sync the inventory',
    definitions: 'Read setting names from Graph',
    verify: 'Verify all stored data',
  },
} as const
