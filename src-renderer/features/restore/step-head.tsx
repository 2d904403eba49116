import type { ReactNode } from 'react'
import type { Tenant } from '#contract/model/tenants.ts'
import { Steps } from '#renderer/ui/steps.tsx'
import { verbsOf } from './verbs.ts'
import { words } from './words.ts'

interface Props {
  readonly tenant: Tenant
  /** The current step of the restore wizard; 1 is the first. */
  readonly step: number
  /** The plan undoes a restore. */
  readonly isUndo?: boolean
  readonly children?: ReactNode
}

/** The head of a step of the restore wizard: the target, what the step is about, and all steps. */
export const StepHead = ({ tenant, step, isUndo = false, children }: Props): ReactNode => (
  <div className="page-head">
    <div>
      <h1>{verbsOf(isUndo).title(tenant.name)}</h1>
      {children === undefined ? null : (
        <span className="sub" dir="auto">
          {children}
        </span>
      )}
    </div>
    <Steps names={words.steps} now={step} />
  </div>
)
