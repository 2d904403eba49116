import { bytes, count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Overview',
  lastSync: 'Last synced',
  neverSynced: 'Never synced',
  capture: 'Capture',
  empty: {
    title: 'Nothing captured yet',
    body: 'A capture reads every policy with its settings and assignments and keeps it on this computer. It changes nothing in the tenant.',
    action: 'Capture the tenant',
  },

  changed: {
    title: 'Changes',
    note: (missing: number): string =>
      `Since the first capture, ${missing === 0 ? 'none missing' : `${count(missing)} missing`}`,
  },
  backup: {
    title: 'Last backup',
    none: 'None yet',
    noneNote: 'A backup set keeps a state of the tenant',
    note: (name: string, versions: number, size: number): string =>
      `${name}, ${counted(versions, 'version')}, ${bytes(size)}`,
    verified: 'Verified',
    incomplete: 'Incomplete',
    open: 'Open',
  },
  drift: {
    title: 'Drift findings',
    noBaseline: 'No baseline',
    noBaselineNote: 'A baseline is the state the tenant should stay in',
    note: (baseline: string, acknowledged: number, checked: string): string =>
      `${acknowledged > 0 ? `${count(acknowledged)} acknowledged. ` : ''}Against ${baseline}, ${
        checked === '' ? 'not checked yet' : `checked ${checked}`
      }`,
    someOpen: 'Open',
    open: 'View',
    choose: 'Choose',
  },
  inventory: {
    title: 'In the tenant',
    note: (policies: number, captured: number, missing: number): string =>
      [
        captured === policies ? 'All captured' : `${count(captured)} captured`,
        ...(missing > 0 ? [`${count(missing)} missing in the tenant`] : []),
      ].join(', '),
    browse: 'Browse',
  },

  recent: {
    title: 'Recent changes',
    inventory: 'Inventory',
    none: 'Nothing has changed since the first capture.',
    columns: { kind: 'Kind', policy: 'Policy', type: 'Type', what: 'What changed', by: 'Changed by', when: 'Captured' },
    onDay: (day: string): string => `Changes on ${day}`,
    noneOnDay: 'Nothing changed on this day.',
    allDays: 'Show all recent changes',
    version: (version: number): string => `Version ${version}`,
    missing: 'Missing in tenant',
  },

  calendar: {
    title: 'Changes in the last 12 months',
    day: 'Day',
    summary: (day: string, changes: number, first: number, high: number): string =>
      `${day}: ${counted(changes, 'change')}${high > 0 ? `, ${high} of high severity` : ''}${
        first > 0 ? `, ${counted(first, 'policy', 'policies')} captured for the first time` : ''
      }`,
    openDay: 'Inventory as of this day',
    highDay: 'High severity',
    fewer: 'Fewer',
    more: 'More',
  },

  coverage: {
    title: 'Coverage by type',
    subtitle: 'What is captured in this tenant, and what a restore can do with it.',
    permissionCheck: 'Permission check',
    allTypes: (types: number): string => `All ${counted(types, 'type')}`,
    typesOf: (covered: number, types: number): string => `${count(covered)} of ${counted(types, 'type')}`,
    objects: (objects: number): string => counted(objects, 'object'),
    stateCount: (types: number, state: string): string => `${types} ${state.toLowerCase()}`,
    states: {
      captured: 'Captured',
      'preview-only': 'View only',
      unproven: 'Not proven yet',
      'not permitted': 'Not permitted',
      'not licensed': 'Not licensed',
      'turned off': 'Turned off',
    },
    restores: { full: 'In full', partial: 'In part', 'update-only': 'Updates only', 'preview-only': 'View only' },
    targets: {
      group: 'Groups',
      exclusionGroup: 'exclusions',
      allLicensedUsers: 'all users',
      allDevices: 'all devices',
      configurationManagerCollection: 'ConfigMgr collections',
      cloudPcManagementGroup: 'Groups',
    },
    filters: 'filters',
    noAssignments: 'None',
    columns: {
      type: 'Type',
      area: 'Area',
      objects: 'Objects',
      capture: 'Capture',
      restore: 'Restore',
      assignments: 'Assignments',
      notes: 'Notes',
    },
    contract: {
      title: 'What Graph publishes',
      builtIn:
        "The types that ship with this version of TenantAtlas are in use. The tenant's cloud is asked for newer ones when a capture meets something that isn't in them.",
      triedAt: (when: string): string => `The cloud was last asked ${when}, without an answer that could be used.`,
      published: (when: string): string => `The types that the tenant's cloud published ${when} are in use.`,
      allKnown: 'Everything in the captured policies is known.',
      unknown: (places: number): string =>
        `${counted(places, 'name')} in the captured policies ${places === 1 ? "isn't" : "aren't"} known to this version yet. Policies with them are captured and restored as Graph returned them.`,
      columns: { graphType: 'Graph type', path: 'Name', what: 'What', policies: 'Policies' },
      what: { type: 'Type', property: 'Property', value: 'Value' },
      wholeObject: 'The object itself',
    },
    unproven: 'Nobody has seen this part of Graph in a real tenant yet. The permission check tries it.',
    notBackedUp: 'Deliberately not backed up',
    tabs: { types: 'Types', left: 'Not backed up', published: 'What Graph publishes' },
    list: 'Types',
    noteOf: (type: string): string => `${type}:`,
  },
} as const
