import type { Coverage } from '#contract/model/compare.ts'
import { counted } from '#domain/counted.ts'

/** What `atlas coverage` and `atlas deviation` say. */
export const words = {
  description: 'Show which settings of a baseline a tenant meets, whatever the policies are called',
  baselineFrom: 'Backup set or date of the baseline (default: now)',
  from: 'Backup set or date of the tenant (default: now)',
  exitCode: 'End with code 3 if a setting is neither met nor accepted, or if there is nothing to compare',
  states: {
    conflicting: 'conflicting',
    otherValue: 'other value',
    missing: 'missing',
    unassigned: 'not assigned',
    partly: 'met in part',
    accepted: 'accepted',
    met: 'met',
    dropped: 'dropped',
  },
  steps: {
    bothChanged: 'both changed',
    follow: 'baseline changed',
    dropped: 'baseline dropped it',
    ownChange: 'tenant changed',
    none: '',
  },
  earlier: 'Backup set or date of an earlier release: tells what the baseline changed from what the tenant changed',
  earlierTenant: 'Name or ID of the tenant that holds the earlier release (default: the one of the baseline)',
  set: {
    description: 'Set settings to the values of a baseline, whatever the policies are called',
    tenant: 'Name or ID of the tenant to change',
    baseline: 'Name or ID of the tenant that holds the baseline',
    settings: 'Only these setting IDs, separated by commas',
    states: 'Only settings in these states: conflicting, otherValue, missing, unassigned, partly, accepted, dropped',
    steps: 'Only these changes since the earlier release: follow, bothChanged, ownChange, dropped',
    addTo: 'ID of the policy that gets missing settings (default: the most similar one)',
    cannot: (setting: string, reason: string): string => `${setting}: ${reason}`,
    nothing: { message: 'No setting can be set.', hint: 'The reasons are above.' },
    noSelection: { message: 'Nothing says which settings to set.', hint: 'Use --settings, --states or --steps.' },
    unknownWord: (word: string, known: readonly string[]) => ({
      message: `“${word}” is none of them.`,
      hint: `Known are ${known.join(', ')}.`,
    }),
    none: { message: 'No setting matches.', hint: 'Look at "atlas coverage".' },
    unknown: (id: string) => ({
      message: `The baseline has no setting ${id}.`,
      hint: 'Look at "atlas coverage" for the IDs.',
    }),
    unknownPolicy: (id: string) => ({
      message: `There is no policy ${id} in the tenant.`,
      hint: 'Look at "atlas policy list".',
    }),
  },
  use: (policy: string, value: string, assigned: boolean): string =>
    `${policy}: ${value}${assigned ? '' : ' (not assigned)'}`,
  met: (met: number, accepted: number, all: number, { policies, values }: Coverage['notCompared']): string =>
    [
      `${met} of ${counted(all, 'value')} met.`,
      ...(accepted === 0 ? [] : [`${counted(accepted, 'deviation')} accepted.`]),
      ...(policies === 0 ? [] : [`Not compared: ${counted(policies, 'policy', 'policies')} of other types.`]),
      ...(values === 0 ? [] : [`Not compared: ${counted(values, 'secret or reference', 'secrets and references')}.`]),
    ].join(' '),
  deviations: {
    description: 'Values of baselines that a tenant doesn’t have on purpose',
    list: 'Show accepted deviations of a tenant',
    tenant: 'Name or ID of the tenant',
    accept: 'Accept that a tenant deviates from a value. An earlier reason is replaced',
    value: 'The value of the baseline, as "atlas coverage --json" has it under "key"',
    reason: 'Why',
    owner: 'Who answers for it',
    until: 'Last day, as 2026-12-31 (default: no end)',
    withdraw: 'Accept a deviation no longer, by its ID',
    accepted: 'Accepted. Coverage counts it by itself.',
    withdrawn: 'No longer accepted.',
    noEnd: 'no end',
    over: (until: string): string => `${until} (over)`,
  },
} as const
