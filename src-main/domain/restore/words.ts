import { counted } from '../counted.ts'
import { namedPlaces } from '../graph-contract/named-places.ts'

interface Noun {
  readonly one: string
  readonly many: string
}

const onlyIfIncluded = 'It is written only if you include it here.'

/** What a plan says: why an item is blocked or left out, what happens to references, and what each request is for. */
export const words = {
  reasons: {
    unreadable: "The object in the tenant couldn't be read.",
    doubtful: (doubt: string): string => `${doubt} Restore another version, or capture the policy again.`,
    otherKind: (name: string, live: string, wanted: string): string =>
      `"${name}" in the tenant is of another kind: ${live} instead of ${wanted}. It can't be changed in place. Choose another object in the mapping, or replace it.`,
    usedAsIs: 'The existing object is used: other policies refer to it, or every tenant has its own.',
    exists: 'It already exists in the tenant, with differences.',
    fixed: (properties: readonly string[]): string =>
      `It differs in ${properties.join(', ')}, which can't be changed after creation.`,
    matchedByName: 'Matched by name.',
    ownInEveryTenant: 'Every tenant has its own.',
    secretDiffers: 'A masked secret value is different.',
    noName: 'The object has no name, but Graph requires one.',
    copyNameTaken: (name: string): string =>
      `An object named "${name}" already exists. Choose another suffix for the name of a copy.`,
    nameTaken: (name: string): string => `"${name}" already exists in the tenant. Choose it in the mapping.`,
    copy: 'A copy next to the existing object.',
    recreate: 'It is no longer in the tenant. It gets a new ID.',
    goneAlready: 'It is no longer in the tenant.',
    createdByRestore: 'Deleted only if you include it: the restore created it.',
    deletedAsAsked:
      'It is captured once more before it is deleted. An undo creates it again with a new ID, and with its assignments.',
    deletedElsewhere: 'Delete groups in the Microsoft Entra admin center.',
    notDeletable: "Every tenant has it, or nothing can create it again, so it isn't deleted.",
    notCreatedAgain: (reason: string): string => `It isn't deleted, because nothing could create it again. ${reason}`,
    leftOut: 'Left out as you chose.',
    unlisted: ({ many }: Noun, reason: string): string =>
      `The ${many} in the target couldn't be read, so TenantAtlas can't tell what it has. ${reason} Plan again later.`,
    needs: (names: readonly string[]): string =>
      `It needs ${names.map((name) => `"${name}"`).join(', ')}, which can't be restored.`,
    unchosen: ({ one }: Noun): string =>
      `The target has no such ${one}. Choose in the mapping whether to create it or to use another one.`,
    ambiguous: (name: string, objects: number): string =>
      `${counted(objects, 'object')} ${objects === 1 ? 'has' : 'have'} the name "${name}". Choose one in the mapping.`,
    chosenOtherKind: (name: string): string =>
      `You chose "${name}" in the mapping, but it is another kind of object. Choose another one, or replace it.`,
    replaces: (name: string, live: string, wanted: string): string =>
      live === wanted
        ? `It replaces "${name}", which can't be changed in place.`
        : `It replaces "${name}", which is of another kind: ${live} instead of ${wanted}.`,
    replacedArchived: 'It is archived after the new object is complete: renamed, and without assignments.',
    replacedInSet: 'It is renamed after the new object is complete. It keeps the assignments of its policy set only.',
    replacedUnassigned: "It loses its assignments after the new object is complete. Its name can't be changed.",
    replacedDeleted: 'It is deleted after the new object is complete.',
    sameTarget: (others: readonly string[], target: string): string =>
      `This item and ${others.map((name) => `"${name}"`).join(', ')} would both be written to "${target}". Leave one of them out in the mapping.`,
    circle:
      'This object and another one refer to each other, so neither can be created first. Create one of them manually, then plan again.',
    secretsMissing: (labels: readonly string[]): string =>
      `The backup doesn't contain the secret value${labels.length > 1 ? 's' : ''} of ${labels.map((label) => `"${label}"`).join(', ')}. TenantAtlas never writes a masked value.`,
  },

  optIn: {
    changedSince: `The object changed after the restore, and that change would be lost. ${onlyIfIncluded}`,
  },

  warnings: {
    unknown: (paths: readonly string[]): string =>
      `Not known to this version yet: ${namedPlaces(paths)}. It is written as the tenant returned it.`,
    reachesEverybody: 'It will be assigned to all users or all devices.',
    protectsLess: (settings: readonly string[]): string =>
      `It protects less than now: ${[...new Set(settings)].slice(0, 5).join(', ')}${new Set(settings).size > 5 ? ', …' : ''}.`,
    changedSinceCreated: 'The object changed after the restore created it.',
    usedBy: (names: readonly string[]): string => `It is used by ${names.map((name) => `"${name}"`).join(', ')}.`,
    secretsGone: (labels: readonly string[]): string =>
      `Nobody but the tenant knows ${labels.map((label) => `"${label}"`).join(', ')}. An undo needs somebody to type that in.`,
    onReturn: (sentences: readonly string[]): string => `If it is created again: ${sentences.join(' ')}`,
    uninstalls: 'It will be uninstalled where it is newly assigned with the intent uninstall.',
    sharedName: 'Another object of its type has this name, or gets it, too.',
    limitsLost: (limits: readonly ('exclusion' | 'filter')[]): string =>
      `It loses ${limits.map((limit) => `${limit}s`).join(' and ')}, so it may reach more than now.`,
    stillUses: (names: readonly string[]): string =>
      `${names.map((name) => `"${name}"`).join(', ')} ${names.length === 1 ? 'refers' : 'refer'} to it, not to the new object. Change that in the Intune admin center.`,
    staysInSet: 'It stays assigned through its policy set.',
    assignmentsRemoved: (assignments: number): string =>
      `${counted(assignments, 'existing assignment')} ${assignments === 1 ? 'is' : 'are'} removed.`,
  },

  harm: {
    allUsers: 'All users',
    allDevices: 'All devices',
    becameInclusion: (name: string): string => `Intune stored the exclusion of "${name}" as an inclusion.`,
    exclusionLost: (name: string): string => `Intune didn't store the exclusion of "${name}".`,
    filterLost: (name: string): string => `Intune stored the assignment to "${name}" without its filter.`,
    reaches: (name: string): string => `Intune assigned it to "${name}" as well.`,
  },

  mapping: {
    newGroupExcludesNobody: (name: string): string =>
      `The group "${name}" is new. It excludes nobody until it has members.`,
    otherMeaning: (noun: Noun, name: string): string =>
      `The ${noun.one} "${name}" in the target means something else. Choose it or another one in the mapping.`,
    several: (noun: Noun, name: string, candidates: number): string =>
      `${candidates} ${noun.many} have the name "${name}". Choose one in the mapping.`,
    exclusionMissing: (noun: Noun, name: string): string =>
      `The excluded ${noun.one} "${name}" isn't in the target. Without the exclusion, the assignments would reach more users or devices, so none of them is restored. Choose a group in the mapping, or leave it out.`,
    required: (noun: Noun, name: string, skipped: boolean): string =>
      `The ${noun.one} "${name}" ${skipped ? 'is left out as you chose' : "isn't in the target"}. The object can't be created without it.`,
    optional: (noun: Noun, name: string, skipped: boolean, consequence: string): string =>
      `The ${noun.one} "${name}" ${skipped ? 'is left out as you chose' : "isn't in the target"}: ${consequence}.`,
    consequences: {
      keep: 'the reference stays unchanged',
      leaveOut: 'the reference is left out',
      notExcluded: "its members aren't excluded",
      notAssigned: 'the assignment is left out',
      filter: 'the assignment with this filter is left out',
      profile: 'the assignment that needs it is left out',
    },
    assignedAndExcluded: (groups: readonly string[], intent: string): string =>
      `${groups.map((name) => `"${name}"`).join(' and ')} map to the same group in the target, which would be included and excluded at once${intent === '' ? '' : ` for the intent "${intent}"`}. Choose another group in the mapping.`,
    exclusionBecomesInclusion:
      'It excludes a group, and Intune would store the exclusion as an inclusion. Plan without assignments, or remove the exclusion from the source.',
    unsupportedTarget: (kind: string): string =>
      `This policy type doesn't support assignments to ${kind}. The assignment is left out.`,
    unsupportedFilter: "This policy type doesn't support assignment filters. The assignment with a filter is left out.",
    collection: (id: string): string =>
      `The assignment to the Configuration Manager collection ${id} is left out, because the collection belongs to another tenant.`,
  },

  steps: {
    create: (name: string): string => `Create ${name}`,
    change: (properties: readonly string[]): string => `Change ${properties.join(', ')}`,
    delete: (name: string): string => `Delete ${name}`,
    replaceAssignments: (assignments: number): string => `Replace the assignments (${assignments})`,
    addAssignment: 'Add an assignment',
    removeAssignment: 'Remove an assignment',
  },
} as const
