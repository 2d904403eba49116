import type { RunKind } from '#contract/model/run-shapes.ts'

/** Kinds of runs that can capture whole types. */
export const capturingKinds = ['capture', 'backup', 'drift'] as const satisfies readonly RunKind[]

/**
 * Whether items of unchanged objects aren't kept once a run has ended: a tenant has thousands, every night. Somebody who
 * chose objects wants to see what became of each.
 */
export function forgetsUnchanged(kind: RunKind, input: object): boolean {
  const chosen = 'policyIds' in input && Array.isArray(input.policyIds) ? input.policyIds.length : 0
  return capturingKinds.some((capturing) => capturing === kind) && chosen === 0
}
