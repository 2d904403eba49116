import { bytes, count, counted } from '#renderer/ui/format.ts'

export const words = {
  title: 'Backups',
  subtitle: (sets: number, size: number): string =>
    `${counted(sets, 'set')} on this computer, ${bytes(size)} in total. Identical content is stored once.`,
  newSet: 'New backup set',
  empty: {
    title: 'No backup sets yet',
    body: 'A backup set is a named list of versions that never changes. Unchanged policies take no extra space.',
    action: 'Back up tenant',
  },
  list: {
    label: 'Backup sets',
    columns: { name: 'Set', versions: 'Versions', size: 'Size', verified: 'Verified' },
    newBytes: (size: number): string => `${bytes(size)} new`,
    verified: 'Verified',
    verifiedAt: (moment: string): string => `Verified ${moment}`,
    incomplete: 'Incomplete',
  },
  set: {
    verifiedAt: (moment: string): string => `Verified ${moment}`,
    incomplete: 'Incomplete',
    unchangeable: "Can't be changed",
    restore: 'Restore…',
    verify: 'Verify',
    versions: 'Versions',
    newAndReused: (newOnes: number, reused: number): string =>
      newOnes === 0
        ? `No changes,  ${counted(reused, 'version')} reused`
        : `${count(newOnes)} new, ${count(reused)} reused`,
    size: 'Size of this set',
    written: (size: number): string => `${bytes(size)} written`,
    content: 'Content',
    columns: { name: 'Policy', type: 'Type', number: 'Version', isNew: 'New' },
    isNew: 'new',
  },
  picker: {
    title: 'New backup set',
    body: (tenant: string): string =>
      `${tenant}. Each policy in the set is captured now. Unchanged policies reuse their latest version and take no extra space.`,
    name: 'Name',
    namePlaceholder: 'Before BitLocker rollout',
    assignments: 'Assignments',
    scopeTags: 'Scope tags',
    dependencies: 'Dependencies',
    list: 'Policies to select',
    columns: { name: 'Policy', type: 'Type', captured: 'Last captured', changed: 'Changed since' },
    never: 'Never',
    changed: (moment: string): string => `Yes, ${moment}`,
    unchanged: 'No',
    found: (policies: number): string => counted(policies, 'policy', 'policies'),
    notCapturedYet: 'Nothing has been captured yet. The set will include everything in the tenant.',
    noMatch: 'No policies match the filter.',
    showAll: 'Show all',
    inSet: 'In this set',
    everything: 'Everything',
    everythingHint: 'Select policies to back up only those.',
    remove: (type: string): string => `Remove ${type}`,
    needed: 'Added because other policies need them',
    estimate: (reused: number, newOnes: number): string => `About ${count(reused)} reused, ${count(newOnes)} new`,
    keys: { select: 'select', nextPane: 'next pane' },
    backUpEverything: 'Back up everything',
    backUp: (objects: number): string => `Back up ${counted(objects, 'object')}`,
    cancel: 'Cancel',
  },
} as const
