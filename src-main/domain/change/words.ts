import { counted } from '../counted.ts'
import type { AppIntent, Change, ChangeTarget } from '#contract/model/changes.ts'

const intents: Readonly<Record<AppIntent, string>> = {
  required: 'required',
  available: 'available',
  availableWithoutEnrollment: 'available without enrollment',
  uninstall: 'uninstall',
}

const targetName = (target: ChangeTarget): string =>
  target.who === 'allUsers' ? 'all users' : target.who === 'allDevices' ? 'all devices' : target.group.name

const filterName = (filter: { readonly filter: { readonly name: string }; readonly mode: string } | null): string =>
  filter === null
    ? ''
    : filter.mode === 'include'
      ? `, with the filter ${filter.filter.name}`
      : `, without what the filter ${filter.filter.name} matches`

/** What a change of many policies says. */
export const words = {
  /** What a change is called: the title of its plan and run. */
  title(change: Change): string {
    switch (change.rule) {
      case 'assign':
        return `Assign to ${targetName(change.target)}${change.intent === null ? '' : ` as ${intents[change.intent]}`}${filterName(change.filter)}`
      case 'exclude':
        return `Exclude ${change.group.name}`
      case 'unassign':
        return change.target === null
          ? 'Remove all assignments and exclusions'
          : `Remove assignments and exclusions of ${targetName(change.target)}`
      case 'filter':
        return change.filter === null
          ? 'Remove filters'
          : `Set the filter ${change.filter.filter.name} (${change.filter.mode})`
      case 'intent':
        return `Set the intent ${intents[change.intent]}`
      case 'scopeTags':
        return `${{ add: 'Add', remove: 'Remove', set: 'Set' }[change.how]} scope tags: ${change.tags.map(({ name }) => name).join(', ')}`
      case 'rename':
        return change.find === ''
          ? `Rename to ${change.replace}`
          : `Rename: ${change.find} becomes ${change.replace || 'nothing'}`
      case 'settings':
        return `Set ${counted(change.settings.length, 'setting')} as in ${change.baseline}`
      case 'describe':
        return 'Set the description'
      case 'archive':
        return 'Archive in the tenant'
      case 'delete':
        return 'Delete'
      case 'duplicate':
        return `Duplicate with the suffix ${change.suffix}`
    }
  },
  notAssignable: "Objects of this type can't be assigned.",
  fixedAssignments: "Its assignments are Intune's own and can't be changed.",
  noTarget: (target: string): string => `Objects of this type can't be assigned to ${target}.`,
  noExclusions: "Objects of this type can't exclude groups.",
  noFilters: "Assignments of this type don't take filters.",
  noIntent: 'Only apps have an intent.',
  needsIntent: 'An app needs an intent to be assigned: required, available or uninstall.',
  otherIntent: (group: string): string =>
    `It is assigned to ${group} with another intent now. Change that intent, or remove the assignment first.`,
  excludesNow: (group: string): string => `It excludes ${group} now. Remove that first.`,
  includesNow: (group: string): string => `It is assigned to ${group} now. Remove that first.`,
  needsMore:
    'Its assignments have a schedule that TenantAtlas can’t choose. Assign it once in the Intune admin center.',
  ofPolicySet: 'It is assigned through a policy set. Change the set.',
  bothWays: 'A group would be assigned and excluded with this intent. Remove one of the two first.',
  changedSecrets:
    'It has secrets, and changed since its last capture. Capture it first, so that the copy gets its secrets.',
  onlyOnce: "Objects of this type aren't copied.",
  notAssigned: "It isn't assigned to anybody in this way, so there is nobody to exclude.",
  noTags: 'Objects of this type have no scope tags.',
  noName: 'It would have no name.',
  fixedName: "Its name can't be changed.",
  noSettings: 'Only policies of the Settings catalog can be changed setting by setting.',
  /** Why a setting can't be put into a policy. */
  place: {
    otherOption: (setting: string): string =>
      `${setting} belongs to a setting that has another value here. Change that setting, too.`,
    severalEntries: (setting: string): string => `${setting} belongs to a group that has several entries here.`,
    otherTemplate: (setting: string): string =>
      `${setting} can't be added, because the policy was made from another template.`,
  },
  lastSetting: 'It would have no settings left. Delete it instead.',
  noDescription: 'Objects of this type have no description.',
  fixedDescription: "Its description can't be changed.",
  badPattern: (problem: string) => ({
    message: `The regular expression can't be read (${problem.replace(/^error parsing regexp: /, '')}).`,
    hint: 'Correct it, or turn regular expressions off.',
  }),
  targets: { allUsers: 'all users', allDevices: 'all devices', group: 'a group' },
} as const
