import type { ReactNode } from 'react'
import { Steps } from '#renderer/ui/steps.tsx'

const names = ['Cloud', 'Sign in', 'Permission check', 'First sync']

/** Where in the connect wizard this is; 1 is the first step. */
export const ConnectSteps = ({ now }: { readonly now: number }): ReactNode => <Steps names={names} now={now} />
