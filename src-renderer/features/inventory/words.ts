import { count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Inventory',
  lastSync: (age: string): string => `Last synced ${age}`,
  neverSynced: 'Never synced',
  capture: 'Capture',
  empty: {
    title: 'Nothing captured yet',
    body: 'A capture reads every policy with its settings and assignments and keeps it on this computer. It changes nothing in the tenant.',
    action: 'Capture the tenant',
  },

  tree: { label: 'Categories', all: 'All objects' },

  list: {
    label: 'Policies',
    columns: {
      name: 'Name',
      type: 'Type',
      platform: 'Platform',
      assigned: 'Assigned to',
      scopeTags: 'Scope tags',
      modified: 'Modified',
      state: 'State',
      version: 'Version',
      id: 'ID',
    },
    states: {
      archived: 'Archived',
      missing: 'Missing',
      recreated: 'Recreated',
      drift: 'Drift',
      ignored: 'Ignored',
      uncaptured: 'Not captured',
      captured: 'Captured',
    },
    notAssigned: 'Not assigned',
    assignments: (assignments: number): string => counted(assignments, 'assignment'),
    all: (objects: number): string => counted(objects, 'object'),
    some: (shown: number, all: number): string => `${count(shown)} of ${count(all)}`,
    noMatch: {
      title: 'No objects match the filter',
      body: 'The filter looks at names, types, platforms and IDs.',
      action: (all: number): string => `Show all ${count(all)}`,
    },
  },

  ofSet: { title: 'The content of', back: 'Back to the backup set' },
  asOf: {
    title: (empty: boolean): string => (empty ? 'Nothing was captured as of' : 'The tenant as of'),
    purged: 'Incomplete:',
    purgedDetail: (moment: string): string => `versions from before ${moment} were deleted.`,
    moment: 'Date and time',
    compare: 'Compare with now',
    back: 'Back to now',
  },

  views: {
    button: 'Views',
    all: 'All objects',
    save: 'Save this view…',
    remove: (view: string): string => `Remove ${view}`,
    dialog: {
      title: 'Save this view',
      action: 'Save view',
      name: 'Name',
      namePlaceholder: 'Windows, changed this month',
    },
  },

  bulk: {
    label: 'Actions for the selection',
    selected: (policies: number): string => `${count(policies)} selected`,
    inView: (policies: number): string => `${count(policies)} in view`,
    selectAll: (policies: number): string => `select all ${count(policies)}`,
    addToSet: 'Add to backup set…',
    capture: 'Capture',
    restore: 'Restore…',
    export: 'Export…',
    ignore: 'Ignore',
    ignoreHint: 'Drift checks skip these policies',
    stopIgnoring: 'Stop ignoring',
    stopIgnoringHint: 'Drift checks include these policies again',
    more: 'More',
    archive: 'Archive on this computer',
    unarchive: 'Unarchive',
    clear: 'Clear',
    setDialog: {
      title: (policies: number): string => `Back up ${counted(policies, 'policy', 'policies')}`,
      action: 'Back up',
      name: 'Name of the new set',
      nameHint:
        'Each policy is captured now. Unchanged policies reuse their latest version. The set never changes afterwards.',
      namePlaceholder: 'Before BitLocker rollout',
    },
  },

  detail: {
    openVersions: 'Open versions',
    close: 'Close',
    modified: (moment: string): string => `Modified ${moment}`,
    versionAsOf: (version: number, moment: string): string => `Version ${version}, as of ${moment}`,
    missing: 'Missing in the tenant',
    recreated: 'Deleted, and created again by a restore',
    openRecreated: 'Open the new policy',
    createdAgain: 'Created again by a restore',
    openEarlier: 'Earlier versions',
    restoreVersion: 'Restore a version…',
    ignored: 'Ignored',
    archived: 'Archived',
    restore: 'Restore…',
    capture: 'Capture',
    dependencies: 'Dependencies',
    more: 'More',
    ignore: 'Ignore in drift',
    stopIgnoring: 'Stop ignoring',
    archive: 'Archive on this computer',
    unarchive: 'Unarchive',
    tabs: {
      readable: 'Settings',
      json: 'JSON',
      assignments: (assignments: number | null): string => `Assignments ${assignments ?? ''}`,
      versions: (versions: number): string => `Versions ${versions}`,
    },
    notCaptured: {
      title: 'Not captured yet',
      body: 'Capture this policy to read its settings.',
      action: 'Capture this policy',
    },
    noSettings: 'No settings',
    notAssigned: 'Not assigned',
    namesFromIds: (settings: number): string =>
      settings === 1
        ? "The name of one setting is derived from its ID, because its name from Graph hasn't been read yet."
        : `The names of ${count(settings)} settings are derived from their IDs, because their names from Graph haven't been read yet.`,
    namesRequested: 'TenantAtlas is reading them. Graph has no name for settings that still show “from ID” afterwards.',
    readNames: 'Read the names from Graph',
    version: (version: number): string => `Version ${version}`,
    live: 'Live',
  },

  history: {
    open: (setting: string): string => `History of ${setting}`,
    notConfigured: 'Not configured',
    version: (version: number): string => `version ${version}`,
    allVersions: 'All versions',
  },
} as const
