import type { RunKind } from '#contract/model/runs.ts'
import { backup } from './backup.ts'
import { capture } from './capture.ts'
import { definitions } from './definitions.ts'
import { drift } from './drift.ts'
import { exportTenant } from './export.ts'
import { health } from './health.ts'
import { onboarding, onboardingPlan } from './onboarding.ts'
import { rehearsal } from './rehearsal.ts'
import { restore } from './restore.ts'
import { restorePlan } from './restore-plan.ts'
import type { RunHandler } from '../runs/run-context.ts'
import { signIn } from './sign-in.ts'
import { sync } from './sync.ts'
import { verify } from './verify.ts'

/** The handler of each run kind; a new kind is added here and to the contract. */
export const runHandlers: Readonly<Record<RunKind, RunHandler>> = {
  sync,
  capture,
  backup,
  verify,
  'restore-plan': restorePlan,
  restore,
  rehearsal,
  'sign-in': signIn,
  health,
  'onboarding-plan': onboardingPlan,
  onboarding,
  export: exportTenant,
  definitions,
  drift,
}
