import type { z } from 'zod'
import { api, isMethod, type MethodName, type Output } from '#contract/api/api.ts'
import { Failure } from '#contract/errors.ts'
import { isObject } from '#domain/json.ts'
import { appHandlers } from './app.ts'
import { backupHandlers } from './backups.ts'
import type { HandlerContext, Handlers } from './handlers.ts'
import { requireTenant } from './ownership.ts'
import { notificationHandlers } from './notifications.ts'
import { policyHandlers } from './policies.ts'
import { restoreHandlers } from './restore.ts'
import { runHandlersOfApi } from './runs.ts'
import { tenantHandlers } from './tenants.ts'
import { compareHandlers } from './compare.ts'
import { driftHandlers } from './drift.ts'
import { dependenciesHandlers } from './dependencies.ts'
import { searchHandlers } from './search.ts'
import { schedulesHandlers } from './schedules.ts'
import { lifecycleHandlers } from './lifecycle.ts'
import { viewsHandlers } from './views.ts'

const handlers: Handlers<MethodName> = {
  ...appHandlers,
  ...tenantHandlers,
  ...policyHandlers,
  ...runHandlersOfApi,
  ...backupHandlers,
  ...restoreHandlers,
  ...notificationHandlers,
  ...compareHandlers,
  ...driftHandlers,
  ...dependenciesHandlers,
  ...searchHandlers,
  ...schedulesHandlers,
  ...lifecycleHandlers,
  ...viewsHandlers,
}

/**
 * The only door into the core: a closed list of methods, strict input, the tenant checked before any handler runs.
 *
 * @throws Failure for everything that is refused
 */
export async function dispatch<Name extends MethodName>(
  context: HandlerContext,
  name: Name | string,
  input: unknown,
): Promise<Output<Name>> {
  if (!isMethod(name)) throw new Failure('badInput', `There is no method ${name}.`)
  const declared = api[name]
  const parsed = declared.input.safeParse(input)
  if (!parsed.success) throw new Failure('badInput', `The request is not as it must be: ${inWords(parsed.error)}.`)
  const data: unknown = parsed.data
  if (declared.scope === 'tenant' && isObject(data)) await requireTenant(context.ports.store, String(data['tenantId']))
  // The list above is typed method by method; only here the pairing of name and input is beyond the compiler.
  const handler = handlers[name] as (input: unknown, context: HandlerContext) => Promise<Output<Name>>
  return handler(data, context)
}

function inWords(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    .join('; ')
}
