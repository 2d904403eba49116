import type { RunDefinitions } from '../runs/run-context.ts'
import { backup } from './backup.ts'
import { capture } from './capture.ts'
import { definitions } from './definitions.ts'
import { drift } from './drift.ts'
import { exportTenant } from './export.ts'
import { health } from './health.ts'
import { importFiles } from './import.ts'
import { onboarding, onboardingPlan } from './onboarding.ts'
import { purge } from './purge.ts'
import { recipients } from './recipients.ts'
import { rehearsal } from './rehearsal.ts'
import { report } from './report.ts'
import { restore } from './restore.ts'
import { restorePlan } from './restore-plan.ts'
import { saveFile } from './save-file.ts'
import { signIn } from './sign-in.ts'
import { sync } from './sync.ts'
import { verify } from './verify.ts'

/** Every run kind; a new one is added here and to the shapes of the contract (`run-shapes.ts`). */
export const runDefinitions: RunDefinitions = {
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
  import: importFiles,
  report,
  'save-file': saveFile,
  purge,
  recipients,
  definitions,
  drift,
}
