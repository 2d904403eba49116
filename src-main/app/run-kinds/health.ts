import { toAppError } from '#contract/errors.ts'
import type { Health, TypeHealth } from '#contract/model/health.ts'
import { isGone } from '#domain/graph-answers/problems.ts'
import { isObject, objects, strings, text, type Json } from '#domain/json.ts'
import { judge, type Probe } from '#domain/permissions/health.ts'
import { permissionUse } from '#domain/permissions/registration.ts'
import { tokenPermissions } from '#domain/permissions/token-claims.ts'
import { isCaptured } from '#domain/policy-types/optional.ts'
import { policyTypeOf, policyTypes } from '#domain/policy-types/registry.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { Network } from '../ports/ports.ts'
import { examples, tryRoutes } from '../compatibility/try-routes.ts'
import { defineRun } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Checks what the sign-in can read and write by reading the first objects of each type. */
export const health = defineRun({
  kind: 'health',
  access: 'read',
  notifiesAs: null,
  async run(context, connect) {
    const { clock } = context.ports
    const checked = policyTypes.filter((type) => isCaptured(type, context.tenant))
    await context.addItems(checked.map((type) => ({ key: type.key, type: type.key, name: type.title })))
    const reader = await connect()
    // The sign-in of a person says what was granted; other tokens say it themselves.
    const granted =
      context.tenant.signIn === 'person'
        ? context.tenant.scopes
        : context.tenant.signIn === 'demo'
          ? null
          : tokenPermissions(await context.ports.auth.token(context.tenant, 'read'))
    await context.phase(words.health.types)
    const answers = await reader.batch(
      checked.map((type) => {
        const { path, single } = type.parent ? policyTypeOf(type.parent.type) : type
        return { path: single ? path : `${path}?$top=${examples}`, list: false }
      }),
    )
    const types = checked.map((type, index): TypeHealth => {
      const answer = answers[index]!
      // What was never set up is readable all the same.
      const probe: Probe =
        answer.ok || (type.single === true && isGone(answer.problem))
          ? { ok: true }
          : { ok: false, status: answer.problem.status, message: answer.problem.message }
      return judge({ type: type.key, title: type.title, area: type.area, probe }, granted)
    })
    await context.phase(words.health.compatibility)
    const probed = checked.map((type, index) => ({ type, answer: answers[index]! }))
    const tried = await tryRoutes(reader, probed, reader.usage.units, context.tenant)
    await context.ports.store.routes.clear(context.tenant.id)
    await context.ports.store.routes.add(context.tenant.id, tried.failed, clock.now().toISOString())
    await context.phase(words.health.licence)
    const organization = await organizationOf(reader)
    const result: Health = {
      checkedAt: clock.now().toISOString(),
      tenantName: text(organization['displayName']) || context.tenant.name,
      account: context.tenant.account,
      scopes: [...(granted ?? [])],
      licence: licenceOf(organization, types),
      roles: context.tenant.signIn === 'app' ? null : await rolesOf(reader),
      types,
      connection: await connectionOf(context.ports.network, context.tenant.graphUrl),
      permissions: permissionUse(granted, context.tenant),
      compatibility: [...tried.types],
    }
    // Last, because settled items don't change when an interrupted check continues.
    const items = await context.items()
    await context.updateItems(
      items.map((item) => {
        const found = types.find((type) => type.type === item.key)!
        const note = words.health.note(found.read, found.write)
        return {
          id: item.id,
          state: found.read === 'granted' ? ('done' as const) : ('skipped' as const),
          note,
          endedAt: clock.now().toISOString(),
        }
      }),
    )
    await context.result({ health: result })
    context.emit('tenant.changed')
  },
})

/** How requests reach Graph. The demo tenant is in this process. */
async function connectionOf(
  network: Pick<Network, 'describe'>,
  graphUrl: string | null,
): Promise<Health['connection']> {
  if (graphUrl === null) return null
  return { service: new URL(graphUrl).host, ...(await network.describe(graphUrl)) }
}

async function organizationOf(reader: GraphReader): Promise<Json> {
  const [organization] = await reader.list('/organization?$select=id,displayName,assignedPlans')
  return organization ?? {}
}

/** Intune is in a plan of the service `SCO`. If plans can't be read, a readable type proves the license. */
function licenceOf(organization: Json, types: readonly TypeHealth[]): Health['licence'] {
  if (types.length > 0 && types.every((type) => type.read === 'unlicensed')) return 'missing'
  const plans = objects(organization['assignedPlans']).filter((plan) => text(plan['service']).toUpperCase() === 'SCO')
  if (
    plans.some((plan) => text(plan['capabilityStatus']) === 'Enabled') ||
    types.some((type) => type.read === 'granted')
  )
    return 'active'
  return 'unknown'
}

/** Names of the roles assigned to groups of the signed-in person; null if they can't be read. */
async function rolesOf(reader: GraphReader): Promise<string[] | null> {
  try {
    const assignments = await reader.list('/deviceManagement/roleAssignments')
    const read = await reader.batch(
      assignments.map((assignment) => ({
        path: `/deviceManagement/roleAssignments/${text(assignment['id'])}?$expand=roleDefinition`,
        list: false,
      })),
    )
    const whole = read.flatMap((answer) => (answer.ok && isObject(answer.value) ? [answer.value] : []))
    const ownGroups = new Set(await reader.memberOf(whole.flatMap((assignment) => strings(assignment['members']))))
    return whole
      .filter((assignment) => strings(assignment['members']).some((group) => ownGroups.has(group)))
      .map(
        (assignment) =>
          (isObject(assignment['roleDefinition']) ? text(assignment['roleDefinition']['displayName']) : '') ||
          text(assignment['displayName']),
      )
  } catch (error) {
    const { code } = toAppError(error)
    if (code === 'forbidden' || code === 'notFound' || code === 'graphRefused') return null
    throw error
  }
}
