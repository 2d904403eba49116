import { counted } from '#domain/counted.ts'

/** What `atlas coverage` says. */
export const words = {
  description: 'Show which settings of a baseline a tenant meets, whatever the policies are called',
  baselineFrom: 'Backup set or date of the baseline (default: now)',
  from: 'Backup set or date of the tenant (default: now)',
  exitCode: 'End with code 3 if a setting isn’t met',
  states: {
    conflicting: 'conflicting',
    otherValue: 'other value',
    missing: 'missing',
    unassigned: 'not assigned',
    partly: 'met in part',
    met: 'met',
  },
  met: (met: number, all: number): string => `${met} of ${counted(all, 'setting')} met.`,
} as const
