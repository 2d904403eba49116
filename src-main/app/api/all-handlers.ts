import type { MethodName } from '#contract/api/api.ts'
import { adviceHandlers } from './advice.ts'
import { alertsHandlers } from './alerts.ts'
import { appHandlers } from './app.ts'
import { assistantHandlers } from './assistant.ts'
import { backupHandlers } from './backups.ts'
import { changesHandlers } from './changes.ts'
import { compareHandlers } from './compare.ts'
import { dependenciesHandlers } from './dependencies.ts'
import { driftHandlers } from './drift.ts'
import type { Handlers } from './handlers.ts'
import { lifecycleHandlers } from './lifecycle.ts'
import { notificationHandlers } from './notifications.ts'
import { policyHandlers } from './policies.ts'
import { recipientsHandlers } from './recipients.ts'
import { reportHandlers } from './reports.ts'
import { restoreHandlers } from './restore.ts'
import { runHandlers } from './runs.ts'
import { schedulesHandlers } from './schedules.ts'
import { searchHandlers } from './search.ts'
import { signInHandlers } from './sign-in.ts'
import { tenantHandlers } from './tenants.ts'
import { standardsHandlers } from './standards.ts'
import { shellHandlers } from './shell.ts'
import { storageHandlers } from './storage.ts'
import { viewsHandlers } from './views.ts'

/** The handler of every method of the contract. */
export const allHandlers: Handlers<MethodName> = {
  ...adviceHandlers,
  ...alertsHandlers,
  ...appHandlers,
  ...tenantHandlers,
  ...signInHandlers,
  ...policyHandlers,
  ...runHandlers,
  ...assistantHandlers,
  ...backupHandlers,
  ...reportHandlers,
  ...restoreHandlers,
  ...notificationHandlers,
  ...changesHandlers,
  ...compareHandlers,
  ...standardsHandlers,
  ...driftHandlers,
  ...dependenciesHandlers,
  ...searchHandlers,
  ...recipientsHandlers,
  ...schedulesHandlers,
  ...lifecycleHandlers,
  ...viewsHandlers,
  ...shellHandlers,
  ...storageHandlers,
}
