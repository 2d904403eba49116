import { counted } from '#domain/counted.ts'

const planAgain = 'Plan again to see the change, then decide.'
/** What a retry does with an item whose outcome is unknown. */
const retryChecks = 'Retry. TenantAtlas checks the tenant before it writes again.'

const stoppedType = 'The run writes no more objects of this kind.'

/** What planning and carrying out a restore say. */
export const words = {
  phases: {
    reading: (type: string): string => `Reading from the tenant: ${type}`,
    groups: 'Looking up groups',
  },

  source: {
    noSet: (id: string): string => `There is no backup set ${id}.`,
    setOfAnotherTenant: 'This backup set belongs to another tenant.',
    noVersion: (id: string): string => `There is no version ${id}.`,
    versionOfAnotherTenant: 'This version belongs to another tenant.',
  },

  undo: {
    noRestore: (id: string): string => `There is no restore ${id} in this tenant.`,
    notFinished: { message: "This restore hasn't finished.", hint: 'Wait until it finishes, or stop it.' },
    unknownOutcome: (name: string) => ({
      message: `TenantAtlas doesn't know whether this restore created "${name}".`,
      hint: 'Retry the restore first, so that TenantAtlas checks the tenant. Then undo it.',
    }),
    changedNothing: { message: 'This restore changed nothing.', hint: 'There is nothing to undo.' },
  },

  approval: {
    ended: (code: string, status: 'rejected' | 'cancelled' | 'expired') => ({
      message: `The approval request ${code} ${
        { rejected: 'was rejected', cancelled: 'was canceled', expired: 'has expired' }[status]
      }.`,
      hint: 'Retry to request approval again.',
    }),
    waiting: (code: string): string =>
      `Waiting for approval${code ? ` (request ${code})` : ''}. Retry after another administrator has approved it.`,
  },

  live: {
    unreadableBecause: (reason: string): string => `The object in the tenant couldn't be read. ${reason}`,
    unclear: (type: string) => ({
      message: `${type}: Graph returned another object than the one that was requested.`,
      hint: 'Plan the restore again.',
    }),
    nameless: (type: string) => ({
      message: `${type}: Graph returned an object without its ID.`,
      hint: 'Plan the restore again.',
    }),
    doubtfulNow: (doubt: string): string => `Graph contradicts itself about the object in the tenant. ${doubt}`,
  },

  items: {
    missingFromPlan: "An item of the run isn't in the plan.",
    needs: (names: readonly string[]) => ({
      message: `This item needs ${names.join(', ')}, which ${names.length === 1 ? "wasn't" : "weren't"} created.`,
      hint: `Fix ${names.length === 1 ? 'that item' : 'those items'} first, then retry.`,
    }),
    replacedStays: (name: string) => ({
      message: `The old object stays as it is, because "${name}" wasn't restored completely.`,
      hint: 'Fix the new object first, then retry.',
    }),
    half: 'Created. A reference to another new object follows',
    interrupted: 'Interrupted',
    updated: 'Updated',
    created: 'Created',
    recreated: 'Recreated',
    captured: (verb: string, note: string): string => `${verb}. ${note}`.trim(),
    deleted: 'Deleted.',
    retryChecks,
    alreadyGone: 'The object was already deleted.',
    unchanged: 'The tenant already matched at the preview',
    leftOut: 'Left out in the preview',
  },

  conflicts: {
    notDeleted: { message: 'The object changed in the tenant after the preview. It was not deleted.', hint: planAgain },
    notOverwritten: {
      message: 'The object changed in the tenant after the preview. It was not overwritten.',
      hint: planAgain,
    },
    appeared: (name: string) => ({
      message: `An object named "${name}" was added to the tenant after the preview. Nothing was created.`,
      hint: 'Plan again to see it in the preview.',
    }),
  },

  unknown: {
    stillThere: 'The object still exists after it was deleted.',
    notFoundYet: (name: string): string =>
      `Graph didn't confirm that "${name}" was created, and the object hasn't appeared yet.`,
    notOurs: (name: string, id: string): string =>
      `The tenant has an object named "${name}" (${id}) that differs from what this restore creates. Find out where it comes from, then plan again.`,
    several: (name: string, ids: readonly string[]): string =>
      `The tenant has ${counted(ids.length, 'new object')} named "${name}": ${ids.join(', ')}. Find out which one this restore created. TenantAtlas didn't create another one.`,
    notReadable: (name: string): string => `"${name}" was created, but Graph doesn't return it yet.`,
    notWrittenYet: "The tenant doesn't contain the written values yet.",
  },

  /** A typed secret that is no longer there when its object is written. */
  secretGone: (pointers: readonly string[]): string =>
    `Nothing was sent, because the value of ${pointers.map((pointer) => pointer.slice(1)).join(', ')} is no longer on this computer. Plan again and enter it.`,
  /** A created object that lacks something. */
  incomplete: (id: string, missing: readonly string[]): string =>
    `The object was created (ID ${id}), but it is incomplete. Missing: ${missing.join('; ')}.`,

  unknownParts: {
    leftOut: (paths: readonly string[]): string =>
      `Graph refused what this version doesn't know yet, so it was left out: ${paths.join(', ')}.`,
    written: (paths: readonly string[]): string =>
      `Written, although not known to this version yet: ${paths.map((path) => path || 'the type').join(', ')}.`,
  },

  takenBack: {
    deleted: (harm: string) => ({
      message: `${harm} The new object was deleted again.`,
      hint: stoppedType,
    }),
    changed: (harm: string) => ({ message: `${harm} The earlier state was restored.`, hint: stoppedType }),
    unassigned: (harm: string) => ({
      message: `${harm} The earlier assignments couldn't be restored either, so all assignments were removed.`,
      hint: `Assign the object in the Intune admin center. ${stoppedType}`,
    }),
    failed: (harm: string, name: string) => ({
      message: `${harm} TenantAtlas couldn't take it back.`,
      hint: `Correct "${name}" in the Intune admin center now. ${stoppedType}`,
    }),
    typeStopped: (type: string, name: string) => ({
      message: `Not written, because Graph stored something else than what was written for "${name}".`,
      hint: `This run writes no more objects of this kind: ${type}. Check that object first, then retry.`,
    }),
  },

  verification: {
    notKept: (steps: string) => ({
      message: `Graph accepted the change but didn't store it: ${steps}.`,
      hint: 'Check the object in the Intune admin center.',
    }),
    differs: (steps: string): string => `Verified with differences: ${steps}`,
  },
} as const
