import type { z } from 'zod'
import { advice } from './advice.ts'
import { alerts } from './alerts.ts'
import { app } from './app.ts'
import { assistant } from './assistant.ts'
import { backups } from './backups.ts'
import { notifications } from './notifications.ts'
import { policies } from './policies.ts'
import { reports } from './reports.ts'
import { restore } from './restore.ts'
import { runs } from './runs.ts'
import { signIn } from './sign-in.ts'
import { tenants } from './tenants.ts'
import { changes } from './changes.ts'
import { compare } from './compare.ts'
import { dependencies } from './dependencies.ts'
import { drift } from './drift.ts'
import { lifecycle } from './lifecycle.ts'
import { schedules } from './schedules.ts'
import { recipients } from './recipients.ts'
import { search } from './search.ts'
import { shell } from './shell.ts'
import { standards } from './standards.ts'
import { storage } from './storage.ts'
import { views } from './views.ts'

/** Every method that can be called. */
export const api = {
  ...advice,
  ...alerts,
  ...app,
  ...tenants,
  ...signIn,
  ...policies,
  ...runs,
  ...assistant,
  ...backups,
  ...reports,
  ...restore,
  ...notifications,
  ...changes,
  ...compare,
  ...standards,
  ...drift,
  ...dependencies,
  ...search,
  ...recipients,
  ...schedules,
  ...lifecycle,
  ...views,
  ...shell,
  ...storage,
}

export type Api = typeof api
export type MethodName = keyof Api
/** What a caller sends; defaults can be left out. */
export type Input<Name extends MethodName> = z.input<Api[Name]['input']>
/** What a handler receives after validation. */
export type Parsed<Name extends MethodName> = z.output<Api[Name]['input']>
export type Output<Name extends MethodName> = z.output<Api[Name]['output']>

/** Whether the text is the name of a method. */
export const isMethod = (name: string): name is MethodName => Object.hasOwn(api, name)
