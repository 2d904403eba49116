import type { TriedRoute, TypeCompatibility } from '#contract/model/compatibility.ts'
import type { CaptureSwitches } from '#contract/model/tenants.ts'
import { judgeRoutes, outcomeOf } from '#domain/compatibility/judge-routes.ts'
import { isObject, isAnnotation, objects, text, type Json } from '#domain/json.ts'
import type { CapturePart, PartRoute, PolicyType } from '#domain/policy-types/policy-type.ts'
import { addressOf } from '../capture/object-address.ts'
import type { BatchRead, GraphReader, Read } from '../ports/graph.ts'
import type { FailedRoute } from '../ports/routes.ts'

/** Throttle units that the lists and routes of a compatibility check may use; what follows them takes a few more. */
const mostUnits = 190
/** Settings in a page, where a page doesn't hold all (G-201). */
const pageSize = 25
/** Objects that each list is asked for, to find one that says much. */
export const examples = 10

/** A type, and an answer to the first page of its list, with as many objects as `examples` says. */
export interface Probed {
  readonly type: PolicyType
  readonly answer: Read<unknown>
}

/** What the routes of each type answered, and which ones don't work. */
export interface TriedTypes {
  readonly types: readonly TypeCompatibility[]
  readonly failed: readonly FailedRoute[]
}

interface Attempt {
  readonly part: CapturePart
  readonly route: PartRoute
  readonly read: BatchRead
}

interface Trial {
  readonly type: PolicyType
  readonly object: Json
  readonly attempts: readonly Attempt[]
}

/**
 * Tries every route of each type on one object, read-only, and compares the answers. Types that would exceed the limit
 * aren't tried.
 *
 * @param spent throttle units that the check has used already
 * @param switches which of the parts with a switch the tenant captures; the others aren't read
 */
export async function tryRoutes(
  reader: GraphReader,
  probed: readonly Probed[],
  spent: number,
  switches: CaptureSwitches,
): Promise<TriedTypes> {
  const readable = probed.filter(
    ({ type, answer }) => answer.ok && !type.parent && !type.single && type.capture.parts.length > 0,
  )
  const lists = readable.map(({ answer }) => answer)
  let left = mostUnits - spent
  const trials = new Map<string, Trial>()
  for (const [index, { type }] of readable.entries()) {
    const object = telling(type, lists[index]!)
    if (!object) continue
    const attempts = attemptsFor(type, object, switches)
    if (attempts.length > left) continue
    left -= attempts.length
    trials.set(type.key, { type, object, attempts })
  }
  const all = [...trials.values()]
  const answers = await reader.batch(all.flatMap(({ attempts }) => attempts.map(({ read }) => read)))
  let at = 0
  const results = new Map(
    all.map((trial) => [trial.type.key, resultOf(trial, answers.slice(at, (at += trial.attempts.length)))]),
  )
  return {
    types: probed.map(
      ({ type, answer }) => results.get(type.key)?.compatibility ?? untried(type, answer, lists, readable),
    ),
    failed: [...results.values()].flatMap(({ failed }) => failed),
  }
}

/** The object with the most to compare: an assigned one, if the list says so. */
function telling(type: PolicyType, answer: Read<unknown>): Json | undefined {
  const all = answer.ok && isObject(answer.value) ? objects(answer.value['value']) : []
  const own = all.filter((item) => text(item['id']) !== '' && (type.holds?.(item) ?? true))
  return own.find((item) => item['isAssigned'] === true) ?? own[0]
}

function attemptsFor(type: PolicyType, object: Json, switches: CaptureSwitches): Attempt[] {
  const parts = type.capture.parts.filter(
    (part) =>
      part.routes !== undefined &&
      part.when?.(object) !== false &&
      (part.switch === undefined || switches[part.switch]),
  )
  const address = addressOf(type, object)
  return parts.flatMap((part) =>
    part.routes!.map((route): Attempt => {
      const expand = `$expand=${part.expand ?? part.property}`
      // One page is enough to see whether there is something.
      if (route === 'below') return { part, route, read: { path: `${address}/${part.path}`, list: false } }
      const path = route === 'object' ? `${address}?${expand}` : `${type.path}?${expand}&$top=${examples}`
      return { part, route, read: { path, list: false } }
    }),
  )
}

function resultOf(
  { type, object, attempts }: Trial,
  answers: readonly Read<unknown>[],
): { readonly compatibility: TypeCompatibility; readonly failed: readonly FailedRoute[] } {
  const counts = attempts.map(({ part, route }, index) => countOf(part, route, object, answers[index]!))
  const routes = attempts.map(({ part, route }, index): TriedRoute => {
    const [answer, count] = [answers[index]!, counts[index]!]
    if (!answer.ok)
      return { part: part.property, route, outcome: outcomeOf(answer.problem), status: answer.problem.status }
    const outcome = count === null ? 'notTried' : count > 0 ? 'some' : 'none'
    return { part: part.property, route, outcome, status: 200 }
  })
  const most = (property: string): number =>
    Math.max(0, ...attempts.map(({ part }, index) => (part.property === property ? (counts[index] ?? 0) : 0)))
  const contradictions = new Set<string>()
  if (object['isAssigned'] === true && routes.some(({ part }) => part === 'assignments') && most('assignments') === 0)
    contradictions.add('assignments')
  const promised = Math.min(Number(object['settingCount'] ?? 0), pageSize)
  if (typeof object['settingCount'] === 'number' && most('settings') < promised) contradictions.add('settings')
  return {
    compatibility: {
      type: type.key,
      compatibility: judgeRoutes(routes, contradictions),
      routes,
      shape: shapeOf(object),
    },
    failed: routes.flatMap(({ part, route, outcome }): FailedRoute[] => {
      // A refusal at the own address may be about this object only.
      if (outcome === 'noRoute' || (outcome === 'refused' && route !== 'below'))
        return [{ type: type.key, property: part, route, fault: outcome }]
      const isWrong = outcome === 'none' && route !== 'below' && most(part) > 0
      return isWrong ? [{ type: type.key, property: part, route, fault: 'empty' }] : []
    }),
  }
}

/** The number of items that a route returned for the object; null if the object isn't in the answer. */
function countOf(part: CapturePart, route: PartRoute, object: Json, answer: Read<unknown>): number | null {
  if (!answer.ok) return null
  const body = isObject(answer.value) ? answer.value : {}
  if (route === 'below') return objects(body['value']).length
  const holder = route === 'object' ? body : objects(body['value']).find((item) => item['id'] === object['id'])
  return holder && part.property in holder ? objects(holder[part.property]).length : null
}

function untried(
  type: PolicyType,
  answer: Read<unknown>,
  lists: readonly Read<unknown>[],
  readable: readonly Probed[],
): TypeCompatibility {
  const base = { type: type.key, routes: [], shape: [] }
  if (!answer.ok) {
    if (/not applicable to target tenant/i.test(answer.problem.message))
      return { ...base, compatibility: 'notLicensed' }
    const isForbidden = answer.problem.status === 403 || answer.problem.status === 401
    return { ...base, compatibility: isForbidden ? 'notPermitted' : 'notTried' }
  }
  const list = lists[readable.findIndex((entry) => entry.type === type)]
  const object = list && telling(type, list)
  if (list && !object) return { ...base, compatibility: 'empty' }
  // Nothing of it has more than one route.
  return {
    ...base,
    compatibility: type.capture.parts.length === 0 ? 'works' : 'notTried',
    shape: object ? shapeOf(object) : [],
  }
}

/**
 * Names of properties and the JSON types of their values, without any value. Names with other characters than those of
 * Graph's own may be made up in the tenant.
 */
const shapeOf = (object: Json): string[] =>
  Object.entries(object)
    .filter(([name]) => !isAnnotation(name) && /^[a-z][A-Za-z0-9]*$/.test(name))
    .map(([name, value]) => `${name}: ${value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value}`)
    .toSorted()
