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
