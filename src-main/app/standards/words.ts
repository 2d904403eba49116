/** What is said of standards and rollouts. */
export const words = {
  missingValues: (names: readonly string[]): string =>
    `The tenant has no value for ${names.map((name) => `{{${name}}}`).join(', ')}. Add it in the settings of the tenant, and then plan again.`,
  reachesMore: 'The tenant has it for more users or devices than this wave. Roll it out to everybody instead.',
  notLimited: "It isn't assigned to groups, so a wave can't limit a change of it. Roll it out to everybody instead.",
  allBlocked: (policies: number): string =>
    policies === 1 ? 'The policy of the plan is blocked.' : `All ${policies} policies of the plan are blocked.`,
  deletedSet: {
    message: 'The backup set of this standard was deleted.',
    hint: 'Edit the standard, and choose another state of its tenant.',
  },
  purged: {
    message: 'A purge deleted versions of this standard.',
    hint: 'Edit the standard, and choose another state of its tenant.',
  },
  changedSince: {
    message: 'The standard has changed since its policies were chosen.',
    hint: 'Choose them again, and start a new rollout.',
  },
  ownTenant: {
    message: 'A standard is for other tenants than the one that it was captured from.',
    hint: 'Choose other tenants.',
  },
  noWave: {
    message: 'The standard has no such wave any more.',
    hint: 'Reload the standard, and choose another wave.',
  },
  waveOf: (standard: string, wave: string): string => `${standard} (${wave})`,
  notReady: {
    message: 'There is nothing to confirm for this tenant.',
    hint: 'Wait until its plan is rehearsed, or plan again.',
  },
  stillRunning: {
    message: 'The tenant is being written to.',
    hint: 'Cancel the run, or wait until it has ended.',
  },
  fixedValue: {
    message: 'The ID of a tenant is always its own.',
    hint: 'Use another name.',
  },
  stoppedByHand: 'Somebody stopped it.',
  stopped: (tenant: string, problem: string): string => `${tenant}: ${problem}`,
  itemsLeft: (count: number): string =>
    count === 1 ? '1 object was not restored as planned.' : `${count} objects were not restored as planned.`,
  locked: 'Writing is locked again. Unlock it, and then continue.',
  noStandard: { message: 'The standard is gone.', hint: 'Start a new rollout of another one.' },
  noPlan: { message: 'The plan is gone.', hint: 'Start a new rollout.' },
  cancelled: 'The run was canceled.',
} as const
