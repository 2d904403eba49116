import type { AdviceObject } from './advice-rule.ts'

/** Whether an object does its work by being assigned: no default of the tenant, and nothing that only marks devices. */
export function isAssignable({ type, document }: AdviceObject): boolean {
  const rules = type.assignments
  return rules !== null && rules.onlyMarks !== true && rules.fixedFor?.(document) !== true
}
