import { createHash } from 'node:crypto'
import { canonicalText } from '../canonical/canonical.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import { activeFilter, isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { idKey } from '../references/id-key.ts'

/** A group that is only known by its name: it has another ID in each tenant. */
export interface NamedGroup {
  readonly id: string
  readonly name: string
}

/** A group by its name, under an ID that no tenant has, so that a plan looks for the name. */
export function namedGroup(name: string): NamedGroup {
  const hash = createHash('sha256').update(`group ${name}`).digest('hex')
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { id, name }
}

/**
 * A document that is assigned to some groups instead of everybody whom it includes (spec 068-7). Exclusions, filters and
 * intents stay. What can't be assigned to groups is assigned to nobody.
 */
export function assignedToWave(type: PolicyType, document: Json, groups: readonly NamedGroup[]): Json {
  const rules = type.assignments
  if (rules === null || rules.fixedFor?.(document) === true || !('assignments' in document)) return document
  const takesGroups = rules.targets.includes('group')
  const assignments = objects(document['assignments']).flatMap((entry): Json[] => {
    if (isExclusion(entry) || isOfPolicySet(entry)) return [entry]
    const { target, ...rest } = without(entry, ['id', 'sourceId'])
    return takesGroups
      ? groups.map(({ id }) => ({
          ...rest,
          target: {
            ...(isObject(target) ? target : {}),
            '@odata.type': '#microsoft.graph.groupAssignmentTarget',
            groupId: id,
          },
        }))
      : []
  })
  const isFirst = (entry: Json, index: number): boolean =>
    assignments.findIndex((other) => canonicalText(other) === canonicalText(entry)) === index
  return { ...document, assignments: assignments.filter(isFirst) }
}

/**
 * Whether what a tenant has includes somebody whom a wave wouldn't. A wave never takes a policy from anybody.
 *
 * @param live as the tenant has it
 * @param wanted with the IDs of the same tenant
 */
export function reachesMore(live: Json, wanted: Json): boolean {
  const reached = objects(wanted['assignments']).filter((entry) => !isExclusion(entry))
  const isReached = (entry: Json): boolean =>
    reached.some((other) => {
      const filter = filterOf(other)
      return targetOf(other) === targetOf(entry) && (filter === '' || filter === filterOf(entry))
    })
  return objects(live['assignments']).some((entry) => !isExclusion(entry) && !isReached(entry))
}

const isExclusion = ({ target }: Json): boolean => isObject(target) && /exclusion/i.test(text(target['@odata.type']))

const targetOf = ({ target }: Json): string =>
  isObject(target) ? `${text(target['@odata.type'])} ${idKey(text(target['groupId']))}` : ''

/** The filter that limits an assignment; an empty text for none. */
function filterOf({ target }: Json): string {
  const filter = isObject(target) ? activeFilter(target) : null
  return filter === null ? '' : `${filter.mode} ${filter.id}`
}
