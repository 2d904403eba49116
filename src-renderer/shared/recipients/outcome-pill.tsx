import type { ReactNode } from 'react'
import type { RecipientOutcome } from '#contract/model/recipients.ts'
import { Pill, type Tone } from '#renderer/ui/states.tsx'
import { words } from './words.ts'

const tones: Readonly<Record<RecipientOutcome, Tone>> = {
  included: 'success',
  excluded: 'danger',
  filteredOut: 'warning',
  notTargeted: 'plain',
  unknown: 'brand',
}

/** What a policy is for somebody, as a colored word. */
export const OutcomePill = ({ outcome }: { readonly outcome: RecipientOutcome }): ReactNode => (
  <Pill tone={tones[outcome]}>{words.outcomes[outcome]}</Pill>
)
