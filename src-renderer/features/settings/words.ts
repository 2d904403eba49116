import type { UpdateState } from '#contract/model/shell.ts'
import { bytes, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Settings',
  connect: 'Connect a tenant…',
  import: 'Import a backup…',

  tenants: {
    title: 'Tenants',
    environments: { production: 'Production', test: 'Test', demo: 'Demo' },
    archived: 'Archived',
    current: 'Current',
    notSignedIn: 'Not signed in',
    app: 'App with a certificate',
    appWithSecret: 'App with a client secret',
    token: 'Token from the environment',
    noAccount: 'No account needed',
    imported: 'Imported from files',
    opened: 'File, only open to read',
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

  computer: {
    title: 'This computer',
    appearance: 'Appearance',
    appearances: { system: 'As the system', light: 'Light', dark: 'Dark' },
    signIn: 'Open at sign-in',
    signInOn: 'Opens in the tray when you sign in to this computer',
    signInOff: "Doesn't open by itself",
    schedules: 'Schedules while TenantAtlas is closed',
    registered: (scheduler: string): string => `${scheduler} starts due schedules every 15 minutes`,
    notRegistered: (scheduler: string): string => `Let ${scheduler} start due schedules every 15 minutes`,
    noScheduler: 'This system has no scheduler that TenantAtlas knows.',
    lastRan: (age: string): string => `Last started ${age}`,
    neverRan: 'Not started yet',
    report: 'Report a problem…',
    reported: (folder: string): string => `The log and versions are in ${folder}. They contain no secrets.`,
  },

  updates: {
    title: 'Updates of TenantAtlas',
    none: 'This build has no place to look for updates. Look for a newer version where you got it.',
    daily: 'Check for updates once a day',
    privacy:
      'The download server sees your IP address, and nothing of any tenant. Nothing is downloaded or installed until you say so.',
    phase: ({ phase, version, how }: UpdateState): string => {
      switch (phase) {
        case 'idle':
          return 'Not checked yet.'
        case 'checking':
          return 'Checking…'
        case 'current':
          return 'This is the newest version.'
        case 'available':
          return how === 'install'
            ? `TenantAtlas ${version} is available.`
            : `TenantAtlas ${version} is available. This system can't check who signed it, so download it yourself.`
        case 'downloading':
          return `TenantAtlas ${version} is being downloaded.`
        case 'ready':
          return `TenantAtlas ${version} is ready. It is installed only if its signature is right.`
        case 'failed':
          return 'Not checked.'
      }
    },
    checked: (age: string): string => `Checked ${age}.`,
    progress: 'Download of the update',
    notes: 'What is new',
    check: 'Check now',
    steps: { download: 'Download', install: 'Install and restart', openPage: 'Open the download page' },
  },

  edit: {
    title: (tenant: string): string => `Edit ${tenant}`,
    save: 'Save',
    name: 'Name',
    environment: 'Environment',
    production: 'Production',
    test: 'Test',
    clientSecret: 'New client secret',
    clientSecretHint: 'Leave empty to keep the present one.',
    colour: 'Color',
    colourNumber: (number: number): string => `Color ${number}`,
    assistant: 'Let assistants read what is stored',
    assistantHint:
      'Programs that speak the Model Context Protocol read captures, versions, findings and runs over "atlas mcp", and users, devices and members where you read them for “Who gets what”. They can change nothing, never reach the tenant, and each question is in the audit log.',
    repository: 'Git folder',
    repositoryHint:
      "Full path of a folder in a git repository on this computer. Each capture exports the tenant there and commits what changed, with the person who changed it where Intune's audit log says so.",
    captures: {
      capturesEntra: {
        label: 'Also capture Microsoft Entra policies',
        hint: 'Conditional Access, terms of use, authentication methods, device registration and company branding. Sign in again afterwards: reading them requires more permissions, such as Policy.Read.All.',
      },
      capturesGroupMembers: {
        label: 'Also capture the members of groups',
        hint: 'IDs and names of the direct members of assigned groups, up to 2,000 for each group. Sign in again afterwards: reading names requires User.ReadBasic.All.',
      },
      capturesServices: {
        label: 'Also capture Windows 365, Windows updates and Microsoft 365 Apps',
        hint: 'Provisioning policies, user settings, update policies and installation options. Sign in again afterwards: reading them requires CloudPC.Read.All, WindowsUpdates.Read.All and OrgSettings-Microsoft365Install.Read.All.',
      },
      capturesDevices: {
        label: 'Also capture lists of devices',
        hint: 'Windows Autopilot devices with their group tags, and corporate device identifiers. Both contain serial numbers.',
      },
      readsRecipients: {
        label: 'Read who can get what',
        hint: 'Users, managed devices, and the members of assigned groups, when you start it under "Who gets what". This is personal data: it is in no backup and no export, and turning this off deletes it. Sign in again afterwards: reading them requires User.ReadBasic.All, DeviceManagementManagedDevices.Read.All and Device.Read.All.',
      },
    },
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
      `This deletes ${counted(policies, 'policy', 'policies')} with all versions, and ${counted(sets, 'backup set')}, from this computer. Nothing changes in the tenant. The audit log is kept, and daily copies of the database hold the tenant until three newer ones exist. Databases that were moved aside, or kept from before an update, hold it until you delete them.`,
    exportFirst: 'Export the latest versions first',
    folderHint: 'Folder on this computer (full path)',
    export: 'Export',
    written: (files: number): string => `${counted(files, 'file')} written.`,
    typeName: (tenant: string): string => `Type ${tenant} to remove it`,
    confirm: 'Remove',
  },
} as const
