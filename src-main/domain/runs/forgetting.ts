import type { RunKind } from '#contract/model/run-shapes.ts'

/** Kinds of runs that can capture whole types. */
export const capturingKinds = ['capture', 'backup', 'drift'] as const satisfies readonly RunKind[]

/**
 * Whether items aren't kept once a run has ended if they are those of unchanged objects, or only say which version was
 * stored: a tenant has thousands, every night. Somebody who chose objects wants to see what became of each.
 */
export function forgetsItems(kind: RunKind, input: object): boolean {
  const chosen = 'policyIds' in input && Array.isArray(input.policyIds) ? input.policyIds.length : 0
  return capturingKinds.some((capturing) => capturing === kind) && chosen === 0
}

/** What an item says that stored a version. A run that doesn't keep the item says it from the version. */
export const newVersionNote = (number: number | ''): string => `New version ${number}`
