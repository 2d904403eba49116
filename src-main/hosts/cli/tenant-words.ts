import { counted } from '#domain/counted.ts'

const readOnly = (name: string): string => `${name} is connected and read-only.`
const confirm = 'Name of the tenant, to confirm'

/** What `atlas tenant` says, command by command. */
export const words = {
  connect: {
    description: 'Connect a tenant with the sign-in of a person or an app',
    name: 'Name of the tenant in TenantAtlas',
    tenant: 'Tenant ID or domain',
    cloud: 'global, gccHigh, dod, china or custom',
    graphUrl: 'Address of Microsoft Graph, for a custom cloud',
    authority: 'Address of the sign-in service, for a custom cloud',
    clientId: 'Client ID of your own app registration',
    certificate: 'PEM file with the certificate and private key, to sign in as an app',
    certificatePassword: 'Environment variable with the passphrase of the private key',
    clientSecret: 'Environment variable with the client secret, to sign in as an app',
    thumbprint: 'Thumbprint of a certificate in the Windows certificate store, to sign in as an app',
    noSecret: (variable: string) => ({
      message: `The environment variable ${variable} is empty.`,
      hint: 'Set it to the value of the client secret.',
    }),
    environment: 'production, test or demo',
    noCloud: (cloud: string, known: readonly string[]) => ({
      message: `There is no cloud "${cloud}".`,
      hint: `Use one of these: ${known.join(', ')}.`,
    }),
    connected: (name: string, needsSignIn: boolean): string =>
      `${readOnly(name)}${needsSignIn ? ` To sign in, run: atlas tenant sign-in "${name}"` : ''}`,
  },

  signIn: {
    description: 'Sign in to a tenant',
    deviceCode: 'Sign in with a code on another device instead of opening the browser',
    windows: 'Sign in with an account of Windows',
    write: 'Ask for write access too',
    groups: 'Ask for write access, and for the permission to create and change groups',
    consented: 'Use only permissions already granted',
    result: (name: string, account: string | undefined): string =>
      account === undefined ? `${name}: not signed in.` : `${name}: signed in as ${account}.`,
    windowsOpened: 'Choose an account in the window that Windows has opened.',
    open: (url: string): string => `Sign in here: ${url}`,
    enterCode: (url: string, code: string): string => `Open ${url} and enter the code ${code}`,
  },

  signOut: {
    description: 'Sign out of a tenant',
    account: 'Sign out only this account',
    result: (name: string): string => `${name}: signed out.`,
  },

  accounts: {
    description: 'List the accounts that are signed in to a tenant',
    columns: ['Account', 'In use', 'Write access', 'Signed in'],
    yes: 'yes',
    no: 'no',
  },

  useAccount: {
    description: 'Use another account that is signed in to a tenant',
    result: (name: string, account: string): string => `${name}: requests are sent as ${account} from now on.`,
  },

  registration: {
    description: 'Print the permissions and the manifest of an app registration for TenantAtlas',
    app: 'For an app that signs in by itself; for people by default',
    write: 'To restore too',
    groups: 'To restore, and to create and change groups',
    entra: 'Also for Microsoft Entra policies, such as Conditional Access',
    services: 'Also for Windows 365, Windows updates and Microsoft 365 Apps',
    members: 'Also for the members of groups',
    devices: 'Also for Autopilot devices and corporate device identifiers',
    recipients: 'Also for users, managed devices and members of groups, to say who gets what',
    cloud: 'global, gccHigh, dod, china or custom',
    clientId: 'Client ID of the app registration, once there is one',
    register: (link: string): string => `To register the app, open ${link}`,
    permissions: (link: string): string => `To grant consent, open ${link}`,
    manifest: 'Properties for its manifest:',
    people: (names: readonly string[]): string => `Only people can be granted: ${names.join(', ')}`,
  },

  check: {
    description: 'Check what the sign-in can read and write, and how each type can be read',
    save: 'File for the compatibility check, without names, IDs and values',
    saved: (file: string): string => `Compatibility check written to ${file}. It contains no names, IDs or values.`,
    notSaved: {
      message: "There is no compatibility check to save, because the check didn't finish.",
      hint: 'Run the check again.',
    },
    compatibility: {
      works: 'works',
      otherRoute: 'works by another route',
      contradicts: 'contradicts',
      notLicensed: 'not licensed',
      notPermitted: 'not permitted',
      empty: 'nothing to try',
      notTried: 'not tried',
    },
    summary: (licence: string, roles: readonly string[] | null): string =>
      `License ${licence}. Roles: ${roles === null ? "can't be read" : roles.join(', ') || 'none'}.`,
  },

  archive: {
    description: 'Archive a tenant and keep its captured data',
    undo: 'Unarchive the tenant',
    result: (name: string, archived: boolean): string => `${name} is ${archived ? 'archived' : 'no longer archived'}.`,
  },

  export: {
    description: 'Export the latest version of every policy as files',
    folder: 'Folder to write to',
    format: 'as Graph returned it, for a git repository, or as IntuneManagement or IntuneCD reads it',
    commit: 'Commit the changes, if the folder is in a git repository',
    result: (files: number, folder: string, commit: string | null): string =>
      `${counted(files, 'file')} written to ${folder}.${commit === null ? '' : ` Commit ${commit.slice(0, 12)}.`}`,
  },

  remove: {
    description: 'Remove an archived tenant and everything captured from it',
    confirm,
    result: (name: string): string => `${name} is removed.`,
  },

  role: {
    description: 'Plan and create the least-privilege Intune role',
    plan: 'Plan the role and its assignment, without writing anything',
    group: 'Name or object ID of the security group to assign the role to',
    write: 'Let the role restore too',
    step: (action: string, what: string, name: string): string => `${action} ${what} "${name}"`,
    next: (runId: string, name: string): string =>
      `To write it, run: atlas tenant role apply ${runId} --confirm "${name}"`,
    apply: 'Write a planned role to the tenant',
    confirm,
    noRunId: (id: string): string => `${id} is not the ID of a run.`,
    result: (written: number, unchanged: number): string => `${written} written, ${unchanged} unchanged.`,
  },

  tenant: {
    description: 'Connect and manage tenants',
    add: 'Connect a tenant with an access token from the environment',
    name: 'Name of the tenant in TenantAtlas',
    graphUrl: 'Address of Microsoft Graph, without a version',
    tenantId: 'Tenant ID',
    tokenVariable: 'Environment variable with the access token',
    environment: 'production, test or demo',
    noToken: (variable: string) => ({
      message: `The environment variable ${variable} is empty.`,
      hint: 'Set it to a Graph access token for the tenant. TenantAtlas never stores the token itself.',
    }),
    otherTenant: (variable: string, issuedFor: string, tenantId: string) => ({
      message: `The token in ${variable} belongs to the tenant ${issuedFor}, not to ${tenantId}.`,
      hint: 'Nothing was stored.',
    }),
    connected: readOnly,
    demo: 'Add the demo tenant',
    demoHistory: 'with half a year of captures, changes, findings and restores',
    demoAdded: (name: string): string => `${name} is ready.`,
    list: 'List connected tenants',
    change: 'Edit a tenant',
    changedEnvironment: 'production or test',
    entra: 'Also capture Microsoft Entra policies, such as Conditional Access',
    services: 'Also capture Windows 365, Windows updates and Microsoft 365 Apps',
    members: 'Also capture the members of groups',
    devices: 'Also capture Autopilot devices and corporate device identifiers',
    assistants: 'Let assistants read what is stored of it (atlas mcp)',
    recipients: 'Read users, managed devices and members of groups, to say who gets what',
    gitFolder: 'Folder in a git repository into which each capture is exported and committed, or none',
    switchValue: (name: string, value: string): string => `--${name} must be on or off, not "${value}".`,
    unlock: 'Allow writing for a limited time',
    minutes: 'Number of minutes',
    lock: 'Make the tenant read-only',
    allowedUntil: (moment: string): string => `allowed until ${moment}`,
    readOnly: 'read-only',
    writing: (name: string, state: string): string => `${name}: writing ${state}.`,
  },
} as const
