import { bytes, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Settings',
  connect: 'Connect a tenant…',

  tenants: {
    title: 'Tenants',
    environments: { production: 'Production', test: 'Test', demo: 'Demo' },
    archived: 'Archived',
    current: 'Current',
    notSignedIn: 'Not signed in',
    app: 'App with a certificate',
    token: 'Token from the environment',
    noAccount: 'No account needed',
    thisComputer: 'This computer',
    synced: (age: string): string => `Synced ${age}`,
    neverSynced: 'Never synced',
    signIn: 'Sign in',
    signInAgain: 'Sign in again',
    signOut: 'Sign out',
    permissions: 'Permissions',
    edit: 'Edit…',
    archive: 'Archive',
    unarchive: 'Unarchive',
    remove: 'Remove…',
  },

  storage: {
    label: 'Storage',
    title: 'Storage and protection',
    dataFolder: 'Data folder',
    secrets: 'Secrets and sign-ins',
    vault: (vault: string): string => `Protected by ${vault}`,
    noVault: "No keychain on this computer. Secret values aren't kept, and sign-ins last until you close TenantAtlas.",
    version: 'Version',
    purge: 'Delete old versions…',
  },

  edit: {
    title: (tenant: string): string => `Edit ${tenant}`,
    save: 'Save',
    name: 'Name',
    environment: 'Environment',
    production: 'Production',
    test: 'Test',
    colour: 'Color',
    colourNumber: (number: number): string => `Color ${number}`,
    entra: 'Also capture Entra policies',
    entraHint:
      'Conditional Access policies, named locations and authentication strengths. Sign in again afterwards: reading them requires Policy.Read.All.',
  },

  purge: {
    title: (tenant: string): string => `Delete old versions of ${tenant}`,
    body: "Deletes versions nothing uses from this computer. TenantAtlas keeps the latest version of every policy that isn't archived, and everything that a backup set, run, plan or baseline uses. The tenant isn't changed.",
    before: 'Captured before',
    nothing: 'There are no versions to delete.',
    found: (versions: number): string => counted(versions, 'version'),
    foundDetail: (versions: number, policies: number, size: number): string =>
      ` ${versions === 1 ? 'is' : 'are'} deleted${
        policies > 0
          ? `, and with ${versions === 1 ? 'it' : 'them'} ${counted(policies, 'archived policy', 'archived policies')}`
          : ''
      }. This frees ${bytes(size)}.`,
    confirm: (versions: number): string => `Delete ${counted(versions, 'version')}`,
    preview: 'Preview deletion',
    cancel: 'Cancel',
  },

  remove: {
    title: (tenant: string): string => `Remove ${tenant} from this computer?`,
    body: (policies: number, sets: number): string =>
      `This deletes ${counted(policies, 'policy', 'policies')} with all versions, and ${counted(sets, 'backup set')}, from this computer. Nothing changes in the tenant. The audit log is kept.`,
    exportFirst: 'Export the latest versions first',
    folderHint: 'Folder on this computer (full path)',
    export: 'Export',
    written: (files: number): string => `${counted(files, 'file')} written.`,
    typeName: (tenant: string): string => `Type ${tenant} to remove it`,
    confirm: 'Remove',
  },
} as const
