import {
  AddCircleFilled,
  CheckmarkCircleRegular,
  DeleteRegular,
  EditFilled,
  ErrorCircleFilled,
  ProhibitedRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import type { PlanAction, PlanItem } from '#contract/model/plans.ts'
import type { Tone } from '#renderer/ui/states.tsx'
import { words } from './words.ts'
import './restore.css'

interface Action {
  readonly tone: Tone
  readonly icon: ReactNode
}

/** Actions in the order in which they need attention. */
export const actions: Readonly<Record<PlanAction, Action>> = {
  conflict: { tone: 'danger', icon: <ErrorCircleFilled className="danger" /> },
  blocked: { tone: 'danger', icon: <ProhibitedRegular className="danger" /> },
  update: {
    tone: 'brand',
    icon: <EditFilled className="accent" />,
  },
  recreate: {
    tone: 'success',
    icon: <AddCircleFilled className="success" />,
  },
  create: { tone: 'success', icon: <AddCircleFilled className="success" /> },
  delete: { tone: 'danger', icon: <DeleteRegular className="danger" /> },
  skip: { tone: 'plain', icon: <SubtractCircleRegular /> },
  unchanged: { tone: 'plain', icon: <CheckmarkCircleRegular /> },
}

/** Places of the groups in the list. */
export const actionOrder = Object.keys(actions) as readonly PlanAction[]

const risks = { low: [1, 'quiet'], medium: [2, 'warning'], high: [3, 'danger'] } as const

/** How much a change may break: bars and a word. */
export function Risk({ risk }: { readonly risk: PlanItem['risk'] }): ReactNode {
  const [bars, tone] = risks[risk]
  return (
    <span className={`risk small ${tone} ${risk === 'high' ? 'strong' : ''}`}>
      <span aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= bars} />
        ))}
      </span>{' '}
      {words.plan.risks[risk]}
    </span>
  )
}
