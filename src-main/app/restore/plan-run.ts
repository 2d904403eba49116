import { createHash } from 'node:crypto'
import type { PlanInput } from '#contract/model/plans.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { NewRun } from '../ports/runs.ts'

/** Characters of a title. Nobody reads the names of a thousand versions. */
export const mostTitle = 200

/** The run that plans. Two identical plans never run at once (000-2). */
export function planRun(tenantId: string, title: string, input: PlanInput): NewRun<'restore-plan'> {
  const target = createHash('sha256').update(canonicalText(input)).digest('hex')
  return { tenantId, kind: 'restore-plan', title: title.slice(0, mostTitle), target, input }
}
