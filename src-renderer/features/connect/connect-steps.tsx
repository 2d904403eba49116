import type { ReactNode } from 'react'
import { Steps } from '#renderer/ui/steps.tsx'
import { words } from './words.ts'

/** The steps of the connect wizard and the current one; 1 is the first step. */
export const ConnectSteps = ({ now }: { readonly now: number }): ReactNode => <Steps names={words.steps} now={now} />
