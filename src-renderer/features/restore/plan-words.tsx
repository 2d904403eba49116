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
import type { PlanAction, PlanItem, Rehearsal } from '#contract/model/plans.ts'
import type { Tone } from '#renderer/ui/states.tsx'
import './restore.css'

export type Outcome = Rehearsal['outcomes'][number]

interface Action {
  readonly title: string
  /** In the sentence of totals. */
  readonly total: string
  readonly tone: Tone
  readonly icon: ReactNode
}

/** Actions in the order in which they need attention. */
export const actions: Readonly<Record<PlanAction, Action>> = {
  conflict: { title: 'Conflict', total: 'in conflict', tone: 'danger', icon: <ErrorCircleFilled className="danger" /> },
  blocked: { title: 'Blocked', total: 'blocked', tone: 'danger', icon: <ProhibitedRegular className="danger" /> },
  update: {
    title: 'Update',
    total: 'to update',
    tone: 'brand',
    icon: <EditFilled className="accent" />,
  },
  recreate: {
    title: 'Create again',
    total: 'to create again',
    tone: 'success',
    icon: <AddCircleFilled className="success" />,
  },
  create: { title: 'Create', total: 'to create', tone: 'success', icon: <AddCircleFilled className="success" /> },
  delete: { title: 'Delete', total: 'to delete', tone: 'danger', icon: <DeleteRegular className="danger" /> },
  skip: { title: 'Left out', total: 'left out', tone: 'plain', icon: <SubtractCircleRegular /> },
  unchanged: { title: 'Unchanged', total: 'unchanged', tone: 'plain', icon: <CheckmarkCircleRegular /> },
}

/** Places of the groups in the list. */
export const actionOrder = Object.keys(actions) as readonly PlanAction[]

/** Whether the run sends something for this item. */
export const writes = (item: PlanItem): boolean =>
  item.included &&
  (item.action === 'create' || item.action === 'update' || item.action === 'recreate' || item.action === 'delete')

const spoken: readonly PlanAction[] = [
  'create',
  'recreate',
  'update',
  'delete',
  'unchanged',
  'skip',
  'blocked',
  'conflict',
]

/** The totals as one sentence; what is not included counts apart. */
export function totals(items: readonly PlanItem[]): string {
  const left = items.filter((item) => !item.included && item.action !== 'skip').length
  const counts = spoken.map(
    (action) =>
      [
        items.filter((item) => item.action === action && (item.included || action === 'skip')).length,
        actions[action].total,
      ] as const,
  )
  return [...counts, [left, 'not included'] as const]
    .filter(([found]) => found > 0)
    .map(([found, word]) => `${found} ${word}`)
    .join(', ')
}

/** Whether the service would refuse it, as the rehearsal showed. */
export const isRefused = (outcome: Outcome | undefined): boolean =>
  outcome?.state === 'failed' || outcome?.state === 'unknown'

const risks = { low: ['Low', 1, 'quiet'], medium: ['Medium', 2, 'warning'], high: ['High', 3, 'danger'] } as const

/** How much a change may break: bars and a word. */
export function Risk({ risk }: { readonly risk: PlanItem['risk'] }): ReactNode {
  const [word, bars, tone] = risks[risk]
  return (
    <span className={`risk small ${tone} ${risk === 'high' ? 'strong' : ''}`}>
      <span aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <i key={bar} data-on={bar <= bars} />
        ))}
      </span>{' '}
      {word}
    </span>
  )
}
