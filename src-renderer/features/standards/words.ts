import type { StandardState, StepState } from '#contract/model/standards.ts'
import { count, counted } from '#renderer/ui/format.ts'

const states: Readonly<Record<StandardState, string>> = {
  missing: 'Missing',
  different: 'Different',
  accepted: 'Accepted',
  same: 'Same',
}

const steps: Readonly<Record<StepState, string>> = {
  planning: 'Planning',
  planFailed: 'Not planned',
  rehearsing: 'Rehearsing',
  ready: 'To confirm',
  confirmed: 'Confirmed',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  leftOut: 'Left out',
}

export const words = {
  title: 'Standards',
  choose: 'Standard',
  new: 'New standard…',
  edit: 'Edit…',
  rollOut: (policies: number): string =>
    policies === 0 ? 'Roll out…' : `Roll out ${counted(policies, 'policy', 'policies')}…`,
  tabs: { matrix: 'Policies', values: 'Values', rollouts: 'Rollouts' },
  empty: {
    title: 'No standard yet',
    body: 'A standard is a state of one tenant that other tenants should have. Hold them against it, see what is missing or different, and roll it out to one tenant after another.',
  },
  noTenants: {
    title: 'No tenants',
    body: 'Edit the standard, and choose the tenants that should have it.',
  },
  of: (tenant: string, state: string): string => `${tenant}, ${state}`,

  matrix: {
    label: 'Policies of the standard',
    filter: 'Filter policies',
    everyState: 'Every state',
    state: 'State',
    columns: { name: 'Policy', kind: 'Type' },
    states,
    stateOf: (state: StandardState, changes: number): string =>
      state === 'different' ? counted(changes, 'difference') : states[state],
    summary: (open: number, accepted: number): string =>
      `${open === 0 ? 'Nothing missing or different' : `${count(open)} missing or different`}${
        accepted === 0 ? '' : `, ${count(accepted)} accepted`
      }`,
    noMatch: { title: 'No policy matches', body: 'Change the filter.' },
    details: 'Tenants',
    never: 'Never captured. What is shown as missing may be there.',
    showDifference: 'Show what differs',
    hideDifference: 'Hide what differs',
    standard: 'Standard',
    noValues: (names: readonly string[]): string =>
      `No value for ${names.map((name) => `{{${name}}}`).join(', ')}. A rollout leaves it out.`,
  },

  accept: {
    open: 'Accept…',
    change: 'Change…',
    withdraw: 'Withdraw',
    title: (policy: string, tenant: string): string => `Accept ${policy} in ${tenant}`,
    intro:
      'The difference then counts as accepted, and rollouts leave it alone. It is open again after its last day, and when it becomes another one.',
    reason: 'Reason',
    owner: 'Owner',
    until: 'Last day',
    untilHint: 'Empty for no end',
    save: 'Accept',
    by: (owner: string): string => `Accepted by ${owner}`,
    noEnd: 'without an end',
    lasts: (until: string): string => `until ${until}`,
    over: 'Open again: the last day is over, or it differs in another way by now.',
  },

  standard: {
    newTitle: 'New standard',
    editTitle: (name: string): string => `Edit ${name}`,
    name: 'Name',
    source: 'Tenant of the standard',
    state: 'State',
    stateHint: 'The latest capture follows the tenant. A backup set or a date stays as it is.',
    tenants: 'Tenants that should have it',
    waves: 'Waves',
    wavesHint:
      'One per line, such as “Pilot: Ring 0, Ring 1”. A wave assigns policies to these groups of each tenant first. After the last one, everybody gets what the standard says.',
    save: 'Save',
    remove: 'Remove',
    removeTitle: (name: string): string => `Remove ${name}?`,
    removeBody: 'The standard and its rollouts are removed. What was restored stays in the tenants.',
    badWave: (line: string): string => `“${line}” is no wave. Write it as “Pilot: Ring 0, Ring 1”.`,
  },

  values: {
    label: 'Values of tenants',
    intro:
      'Texts of the standard such as {{tenant.domain}} get the value of each tenant, in comparisons and in rollouts. Values aren’t encrypted, so they are no place for secrets.',
    columns: { tenant: 'Tenant', name: 'Name', value: 'Value' },
    missing: 'No value',
    add: 'Add a value…',
    set: 'Set…',
    remove: 'Remove',
    title: 'Value of a tenant',
    tenant: 'Tenant',
    name: 'Name',
    nameHint: 'Such as tenant.domain',
    value: 'Value',
    save: 'Save',
    fixed: 'Every tenant has its own ID.',
  },

  rollout: {
    title: (name: string): string => `Roll out ${name}`,
    intro:
      'A plan is made and rehearsed for each tenant. Nothing is written until you confirm the plan of a tenant. Confirmed plans are carried out one after another, and the first failure stops the rollout.',
    policies: (policies: number): string => `Only ${counted(policies, 'selected policy', 'selected policies')}`,
    tenants: 'Tenants, in their order',
    wave: 'For whom',
    everybody: 'Everybody whom the standard names',
    waveOf: (name: string, groups: readonly string[]): string => `${name} (${groups.join(', ')})`,
    start: 'Plan and rehearse',

    none: {
      title: 'No rollout yet',
      body: 'A rollout brings tenants to the standard: planned and rehearsed together, confirmed one by one.',
    },
    list: 'Rollouts',
    choose: 'Rollout',
    name: (title: string, moment: string): string => `${title}, ${moment}`,
    groups: (groups: readonly string[]): string => `For ${groups.join(', ')}`,
    stop: 'Stop',
    goOn: 'Continue',
    stopped: (why: string): string => `Stopped. ${why}`,
    steps: 'Tenants of the rollout',
    columns: {
      order: '#',
      tenant: 'Tenant',
      state: 'State',
      create: 'Create',
      update: 'Update',
      blocked: 'Blocked',
      rehearsal: 'Rehearsal',
    },
    states: steps,
    hints: {
      planning: 'Reads the tenant, and plans. Nothing is written.',
      planFailed: 'The tenant couldn’t be planned. Open the run to try again, or the plan to see what is blocked.',
      notPlanned: 'Nothing was planned, because the rollout stopped before.',
      rehearsing: 'The plan is carried out in a simulated copy of the tenant.',
      ready: 'Look at the plan, and confirm it.',
      confirmed: 'Begins once the tenants before it are done.',
      running: 'The plan is being carried out.',
      done: 'The tenant has what was planned for it.',
      nothing:
        'Nothing is left to write: the tenant has it already, differs on purpose, or has it for more than this wave.',
      failed: 'Not everything was restored. Open the run to try again or to undo it, and then continue.',
      leftOut: 'It stays as it is.',
    },
    rehearsed: (problems: number | null): string =>
      problems === null ? '' : problems === 0 ? 'Succeeded' : counted(problems, 'problem'),
    openPlan: 'Open plan',
    openRun: 'Open run',
    confirm: 'Confirm…',
    leaveOut: 'Leave out',
    takeIn: 'Take in again',
    confirmTitle: (tenant: string): string => `Write to ${tenant}?`,
    confirmBody: (creates: number, updates: number, blocked: number): string =>
      [
        `${counted(creates, 'policy is', 'policies are')} created, and ${counted(updates, 'policy is', 'policies are')} updated.`,
        ...(blocked > 0 ? [`${counted(blocked, 'policy is', 'policies are')} left out, as the plan says.`] : []),
      ].join(' '),
    warnings: (policies: number): string =>
      `${counted(policies, 'policy has a warning', 'policies have warnings')} in the plan, such as an assignment that is left out.`,
    rehearsalWarning: (problems: number): string =>
      `The rehearsal had ${counted(problems, 'problem')}. The rollout will stop there.`,
    unlock: (minutes: number): string =>
      `Writing is unlocked for ${minutes} minutes. If the tenants before this one take longer, unlock it again and continue.`,
    typeName: (tenant: string): string => `Type ${tenant} to confirm`,
    justification: 'Reason for Multi Admin Approval',
    justificationHint: 'Only needed if the tenant uses it',
    confirmAction: 'Confirm',
  },
} as const
