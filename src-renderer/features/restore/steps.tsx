import type { ReactNode } from 'react'
import { Steps as WizardSteps } from '#renderer/ui/steps.tsx'
import { words } from './words.ts'

/** The steps of the restore wizard and the current one; 1 is the first step. */
export const Steps = ({ now }: { readonly now: number }): ReactNode => <WizardSteps names={words.steps} now={now} />
