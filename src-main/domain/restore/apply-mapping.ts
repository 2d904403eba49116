import { isObject, objects, text, without, type Json } from '../json.ts'
import type { AssignmentRules, PolicyType } from '../policy-types/policy-type.ts'
import {
  activeFilter,
  allUsersGroup,
  assignmentKinds,
  assignmentSettingNames,
  isOfPolicySet,
  isVirtualGroup,
} from '../policy-types/building-blocks/assignments.ts'
import { nounOf } from '../policy-types/kinds.ts'
import { rewriteReferences, type FoundReference } from '../references/references.ts'
import { idKey } from '../references/id-key.ts'
import type { Mapping, Match } from './mapping.ts'
import { words } from './words.ts'

const { consequences } = words.mapping

/** A source document with the target tenant's ids, and what could not be carried over. */
export interface Mapped {
  readonly document: Json
  readonly warnings: readonly string[]
  /** Why the object cannot be written yet: references that somebody has to choose, or that must not be missing. */
  readonly blocked: readonly string[]
  /** The first list of the target that couldn't be read and that a reference needs. */
  readonly unlisted: { readonly kind: string; readonly reason: string } | null
  /** `kind/sourceId` of objects that have to be written before this one. */
  readonly dependsOn: readonly string[]
  /** An exclusion is lost: without it the assignments would reach more than before, so none of them is written. */
  readonly unassignable: boolean
  /** More people or devices may be reached than in the source. */
  readonly widens: boolean
}

/**
 * Placeholder for an object that the same run creates, until its id is known. No text of an administrator looks like
 * it.
 */
export const pendingId = (kind: string, sourceId: string): string => `\u{E000}${kind}/${sourceId}\u{E001}`

/** Rewrites every reference of a document, in the payload and in the assignments. */
export function applyMapping(
  type: PolicyType,
  source: Json,
  mapping: Mapping,
  options: {
    readonly assignments: boolean
    readonly sameTenant: boolean
    /** IDs that the object in the tenant refers to as well. What stands on both sides is left as it is. */
    readonly onBothSides?: () => ReadonlySet<string>
  },
): Mapped {
  const warnings: string[] = []
  const blocked: string[] = []
  const dependsOn = new Set<string>()
  let [unassignable, widens] = [false, false]
  let unlisted: Mapped['unlisted'] = null

  /** The id in the target, or undefined when there is none; `consequence` says what that means. */
  function targetId(
    kinds: readonly string[],
    sourceId: string,
    consequence: string | null,
    own?: string,
    { excludes = false, onlyItself = false }: { readonly excludes?: boolean; readonly onlyItself?: boolean } = {},
  ): string | undefined {
    const kind = mapping.kindOf(kinds, sourceId)
    const resolved = mapping.resolve(kind, sourceId, { name: own, platform: type.platformOf(source) })
    const isAnother = resolved.how === 'same-name' || resolved.how === 'ambiguous'
    const match: Match = onlyItself && isAnother ? { how: 'missing', name: resolved.name } : resolved
    const noun = nounOf(kind)
    const isUnresolved =
      match.how === 'missing' || match.how === 'unlisted' || match.how === 'ambiguous' || match.how === 'same-name'
    // What stands on both sides is left as it is, also where another object could stand for it by now.
    if ((isUnresolved || match.how === 'replaced') && options.onBothSides?.().has(idKey(sourceId))) return sourceId
    switch (match.how) {
      case 'chosen':
      case 'remembered':
      case 'replaced':
      case 'same-id':
      case 'same-name':
      case 'fixed':
        return match.id
      case 'created':
        dependsOn.add(`${kind}/${match.sourceId}`)
        if (excludes) {
          widens = true
          warnings.push(words.mapping.newGroupExcludesNobody(match.name))
        }
        return pendingId(kind, match.sourceId)
      case 'unlisted':
        unlisted ??= { kind, reason: match.reason }
        return undefined
      case 'ambiguous':
        blocked.push(
          match.candidates.length === 1
            ? words.mapping.otherMeaning(noun, match.name)
            : words.mapping.several(noun, match.name, match.candidates.length),
        )
        return undefined
      case 'skipped':
      case 'missing': {
        if (excludes && match.how === 'missing') {
          unassignable = true
          warnings.push(words.mapping.exclusionMissing(noun, match.name))
          return undefined
        }
        if (excludes) widens = true
        const isSkipped = match.how === 'skipped'
        if (consequence === null) blocked.push(words.mapping.required(noun, match.name, isSkipped))
        else warnings.push(words.mapping.optional(noun, match.name, isSkipped, consequence))
        return undefined
      }
    }
  }

  const document = rewriteReferences(type, source, ({ rule, kinds, id, name }: FoundReference) =>
    targetId(
      kinds,
      id,
      rule.whenMissing === 'block' ? null : rule.whenMissing === 'keep' ? consequences.keep : consequences.leaveOut,
      name,
      { onlyItself: rule.onlyItself === true },
    ),
  )
  // A version that was captured without assignments says nothing about them.
  if (!('assignments' in source) || !options.assignments || !type.assignments)
    return {
      document: { ...document, assignments: [] },
      warnings,
      blocked,
      unlisted,
      dependsOn: [...dependsOn],
      unassignable,
      widens,
    }
  const rules = type.assignments
  const carried = objects(source['assignments']).map((assignment) => ({
    assignment,
    mapped: mapAssignment({ ...rules, filters: rules.filters && rules.noFilterFor?.(source) !== true }, assignment, {
      targetId: (kind, id, consequence, excludes = false) => targetId([kind], id, consequence, undefined, { excludes }),
      see: (kind, id) => void mapping.resolve(kind, id),
      sameTenant: options.sameTenant,
      warnings,
      blocked,
    }),
  }))
  const assignments = carried.flatMap(({ mapped }) => mapped)
  const nameOf = (groupId: string) => mapping.resolve(assignmentKinds.group, groupId, {}).name
  blocked.push(
    ...clashes(carried).map(({ groups, intent }) => words.mapping.assignedAndExcluded(groups.map(nameOf), intent)),
  )
  return {
    document: { ...document, assignments: unassignable ? [] : assignments },
    warnings,
    blocked,
    unlisted,
    dependsOn: [...dependsOn],
    unassignable,
    widens,
  }
}

/** Source groups that became one group of the target, which would be included and excluded for one intent. */
interface Clash {
  readonly groups: readonly string[]
  /** Empty for types whose assignments have no intent. */
  readonly intent: string
}

const targetOf = (assignment: Json): Json => (isObject(assignment['target']) ? assignment['target'] : {})

/**
 * Two groups of the source may be one in the target, which can't be included and excluded for the same intent. What the
 * source did with one group can be done again: an app includes a group for one intent and excludes it for another
 * (G-134).
 */
function clashes(carried: readonly { readonly assignment: Json; readonly mapped: readonly Json[] }[]): Clash[] {
  const entries = carried.flatMap(({ assignment, mapped }) =>
    mapped.map((written) => ({
      source: text(targetOf(assignment)['groupId']),
      group: text(targetOf(written)['groupId']),
      intent: text(assignment['intent']),
      excludes: text(targetOf(written)['@odata.type']).includes('exclusion'),
    })),
  )
  const groups = Map.groupBy(
    entries.filter(({ group }) => group !== ''),
    ({ group, intent }) => `${group}/${intent}`,
  )
  return [...groups.values()].flatMap((same) => {
    const sources = [...new Set(same.map(({ source }) => source))]
    const clash = new Set(same.map(({ excludes }) => excludes)).size > 1 && sources.length > 1
    return clash ? [{ groups: sources, intent: same[0]!.intent }] : []
  })
}

interface AssignmentMapping {
  readonly targetId: (kind: string, sourceId: string, consequence: string, excludes?: boolean) => string | undefined
  /** Lists a reference that decides nothing here, so that somebody can choose it together with what does. */
  readonly see: (kind: string, sourceId: string) => void
  /** The service accepted the same in this tenant before: nothing is left out. */
  readonly sameTenant: boolean
  readonly warnings: string[]
  readonly blocked: string[]
}

function mapAssignment(rules: AssignmentRules, assignment: Json, context: AssignmentMapping): Json[] {
  const { targetId, sameTenant, warnings, blocked } = context
  const target = assignment['target']
  if (!isObject(target)) return []
  if (isOfPolicySet(assignment)) return []
  const kind = text(target['@odata.type'])
    .replace('#microsoft.graph.', '')
    .replace(/AssignmentTarget$/, '')
  if (kind === 'exclusionGroup' && rules.exclusionsBecomeInclusions) {
    blocked.push(words.mapping.exclusionBecomesInclusion)
    return []
  }
  // App protection knows everybody as a group of Intune's own (G-131).
  if (kind === 'allLicensedUsers' && rules.virtualGroups) {
    return mapAssignment(
      rules,
      {
        ...assignment,
        target: { ...target, '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: allUsersGroup },
      },
      context,
    )
  }
  if (!rules.targets.some((allowed) => allowed === kind)) {
    if (sameTenant) return [assignment]
    warnings.push(words.mapping.unsupportedTarget(kind))
    return []
  }
  const filter = activeFilter(target)
  if (filter && !rules.filters && !sameTenant) {
    // Without its filter the assignment would reach more devices than before: it is left out completely.
    warnings.push(words.mapping.unsupportedFilter)
    return []
  }
  const mapped: Record<string, unknown> = {
    ...(sameTenant ? moreOf(target) : {}),
    '@odata.type': target['@odata.type'],
  }
  const groupId = text(target['groupId'])
  if (isVirtualGroup(groupId)) mapped['groupId'] = groupId
  else if (groupId) {
    const id = targetId(
      assignmentKinds.group,
      groupId,
      kind === 'exclusionGroup' ? consequences.notExcluded : consequences.notAssigned,
      kind === 'exclusionGroup',
    )
    if (id === undefined) {
      if (filter) context.see(assignmentKinds.filter, filter.id)
      return []
    }
    mapped['groupId'] = id
  }
  if (target['collectionId'] !== undefined) {
    // A Configuration Manager collection belongs to one site: elsewhere the same id is another collection.
    if (!sameTenant) {
      warnings.push(words.mapping.collection(text(target['collectionId'])))
      return []
    }
    mapped['collectionId'] = target['collectionId']
  }
  if (filter) {
    const id = targetId(assignmentKinds.filter, filter.id, consequences.filter)
    if (id === undefined) return []
    mapped['deviceAndAppManagementAssignmentFilterId'] = id
    mapped['deviceAndAppManagementAssignmentFilterType'] = filter.mode
  }
  const kept: Record<string, unknown> = Object.fromEntries(
    rules.keep.flatMap((key) => (assignment[key] === undefined ? [] : [[key, assignment[key]]])),
  )
  if (isObject(kept['settings'])) {
    const settings: Record<string, unknown> = { ...kept['settings'] }
    for (const name of assignmentSettingNames) {
      const sourceId = text(settings[name])
      if (!sourceId) continue
      const id = targetId(assignmentKinds.profile, sourceId, consequences.profile)
      if (id === undefined) return []
      settings[name] = id
    }
    kept['settings'] = settings
  }
  return [{ ...kept, target: mapped }]
}

/** What some targets say besides whom they name, such as the size of a Cloud PC (Graph docs: cloudPcManagementGroupAssignmentTarget). */
const moreOf = (target: Json): Json =>
  without(target, [
    'groupId',
    'collectionId',
    ...['Id', 'Type'].map((name) => `deviceAndAppManagementAssignmentFilter${name}`),
  ])

/** A document without references to objects that do not exist yet; required ones keep their placeholder. */
export function leaveOutPending(type: PolicyType, document: Json, keys: ReadonlySet<string>): Json {
  const isOpen = (id: string) => [...id.matchAll(pending)].some(([, key]) => keys.has(key!))
  return rewriteReferences(type, document, ({ id }) => (isOpen(id) ? undefined : id))
}

const pending = /\u{E000}([^/\u{E000}\u{E001}]+\/[^\u{E000}\u{E001}]+)\u{E001}/gu

/** Replaces placeholders in a mapped document with the ids of objects that were created by now. */
export function resolvePending(
  document: Json,
  created: ReadonlyMap<string, string>,
): { document: Json; missing: readonly string[] } {
  const missing = new Set<string>()
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll(pending, (placeholder, key: string) => {
        const id = created.get(key)
        if (id === undefined) missing.add(key)
        return id ?? placeholder
      })
    }
    if (Array.isArray(value)) return value.map(replaced)
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry)]))
      : value
  }
  return { document: replaced(document) as Json, missing: [...missing] }
}
