import { mostDueCounted } from '#contract/model/search.ts'
import { counted } from '#domain/counted.ts'

const tenant = 'Name or ID of the tenant'
const types = 'Policy types, separated by commas'
const assignments = 'Leave out assignments'
const scopeTags = 'Leave out scope tags'
const exitCode = 'Exit with code 3 if there are differences'
const confirm = 'Name of the tenant, to confirm'

/** What the command line says: help, results and errors, command by command. */
export const words = {
  program: {
    description: 'TenantAtlas: back up a Microsoft Intune tenant, see what changed, and restore it after a preview',
    version: 'Show the version',
    showHelp: 'Show help',
    data: 'Data folder',
    json: 'Print one JSON document',
    help: 'To see the commands, run: atlas --help',
    requestId: (id: string): string => `Graph request-id ${id}`,
    none: '–',
    yes: 'yes',
    no: 'no',
  },

  /** Arguments that several commands have. */
  common: {
    tenant,
    csv: 'Also save the list as a CSV file',
    noTenant: (name: string, known: readonly string[]) => ({
      message: `There is no tenant "${name}".`,
      hint: known.length > 0 ? `Connected tenants: ${known.join(', ')}.` : 'To connect one, run: atlas tenant connect',
    }),
    missing: (what: string, id: string): string => `There is no ${what} ${id}.`,
    progress: (finished: number, total: number): string => `${finished} of ${total}`,
    notWhole: (option: string, least: number, most: number, text: string): string =>
      `${option} must be a whole number from ${least} to ${most}, not "${text}".`,
    notWritable: (file: string, cause: string) => ({
      message: `${file} can't be written: ${cause}`,
      hint: 'Choose another file.',
    }),
    notGuid: (id: string): string => `The tenant ID ${id} is not a GUID.`,
  },

  sync: {
    description: 'Update the inventory',
    tenant,
    types,
    result: (status: string, objects: number): string => `Sync ${status}: ${counted(objects, 'object')}.`,
  },

  capture: {
    description: 'Capture policies as versions',
    tenant,
    types,
    policy: 'ID or name of one policy',
    assignments,
    scopeTags,
    result: (status: string, newVersions: number, unchanged: number): string =>
      `Capture ${status}: ${counted(newVersions, 'new version')}, ${unchanged} unchanged.`,
  },

  names: {
    description: 'Read missing setting names from Graph',
    tenant,
    result: (status: string, added: number): string => `Setting names ${status}: ${added} added.`,
  },

  policy: {
    description: 'Show the inventory',
    list: 'List policies',
    tenant,
    missing: (name: string) => ({
      message: `There is no policy "${name}" in this tenant.`,
      hint: 'Sync the tenant, or run: atlas policy list',
    }),
    several: (name: string, policies: number) => ({
      message: `${counted(policies, 'policy', 'policies')} have the name "${name}".`,
      hint: 'Use the ID from: atlas policy list',
    }),
  },

  version: {
    description: 'Show captured versions',
    list: 'List versions',
    tenant,
    policy: 'Only versions of this policy',
    show: 'Show the JSON of a version',
  },

  diff: {
    description: 'Compare two versions',
    exitCode,
    none: 'No differences.',
  },

  saveFile: {
    description: 'Save the history of a tenant as an atlas file',
    tenant: 'Name of the tenant',
    latest: 'Only the latest version of each policy, without backup sets',
    passphrase: 'Environment variable with a passphrase that protects the file',
    noPassphrase: (variable: string) => ({
      message: `The environment variable ${variable} is empty.`,
      hint: 'Set it to the passphrase.',
    }),
    result: (path: string, bytes: number): string => `${path}: ${(bytes / 1e6).toFixed(1)} MB.`,
  },

  import: {
    description: 'Import an atlas file, or a backup of another tool, as an imported tenant',
    passphrase: 'Environment variable with the passphrase of an atlas file',
    tenant: 'Name of the imported tenant; a new one by default',
    name: 'Name of the backup set',
    setName: (path: string): string => `Import of ${path}`.slice(0, 200),
    result: (files: number, versions: number, newVersions: number, unused: number): string =>
      `${counted(files, 'file')}: ${counted(versions, 'version')}, ${newVersions} new${unused === 0 ? '.' : `. ${counted(unused, 'file')} could not be used; \`run show\` says why.`}`,
  },

  backup: {
    description: 'Create, list and verify backup sets',
    create: 'Capture the tenant and keep the versions as a backup set',
    tenant,
    name: 'Name of the backup set',
    types,
    assignments,
    scopeTags,
    created: (status: string, setId: string | null, versions: number, newVersions: number): string =>
      `Backup ${status}: backup set ${setId ?? '–'} with ${counted(versions, 'version')}, ${newVersions} new.`,
    list: 'List backup sets',
    show: 'List the versions in a backup set',
    verify: 'Verify that the stored content of a backup set is unchanged',
    verified: (status: string, checked: number, damaged: number): string =>
      `Verification ${status}: ${checked} checked, ${damaged} damaged.`,
    what: 'backup set',
  },

  verify: {
    description: 'Verify that all stored data is unchanged',
    tenant: 'Only this tenant',
    result: (checked: number, damaged: number): string => `${checked} checked, ${damaged} damaged.`,
  },

  compare: {
    description: 'Compare two tenants, or two states of one tenant',
    leftFrom: 'Backup set or date of the left side (default: now)',
    rightFrom: 'Backup set or date of the right side (default: now)',
    exitCode,
    same: (objects: number): string => `${counted(objects, 'object')} identical.`,
  },

  mcp: 'Let an assistant read what is stored, over the Model Context Protocol (stdio). Allow it first: atlas tenant change <name> --assistants on',
  dependencies: {
    description: 'Show which objects refer to each other',
    tenant,
    of: 'Only around this object',
    depth: 'Number of steps',
    inbound: 'Only objects that refer to it',
    missing: (name: string): string => `${name} (missing)`,
  },

  drift: {
    description: 'Compare a tenant with a baseline',
    list: 'List baselines',
    tenant,
    never: 'never',
    add: 'Create a baseline',
    name: 'Name of the baseline',
    of: 'Use a state of this tenant instead',
    from: 'Backup set or date to use as the baseline (default: now)',
    added: (id: string): string => `Baseline ${id} created.`,
    check: 'Capture the tenant, compare it with a baseline, and list the findings',
    noCapture: 'Compare the latest capture instead of capturing the tenant',
    exitCode: 'Exit with code 3 if there are open findings',
    findings: (findings: number): string => `${counted(findings, 'finding')}.`,
  },

  purge: {
    description: 'Delete old versions that nothing uses',
    tenant,
    before: 'Delete versions captured before this date',
    dryRun: 'Only show what would be deleted',
    noDate: (text: string) => ({
      message: `"${text}" is not a date.`,
      hint: 'Enter a date such as 2026-01-31.',
    }),
    result: (
      { versions, policies, blobs, bytes }: Record<'versions' | 'policies' | 'blobs' | 'bytes', number>,
      dryRun: boolean,
    ): string =>
      `${dryRun ? 'Would delete' : 'Deleted'} ${counted(versions, 'version')}, ${counted(policies, 'policy', 'policies')} and ${counted(blobs, 'stored document')} (${bytes} bytes).`,
  },

  restore: {
    description: 'Restore captured versions',
    plan: 'Plan a restore, without writing anything to the tenant',
    tenant: 'Tenant to restore to',
    from: 'Backup set, version, or date such as 2026-11-24T08:00Z',
    source: 'Tenant that the date refers to (default: the tenant to restore to)',
    items: 'Only these items: version IDs, policy IDs or policy types, separated by commas',
    map: 'Mapping file: {"groups": {"source id": "target id, create, or null"}, …}',
    replace: "If it can't be changed in place: never, or create a new one and archive or delete the old one",
    existing: 'If the object exists: update, skip or copy',
    suffix: 'Suffix for the name of a copy',
    assignments: "mapped (to mapped groups), source (only to the same groups) or none (don't change)",
    noAssignments: "Don't change assignments",
    noScopeTags: "Don't change scope tags",
    undo: 'Plan to undo a restore, without writing anything to the tenant',
    rehearse: 'Rehearse a plan in a simulated copy, without changing the tenant',
    rehearsed: (status: string, done: number, failed: number): string =>
      `Rehearsal ${status}: ${done} would succeed, ${failed} would fail. The tenant wasn't changed.`,
    include: 'Include an item of a plan, or leave it out',
    leaveOut: 'Leave the item out',
    included: (name: string, included: boolean): string => `${name}: ${included ? 'included' : 'left out'}.`,
    run: 'Write a plan to the tenant',
    confirm,
    justification: 'Reason for the approving administrator, with Multi Admin Approval',
    result: (status: string, done: number, unchanged: number, failed: number, blocked: number): string =>
      `Restore ${status}: ${done} written, ${unchanged} unchanged, ${failed} failed, ${blocked} blocked.`,
    noPlan: 'No plan was created.',
    planned: (planId: string, summary: readonly (readonly [action: string, count: number])[]): string =>
      `Plan ${planId}. ${summary.map(([action, count]) => `${count} ${action}`).join(', ')}. Nothing has been written.`,
    badOption: (option: string) => ({
      message: `The value of --${option} is not valid.`,
      hint: 'To see the values, run: atlas restore plan --help',
    }),
    severalSets: (name: string, sets: number) => ({
      message: `${counted(sets, 'backup set')} have the name "${name}".`,
      hint: 'Use the ID from: atlas backup list',
    }),
    noSource: (name: string) => ({
      message: `There is no backup set or version "${name}".`,
      hint: 'To find one, run: atlas backup list, or atlas version list',
    }),
    itemsNeedSet: {
      message: '--items only works with a backup set.',
      hint: 'Plan the whole state, then leave out items with: atlas restore include',
    },
    notInSet: (item: string) => ({
      message: `The backup set doesn't contain "${item}".`,
      hint: 'To see what it contains, run: atlas backup show',
    }),
    mapUnreadable: (file: string, cause: string): string => `The mapping file ${file} can't be read: ${cause}`,
    mapNotObject: (file: string): string =>
      `The mapping file ${file} must contain an object such as {"groups": {"source id": "target id"}}.`,
    mapNotText: (file: string, key: string): string =>
      `In the mapping file ${file}, the value of ${key} must be text or null.`,
    number: 'The number of the item',
  },

  search: {
    description: 'Find policies by names, settings, values, script text or IDs',
    tenant: 'Only this tenant',
    type: 'Only this policy type',
    allVersions: 'Also search older versions and missing policies',
    limit: 'Maximum number of results per group',
    due: (versions: number): string =>
      `${versions > mostDueCounted ? 'More than 10,000 versions' : counted(versions, 'version')} can't be found yet, because the search index is still being made. It is completed while the app is open, and by each capture.`,
  },

  compatibility: {
    description: 'Compare how a tenant answers with the simulated Graph',
    compare: 'Compare a saved compatibility check (atlas tenant check --save)',
    unreadable: (file: string, cause: string) => ({
      message: `${file} can't be read: ${cause}`,
      hint: 'Use a file that was saved with: atlas tenant check NAME --save FILE',
    }),
    otherFile: (file: string) => ({
      message: `${file} isn't a compatibility check, or comes from a newer version.`,
      hint: 'Use a file that was saved with: atlas tenant check NAME --save FILE',
    }),
    noSimulatedReport: {
      message: "The simulated Graph couldn't be checked.",
      hint: 'Run the command again.',
    },
    summary: (differences: number): string =>
      differences === 0 ? 'No differences.' : `${counted(differences, 'difference')}.`,
  },

  simulator: {
    description: 'Run a simulated Microsoft Graph',
    port: 'Port, or 0 for any free port',
    seed: 'Built-in tenant, or a folder with <graph collection>/*.json',
    tenantId: 'ID of the simulated tenant',
    latency: 'Milliseconds to wait before each answer',
    faults: 'JSON file with a list of faults',
    throttle: 'Enforce the documented throttling limits',
    approval: 'Collections that Multi Admin Approval protects, separated by commas',
    consistency: "Milliseconds during which a new object can't be read",
    authority: 'Also run a sign-in service over TLS',
    unlicensed: 'Collections that the tenant has no license for, separated by commas',
    doubt: 'Answer each open question about the service in the way that hurts',
    newer: 'JSON file with types, properties and members that only this Graph knows',
    noMetadata: "Don't publish the types ($metadata)",
    disobey: (words: readonly string[]): string =>
      `Accept writes and do something else: ${words.join(', ')}, separated by commas`,
    record: 'File to append each request to, as NDJSON',
    help: 'To see the options, run: atlas simulator --help',
  },

  types: {
    description: 'Show what TenantAtlas supports for each policy type',
    targets: {
      group: 'groups',
      exclusionGroup: 'excluded groups',
      allLicensedUsers: 'all users',
      allDevices: 'all devices',
      configurationManagerCollection: 'Configuration Manager collections',
      cloudPcManagementGroup: 'groups',
    },
    filters: 'filters',
    optional: 'optional',
    unproven: 'Nobody has seen this part of Graph in a real tenant yet.',
    notBackedUp: 'Deliberately not backed up:',
    summary: (all: number, full: number, viewOnly: number): string =>
      `${counted(all, 'type')}: all can be captured, read and compared; ${full} can be restored in full, ${viewOnly} are view only.`,
  },
} as const
