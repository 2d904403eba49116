import type { ReadMappingTable } from '#contract/model/mapping-table.ts'
import type { MappedReference, PlanAction, PlanItem, PlanOptions } from '#contract/model/plans.ts'
import { count, counted } from '#renderer/ui/format.ts'

const existing: Readonly<Record<PlanOptions['existing'], string>> = {
  update: 'Overwrite with the backup',
  skip: 'Keep it as it is',
  copy: 'Create a copy',
}
const assignments: Readonly<Record<PlanOptions['assignments'], string>> = {
  mapped: 'Restore with mapped groups',
  source: 'Restore only to the same groups',
  none: "Don't change",
}
const scopeTags: Readonly<Record<PlanOptions['scopeTags'], string>> = {
  mapped: 'Restore with mapped scope tags',
  none: "Don't change",
}
const replace: Readonly<Record<PlanOptions['replace'], string>> = {
  never: "Don't restore it",
  archive: 'Create a new one, archive the old one',
  delete: 'Create a new one, delete the old one',
}

/** A heading of items. */
const actions: Readonly<Record<PlanAction, string>> = {
  conflict: 'Conflict',
  blocked: 'Blocked',
  update: 'Update',
  recreate: 'Recreate',
  create: 'Create',
  delete: 'Delete',
  skip: 'Skip',
  unchanged: 'Unchanged',
}

/** How a reference was mapped. */
const matches: Readonly<Record<MappedReference['how'], string>> = {
  'same-id': 'Same ID',
  'same-name': 'Same name',
  chosen: 'Selected manually',
  remembered: 'Selected before',
  created: 'Created by this restore',
  fixed: 'Same in every tenant',
  ambiguous: 'Several with this name',
  missing: 'Not in the target',
  unlisted: "Couldn't be read in the target",
  skipped: 'Left out',
}

/** The objects that a policy can refer to, by their Graph collection. */
const references: Readonly<Record<string, string>> = {
  groups: 'Groups',
  users: 'Users',
  roleScopeTags: 'Scope tags',
  assignmentFilters: 'Filters',
  notificationMessageTemplates: 'Notification templates',
  deviceConfigurations: 'Profiles and certificates',
  mobileAppCategories: 'App categories',
  mobileApps: 'Apps',
  reusablePolicySettings: 'Reusable settings',
  deviceComplianceScripts: 'Compliance scripts',
  deviceHealthScripts: 'Remediation scripts',
  roleDefinitions: 'Roles',
  depOnboardingSettings: 'Apple tokens',
  namedLocations: 'Named locations',
  authenticationStrengthPolicies: 'Authentication strengths',
  templates: 'Templates',
  groupPolicyDefinitions: 'Administrative templates',
  groupPolicyPresentations: 'Administrative template values',
  termsOfUse: 'Terms of use',
  authenticationContextClassReferences: 'Authentication contexts',
}

const willBe = (objects: readonly string[], one: string, many: string, action: string): readonly [string, string] => [
  count(objects.length),
  ` ${objects.length === 1 ? one : many} will be ${action}${objects.length === 0 ? '' : `: ${firstOf(objects)}`}`,
]

/** Enough names to recognize what is meant. */
function firstOf(names: readonly string[]): string {
  return `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`
}

export const words = {
  from: (source: string): string => `from ${source}`,
  fromMoment: (moment: string): string => `from the state as of ${moment}`,
  back: 'Back',
  cancel: 'Cancel',

  source: {
    notConnected: (tenant: string): string => `You can't restore into ${tenant}`,
    notConnectedHint: (tenant: string): string =>
      `Its policies come from files, and there is no service behind it. Switch to the tenant that you want to restore into, and choose ${tenant} there as the source.`,
    label: 'Source',
    tenant: 'Captured from',
    thisTenant: (tenant: string): string => `${tenant} (this tenant)`,
    restoreFrom: 'Restore from',
    backupSet: 'A backup set',
    pointInTime: 'A point in time',
    asOf: 'The tenant as of',
    chooseMoment: 'Choose a date and time.',
    sets: 'Backup sets',
    columns: { name: 'Backup set', created: 'Created', versions: 'Versions', size: 'Size' },
    empty: {
      title: (tenant: string): string => `${tenant} has no backup sets`,
      body: 'Restore from a point in time instead, or open a policy in the inventory and restore one of its versions.',
      action: 'Choose a policy',
    },
    unfinished: 'Not carried out yet:',
    unfinishedPlan: (title: string, moment: string): string => `${title}, planned ${moment}`,
    continue: 'Continue',
    note: 'Nothing is written until you confirm the preview.',
    next: 'Next: items',
  },

  items: {
    label: 'Items',
    list: 'Versions to restore',
    columns: { name: 'Policy', type: 'Type', version: 'Version' },
    filter: 'Filter items',
    filterPlaceholder: (items: number): string => `Filter ${counted(items, 'item')}`,
    selected: (selected: number, all: number, hidden: number): string =>
      `${count(selected)} of ${count(all)} selected${hidden > 0 ? `, ${count(hidden)} of them out of view` : ''}`,
    empty: {
      title: 'Nothing was captured before this time',
      body: 'Choose a later point in time, or a backup set.',
    },
    note: 'The preview reads the tenant and writes nothing.',
    next: (items: number): string => `Next: plan ${counted(items, 'item')}`,
  },

  options: {
    existing: 'If the object exists',
    existingChoices: existing,
    suffix: 'Suffix for the name of a copy',
    assignments: 'Assignments',
    assignmentChoices: assignments,
    scopeTags: 'Scope tags',
    scopeTagChoices: scopeTags,
    replace: "If it can't be changed in place",
    replaceChoices: replace,
  },

  planning: {
    working: 'Planning',
    reading: 'Reading the plan',
    note: 'Nothing is written to the tenant.',
  },

  secrets: {
    label: 'Secrets',
    subtitle: "Values that the backup doesn't contain.",
    columns: { object: 'Policy', secret: 'Secret', answer: 'What to do', value: 'Value' },
    enter: 'Enter the value',
    entered: 'Value entered',
    keep: (tenant: string): string => `Keep the value in ${tenant}`,
    leaveOut: 'Leave the policy out',
    without: 'Write it without a value',
    choiceFor: (secret: string, name: string): string => `What to do about ${secret} of ${name}`,
    valueFor: (secret: string, name: string): string => `${secret} of ${name}`,
    nothing: { title: 'No secrets are missing', body: 'The backup contains every value that is written.' },
    note: 'Values are protected on this computer and deleted once their policy is written, or after a day.',
    next: 'Next: preview',
    open: (secrets: number): string => `Secrets (${count(secrets)})`,
  },

  mapping: {
    label: 'Mapping',
    subtitle: 'Map references to the target tenant.',
    states: { mapped: 'Mapped', created: 'Created', left: 'Left out', open: 'Needs a choice' },
    mappedOf: (mapped: number, all: number): string => `${count(mapped)} of ${count(all)} mapped`,
    needChoice: (open: number): string => (open === 1 ? '1 needs a choice' : `${count(open)} need a choice`),
    created: (created: number): string => `${count(created)} created`,
    left: (left: number): string => `${count(left)} left out`,
    onlyOpen: 'Only unmapped',
    nothing: { title: 'Nothing to map', body: "The selected policies don't refer to other objects." },
    allMapped: { title: 'Everything is mapped', body: 'Every reference has a match in the target tenant.' },
    list: 'References',
    columns: {
      state: 'State',
      name: 'In the source',
      id: 'ID',
      usedBy: 'Used by',
      how: 'Match',
      effect: 'Effect',
      target: (tenant: string): string => `In ${tenant}`,
      kind: 'Kind',
    },
    usedBy: (items: number): string => (items === 0 ? 'Itself' : `Used by ${counted(items, 'item')}`),
    effect: ({
      unassigned,
      fewer,
      notExcluded,
      asIs,
    }: Readonly<Record<'unassigned' | 'fewer' | 'notExcluded' | 'asIs', number>>): string =>
      [
        ...(unassigned > 0 ? [`${counted(unassigned, 'policy ends', 'policies end')} without assignments`] : []),
        ...(fewer > 0 ? [`${counted(fewer, 'policy is', 'policies are')} assigned to fewer`] : []),
        ...(notExcluded > 0
          ? [`${counted(notExcluded, 'policy no longer excludes', 'policies no longer exclude')} it`]
          : []),
        ...(asIs > 0 ? [`${counted(asIs, 'policy keeps its', 'policies keep their')} assignments in the target`] : []),
      ].join(', '),
    unassigned: (policies: number): string => `${counted(policies, 'policy ends', 'policies end')} without assignments`,
    applyToAll: 'Apply to all',
    createMissing: (references: number, kind: string): string => `Create missing ${kind.toLowerCase()} (${references})`,
    leaveOutMissing: (references: number, kind: string): string =>
      `Leave out unmapped ${kind.toLowerCase()} (${references})`,
    reset: 'Undo the choices made here',
    notChosen: 'Left out unless you choose',
    searching: (tenant: string): string => `Searching ${tenant}…`,
    noneFound: (tenant: string): string => `Nothing found in ${tenant}.`,
    notSearched: (reason: string): string => `${reason} Only what the plan has read is shown.`,
    members: (members: number): string => counted(members, 'direct member'),
    table: {
      menu: 'Mapping table',
      load: 'Load a table…',
      save: 'Save as a table',
      fileName: (tenant: string): string => `Mapping to ${tenant}.json`,
      loaded: (choices: number): string =>
        choices === 0
          ? 'The table has no choices for this plan.'
          : `${counted(choices, 'choice')} loaded from the table.`,
      otherSource: (source: string): string =>
        `The table was made for ${source}, so only names counted, and nothing was left out or created because of it.`,
      notFound: (entries: ReadMappingTable['notFound']): string =>
        `Not chosen: ${entries
          .slice(0, 4)
          .map(
            ({ target, reason }) =>
              `${target} (${reason === 'missing' ? 'not in the target' : 'several with this name'})`,
          )
          .join(', ')}${entries.length > 4 ? ` and ${count(entries.length - 4)} more` : ''}.`,
    },
    how: (how: MappedReference['how']): string => matches[how],
    selectedManually: matches.chosen,
    candidates: (candidates: number): string => `${count(candidates)} with this name`,
    note: 'Duplicate names are never matched automatically. The mapping applies to settings and assignments.',
    choices: (choices: number): string =>
      `${counted(choices, 'choice')} made and saved for these two tenants. The next step updates the plan.`,
    next: 'Next: preview',
    choiceFor: (reference: string, tenant: string): string => `${reference} in ${tenant}`,
    create: (tenant: string): string => `Create in ${tenant}`,
    createHint: (tenant: string): string => `Create in ${tenant}, with its rule and without members`,
    leaveOut: 'Leave out',
    chooseOne: 'Select one…',
    duplicate: (name: string, id: string): string => `${name} (${id})`,
    kind: (kind: string): string | undefined => references[kind],
    otherObjects: 'Other objects',
  },

  plan: {
    action: (action: PlanAction): string => actions[action],
    notIncluded: 'not included',
    dependenciesFirst: 'dependencies first',
    notWritten: 'Nothing has been written.',
    alreadyRun: 'This plan has already run.',
    planned: (moment: string, items: number): string =>
      `Planned ${moment} against the live tenant, ${counted(items, 'item')}`,
    notRehearsed: 'Not rehearsed yet',
    includeDeletions: (deletions: number): string =>
      deletions === 1 ? 'Include the deletion' : `Include all ${count(deletions)} deletions`,
    planAgain: 'Plan again',
    rehearse: 'Rehearse',
    rehearseAgain: 'Rehearse again',
    rehearsing: 'Rehearsing…',
    items: 'Items',
    list: 'Items of the plan',
    filter: 'Filter items',
    filterPlaceholder: (items: number): string => `Filter ${counted(items, 'item')}`,
    byAction: 'By action',
    byOrder: 'By order',
    columns: { order: '#', orderHint: 'Order of writing', item: 'Item', risk: 'Risk' },
    fileColumns: { action: 'Action', type: 'Type', note: 'Note', warnings: 'Warnings' },
    rehearsalNote: (note: string): string => `Rehearsal: ${note}`,
    writable: (tenant: string): string => `Writing to ${tenant} is allowed.`,
    readOnly: (tenant: string): string => `${tenant} is read-only.`,
    unlocksNext: (tenant: string): string =>
      `${tenant} is read-only. When you confirm, writing is unlocked for 15 minutes.`,
    mapping: (references: number): string => `Mapping (${count(references)})`,
    viewResult: 'View result',
    nothingToWrite: 'Nothing to write',
    next: (changes: number): string => `Next: confirm ${counted(changes, 'change')}`,
    risks: { low: 'Low', medium: 'Medium', high: 'High' } satisfies Record<PlanItem['risk'], string>,
    rehearsal: {
      failed: (message: string): string => `The rehearsal couldn't run. ${message}`,
      refused: (refused: number, all: number): string =>
        `In the rehearsal, ${count(refused)} of ${counted(all, 'change')} failed.`,
      succeeded: (changes: number): string =>
        changes === 1
          ? 'In the rehearsal, the change succeeded.'
          : `In the rehearsal, all ${count(changes)} changes succeeded.`,
      note: "It ran in a simulated copy. The tenant itself hasn't changed.",
    },
  },

  item: {
    order: (order: number, total: number): string => `${count(order)} of ${count(total)} in order`,
    inRehearsal: (note: string): string => `In the rehearsal: ${note}`,
    tabs: {
      settings: (changes: number | null): string => `Settings ${changes ?? ''}`,
      json: 'JSON',
      assignments: (changes: number | null): string => `Assignments ${changes ?? ''}`,
      requests: (requests: number | null): string => `Requests ${requests ?? ''}`,
    },
    live: 'Live now',
    deleted: 'Will be deleted',
    notThere: 'Not in the tenant',
    gone: 'Deleted',
    written: 'Will be written',
    wouldBeWritten: 'In the backup',
    code: 'Live and restored JSON',
    noRequests: 'No requests are sent.',
    step: (number: number, purpose: string): string => `${number}. ${purpose}`,
    dependsOn: 'Depends on',
    more: (items: number): string => `and ${count(items)} more`,
    cycle: (names: readonly string[]): string =>
      `This item and ${names.join(', ')} refer to each other. That reference is written in a second step.`,
    include: 'Include this item',
    replace: 'Replace…',
  },

  confirm: {
    production: 'production',
    environments: { production: 'PRODUCTION', test: 'TEST', demo: 'DEMO' },
    created: (names: readonly string[]) => willBe(names, 'object', 'objects', 'created, dependencies first'),
    updated: (names: readonly string[]) => willBe(names, 'policy', 'policies', 'updated'),
    deleted: (names: readonly string[]) => willBe(names, 'object', 'objects', 'captured and then deleted'),
    unassigned: (names: readonly string[]): readonly [string, string] => [
      count(names.length),
      ` ${names.length === 1 ? 'policy ends' : 'policies end'} without assignments: ${firstOf(names)}`,
    ],
    left: (items: number): readonly [string, string] => [
      count(items),
      ` ${items === 1 ? "item isn't" : "items aren't"} included`,
    ],
    typeName: (tenant: string, minutes: number | null): string =>
      minutes === null ? `Type ${tenant} to confirm` : `Type ${tenant} to unlock writing for ${minutes} minutes`,
    reason: 'Reason for the approving administrator',
    reasonHint: 'Only used with Multi Admin Approval: protected items wait until another administrator approves them.',
    note: 'Each policy is captured before it changes.',
    unlockNote: 'The unlock is logged.',
    notRehearsed: [
      'Not rehearsed.',
      ' Go back and choose Rehearse to see in a simulated copy whether Intune would accept each change.',
    ] as readonly [string, string],
    refusedInRehearsal: (refused: number): readonly [string, string] => [
      count(refused),
      ` ${refused === 1 ? 'change' : 'changes'} failed in the rehearsal`,
    ],
    risky: (names: readonly string[]): readonly [string, string] => [
      count(names.length),
      ` ${names.length === 1 ? 'change has' : 'changes have'} a high risk: ${firstOf(names)}`,
    ],
  },

  result: {
    started: (moment: string): string => `Started ${moment}. You can leave this page; the run continues.`,
    summary: (moment: string, took: string, title: string): string => `${moment}, ${took}. ${title}`,
    stop: 'Stop after current items',
    stopping: 'Stopping…',
    planAgain: 'Plan again',
    retry: (items: number): string => `Retry ${counted(items, 'open item')}`,
    goToInventory: 'Go to the inventory',
    goToDrift: 'Go to drift',
    unassigned: (names: readonly string[]): string =>
      `${counted(names.length, 'policy ends', 'policies end')} without assignments: ${firstOf(names)}.`,
    items: 'Items',
    done: (finished: number, all: number): string => `${count(finished)} of ${counted(all, 'item')} done`,
    written: 'Written',
    failed: 'Failed',
    requests: 'Requests',
    undo: {
      body: (reverted: number, created: number): string =>
        `Every policy was captured before it changed. Undo plans the way back: ${[
          ...(reverted > 0 ? [counted(reverted, 'object is reverted', 'objects are reverted')] : []),
          ...(created > 0
            ? [
                created === 1
                  ? '1 created object is deleted only if you include it'
                  : `${count(created)} created objects are deleted only if you include them`,
              ]
            : []),
        ].join(', ')}. You see a preview before anything is written.`,
    },
    tiles: {
      created: 'Created',
      updated: 'Updated',
      deleted: 'Deleted',
      failed: 'Failed',
      unknown: 'Unknown',
      waiting: 'Waiting for approval',
      blocked: 'Blocked, not tried',
      unchanged: 'Unchanged',
      skipped: 'Skipped',
    },
  },
  effects: {
    label: 'Who is affected',
    columns: { gains: 'New for', loses: 'No longer for', keeps: 'Changes for', unknown: 'Unknown for' },
    hints: {
      gains: 'It reaches them only afterwards.',
      loses: 'It doesn’t reach them any more.',
      keeps: 'It reaches them before and after, with other settings.',
      unknown: 'What was read doesn’t say whether it reaches them.',
    },
    nobody: 'No user and no device gets anything different.',
    users: (number: number): string => counted(number, 'user'),
    devices: (number: number): string => counted(number, 'device'),
    summary: (gains: number, loses: number, keeps: number): string =>
      `${[
        gains === 0 ? '' : `${counted(gains, 'item')} new for somebody`,
        loses === 0 ? '' : `${counted(loses, 'item')} no longer for somebody`,
        keeps === 0 ? '' : `${counted(keeps, 'item')} changed for somebody`,
      ]
        .filter(Boolean)
        .join(', ')}.`,
    fileColumn: (effect: string, who: string): string => `${effect}: ${who}`,
  },
} as const
