import type { ReactNode } from 'react'
import type { StandardState, StepState } from '#contract/model/standards.ts'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

const stateTones: Readonly<Record<StandardState, Tone>> = {
  missing: 'danger',
  different: 'warning',
  accepted: 'brand',
  same: 'success',
}

const stepTones: Readonly<Record<StepState, Tone>> = {
  planning: 'plain',
  planFailed: 'danger',
  rehearsing: 'plain',
  ready: 'warning',
  confirmed: 'brand',
  running: 'brand',
  done: 'success',
  failed: 'danger',
  leftOut: 'plain',
}

/** How a tenant has a policy. What is the same is quiet. */
export const StatePill = ({ state, changes }: { readonly state: StandardState; readonly changes: number }): ReactNode =>
  state === 'same' ? (
    <span className="small quiet">{words.matrix.states.same}</span>
  ) : (
    <Pill tone={stateTones[state]}>{words.matrix.stateOf(state, changes)}</Pill>
  )

/** Where a tenant is in a rollout. */
export const StepPill = ({ state }: { readonly state: StepState }): ReactNode => (
  <Pill tone={stepTones[state]}>{words.rollout.states[state]}</Pill>
)
