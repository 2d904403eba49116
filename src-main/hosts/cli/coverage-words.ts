import type { Coverage } from '#contract/model/compare.ts'
import { counted } from '#domain/counted.ts'

/** What `atlas coverage` says. */
export const words = {
  description: 'Show which settings of a baseline a tenant meets, whatever the policies are called',
  baselineFrom: 'Backup set or date of the baseline (default: now)',
  from: 'Backup set or date of the tenant (default: now)',
  exitCode: 'End with code 3 if a setting isn’t met, or if there is nothing to compare',
  states: {
    conflicting: 'conflicting',
    otherValue: 'other value',
    missing: 'missing',
    unassigned: 'not assigned',
    partly: 'met in part',
    met: 'met',
  },
  use: (policy: string, value: string, assigned: boolean): string =>
    `${policy}: ${value}${assigned ? '' : ' (not assigned)'}`,
  met: (met: number, all: number, { policies, values }: Coverage['notCompared']): string =>
    [
      `${met} of ${counted(all, 'value')} met.`,
      ...(policies === 0 ? [] : [`Not compared: ${counted(policies, 'policy', 'policies')} of other types.`]),
      ...(values === 0 ? [] : [`Not compared: ${counted(values, 'secret or reference', 'secrets and references')}.`]),
    ].join(' '),
} as const
