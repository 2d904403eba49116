import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { Steps } from '#renderer/ui/steps.tsx'
import { verbsOf, type Purpose } from './verbs.ts'

interface Props {
  readonly tenant: Tenant
  /** The current step of the restore wizard; 1 is the first. */
  readonly step: number
  /** What the plan is for: a restore by default. */
  readonly purpose?: Purpose
  readonly children?: ReactNode
}

/** Steps of a restore that a change doesn't have. */
const changeSkips = 3

const restore: Purpose = { isUndo: false, isChange: false }

/** The head of a step of the restore wizard: the target, what the step is about, and all steps. */
export const StepHead = ({ tenant, step, purpose = restore, children }: Props): ReactNode => (
  <div className="page-head">
    <div>
      <h1>{verbsOf(purpose).title(tenant.name)}</h1>
      {children === undefined ? null : (
        <span className="sub" dir="auto">
          {children}
        </span>
      )}
    </div>
    {/* A change has no source, mapping and secrets of its own. */}
    <Steps names={verbsOf(purpose).steps} now={purpose.isChange ? step - changeSkips : step} />
  </div>
)
