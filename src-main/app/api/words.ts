import { counted } from '#domain/counted.ts'

/** What a request can be refused for, and the titles of the runs that it starts. */
export const words = {
  request: {
    unknownMethod: (method: string): string => `There is no method ${method}.`,
    invalid: (problems: string): string => `The request is not valid: ${problems}.`,
    wrongConfirmation: (tenant: string): string => `Type the tenant's name, ${tenant}, to confirm.`,
    nothingWritten: 'Nothing was written.',
    nothingRemoved: 'Nothing was removed.',
    nothingChanged: 'Nothing was changed.',
    noAnswer: (waitedMs: number) => ({
      message: `The tenant didn't answer within ${waitedMs / 1000} seconds.`,
      hint: 'Check the network, and try again.',
    }),
    throttled: (until: Date, now: Date) => ({
      message: 'Microsoft Graph asked TenantAtlas to wait.',
      hint: `Try again in ${counted(Math.ceil((until.getTime() - now.getTime()) / 1000), 'second')}.`,
    }),
  },

  storage: {
    runsAreActive: (runs: number): string => `${counted(runs, 'run')} ${runs === 1 ? "hasn't" : "haven't"} ended yet.`,
    waitForRuns: 'Wait until they end, or cancel them, and try again.',
  },

  reports: {
    noObject: {
      message: 'The request names nothing that the report could be about.',
      hint: 'Name the backup set, version, baseline, run or both sides of the comparison.',
    },
  },

  ownership: {
    notConnected: { message: "This tenant isn't connected.", hint: 'Connect it first.' },
    missing: (what: string): string => `This ${what} doesn't exist.`,
    ofAnotherTenant: (what: string): string => `This ${what} belongs to another tenant.`,
    backupSet: 'backup set',
    alertChannel: 'channel for alerts',
    ignoreRule: 'ignore rule',
  },

  moments: {
    inFuture: { message: 'This date is in the future.', hint: 'Choose a date and time in the past.' },
    purged: (day: string) => ({
      message: `Versions from before ${day} were deleted, so the state at that time is incomplete.`,
      hint: 'Choose a later point in time, or a backup set. Backup sets stay complete.',
    }),
  },

  policies: {
    differentTypes: {
      message: 'These versions have different policy types.',
      hint: 'Select two versions of one policy, or of two policies of the same type.',
    },
    unknownZone: (zone: string) => ({
      message: `"${zone}" is not a time zone.`,
      hint: 'Enter a time zone such as Europe/Berlin.',
    }),
  },

  assistant: {
    notAllowed: (tenant: string) => ({
      message: `Assistants may not read ${tenant}.`,
      hint: 'Allow it in the settings of the tenant.',
    }),
  },
  restore: {
    onlyRestores: 'Only a restore can be undone.',
    noItem: "This item isn't in the plan.",
    table: {
      unreadable: {
        message: "This file isn't a mapping table.",
        hint: 'Open a table that TenantAtlas saved, or the MigrationTable.json of IntuneManagement.',
      },
      ofTarget: (tenant: string) => ({
        message: `This table lists objects of ${tenant} itself, so it says nothing about the source.`,
        hint: 'Open the table of the tenant that the backup is from.',
      }),
    },
    cannotKeep: (secret: string) => ({
      message: `The value of "${secret}" is one entry of a list that is written as a whole, so it can't stay as it is.`,
      hint: 'Enter the value, or leave the object out of the restore.',
    }),
    noVault: {
      message: "Nothing on this computer can protect the value, so it isn't kept.",
      hint: 'Set a passphrase for TenantAtlas, or leave the object out of the restore.',
    },
    alreadyRun: { message: "This plan has already run and can't be changed.", hint: 'Plan again.' },
  },

  runs: {
    allData: 'All stored data',
    settingNames: 'Setting names',
    purge: (olderThan: string): string =>
      `Captured before ${new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(new Date(olderThan))}`,
  },

  schedules: {
    timingExample: 'For example, 30 2 * * 1-5 runs at 02:30 from Monday to Friday.',
  },

  signIn: {
    authorityMissing: 'Enter the address of the sign-in service of the custom cloud.',
    notNeeded: (tenant: string): string => `${tenant} doesn't need a sign-in.`,
    demo: 'The demo tenant needs no account.',
    otherToken: 'It uses an app with a certificate, or a token from the environment.',
    ways: { browser: 'In the browser', deviceCode: 'With a code', broker: 'With a Windows account' },
    noAccount: (account: string, tenant: string) => ({
      message: `${account} isn't signed in to ${tenant}.`,
      hint: 'Sign in with this account, or use another one.',
    }),
    allTypes: 'All types',
    noRolePlan: 'This run contains no plan for a role.',
  },

  backups: {
    isBaseline: (baseline: string) => ({
      message: `The baseline "${baseline}" uses this backup set.`,
      hint: 'Remove the baseline first.',
    }),
    notImported: (tenant: string) => ({
      message: `${tenant} is a tenant that you are connected to, so it can't take an import.`,
      hint: 'Import the files as a tenant of their own, and restore or compare from there.',
    }),
  },

  tenants: {
    clientIdMissing: 'Enter the client ID of the app registration to sign in as an app.',
    oneProof: 'Give one of these: a certificate file, a certificate from the store, or a client secret.',
    noCertificateStore: {
      message: 'Only Windows has a certificate store that TenantAtlas can sign with.',
      hint: 'Use a PEM file with the certificate and its private key.',
    },
    onlyOpened: (tenant: string) => ({
      message: `${tenant} is open read-only.`,
      hint: 'Import the file to make changes.',
    }),
    notOpened: (tenant: string): string => `${tenant} isn't a file that is open read-only.`,
    openedName: (tenant: string, file: string): string => `${tenant} (${file})`.slice(0, 110),
    another: (name: string, number: number): string => `${name} ${number}`,
    noClientSecret: "This tenant doesn't sign in with a client secret.",
    unprotectedSecret: {
      message: 'Nothing on this computer can protect the client secret.',
      hint: 'Unlock the keychain, or use a certificate. For the command line, set TENANTATLAS_VAULT_KEY.',
    },
    demoStaysDemo: "The environment of the demo tenant can't be changed.",
    relativeFolder: (folder: string): string => `Enter the full path of the folder, not "${folder}".`,
    notArchived: (tenant: string) => ({
      message: `${tenant} isn't archived.`,
      hint: 'Export it, archive it, then remove it. Nothing was removed.',
    }),
    typeToUnlock: (tenant: string): string => `Type ${tenant} to unlock writing in production.`,
    onlyDemo: {
      message: 'Only the demo tenant can simulate a change.',
      hint: 'Change a policy in the Intune admin center instead.',
    },
    addressesMissing: 'Enter the addresses of Microsoft Graph and of the sign-in service of the custom cloud.',
    hasPath: (address: string) => ({
      message: `The address ${address} has a path.`,
      hint: 'Enter only the address of the service, such as https://graph.microsoft.com.',
    }),
    notHttps: (address: string) => ({
      message: `The address ${address} doesn't start with https.`,
      hint: 'Use https to protect the access token. Only addresses on this computer can use http.',
    }),
    busy: (runs: number) => ({
      message: `${counted(runs, 'run')} of this tenant ${runs === 1 ? "hasn't" : "haven't"} finished.`,
      hint: runs === 1 ? 'Wait until it finishes, or cancel it.' : 'Wait until they finish, or cancel them.',
    }),
  },
} as const
