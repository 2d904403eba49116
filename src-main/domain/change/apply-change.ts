import { RE2JS } from 're2js'
import type { Change, ChangeFilter, ChangeTarget } from '#contract/model/changes.ts'
import { canonicalText } from '../canonical/canonical.ts'
import { isObject, objects, strings, text, type Json } from '../json.ts'
import { allDevicesGroup, allUsersGroup, isOfPolicySet } from '../policy-types/building-blocks/assignments.ts'
import type { AssignmentRules, PolicyType } from '../policy-types/policy-type.ts'
import { idKey } from '../references/id-key.ts'
import { archivedName } from '../restore/archived-name.ts'
import type { Changed } from './changed.ts'
import { changeSettings } from './change-settings.ts'
import { words } from './words.ts'

/** Rules that say nothing of what a policy becomes: it goes, or another one is made from it. */
export type DocumentChange = Exclude<Change, { rule: 'delete' | 'duplicate' }>

/**
 * What a rule makes of a policy. Pure: the same document and rule give the same result, and a result changed by the same
 * rule again stays as it is.
 *
 * @param now for the date in the name of what is archived
 */
export function applyChange(type: PolicyType, document: Json, change: DocumentChange, now: Date): Changed {
  switch (change.rule) {
    case 'assign':
    case 'exclude':
    case 'unassign':
    case 'filter':
    case 'intent':
      return changeAssignments(type, document, change)
    case 'scopeTags':
      return changeTags(type, document, change)
    case 'rename':
      return rename(type, document, newName(text(document[type.nameProperty]), change))
    case 'describe':
      return describe(type, document, change.description)
    case 'settings':
      return changeSettings(document, change.settings)
    case 'archive':
      return archive(type, document, now)
  }
}

const scopeTagDefault = '0'

function changeTags(type: PolicyType, document: Json, { how, tags }: Extract<Change, { rule: 'scopeTags' }>): Changed {
  const property = type.scopeTagProperty
  if (property === null || !(property in document)) return { cannot: words.noTags }
  const [present, given] = [strings(document[property]), tags.map(({ id }) => id)]
  const wanted =
    how === 'set'
      ? given
      : how === 'add'
        ? [...present, ...given.filter((id) => !present.includes(id))]
        : present.filter((id) => !given.includes(id))
  // Everything has a scope tag: without one, Intune gives it the default.
  const tagged = wanted.length === 0 ? [scopeTagDefault] : wanted
  return canonicalText(tagged.toSorted()) === canonicalText(present.toSorted())
    ? { document }
    : { document: { ...document, [property]: tagged } }
}

function rename(type: PolicyType, document: Json, name: string): Changed {
  const { nameProperty: property, write } = type
  if (type.nameOf !== undefined || write.readOnly.includes(property) || write.createOnly.includes(property))
    return { cannot: words.fixedName }
  if (name.trim() === '') return { cannot: words.noName }
  return name === text(document[property]) ? { document } : { document: { ...document, [property]: name } }
}

/** Branding profiles call their description otherwise (Graph docs: intuneBrandingProfile). */
const descriptions = ['profileDescription', 'description'] as const

function describe({ write }: PolicyType, document: Json, description: string): Changed {
  const property = descriptions.find((name) => name in document)
  if (property === undefined) return { cannot: words.noDescription }
  if (write.readOnly.includes(property) || write.createOnly.includes(property))
    return { cannot: words.fixedDescription }
  return text(document[property]) === description
    ? { document }
    : { document: { ...document, [property]: description } }
}

/**
 * A new name by the rule. Patterns are those of RE2, which reads any name in a moment, whatever the pattern is.
 *
 * @throws Error for a regular expression that can't be read
 */
export function newName(
  name: string,
  { find, replace, isPattern }: Pick<Extract<Change, { rule: 'rename' }>, 'find' | 'replace' | 'isPattern'>,
): string {
  if (find === '') return replace.replaceAll('{name}', () => name)
  return isPattern ? RE2JS.compile(find).matcher(name).replaceAll(replace) : name.replaceAll(find, () => replace)
}

const isArchived = (name: string): boolean => / \(archived \d{4}-\d\d-\d\d\)$/.test(name)

function archive(type: PolicyType, document: Json, now: Date): Changed {
  // What can't be unassigned would go on as before, under a name that says otherwise.
  if (type.assignments === null) return { cannot: words.notAssignable }
  if (type.assignments.fixedFor?.(document)) return { cannot: words.fixedAssignments }
  const all = objects(document['assignments'])
  if (all.some(isOfPolicySet)) return { cannot: words.ofPolicySet }
  const unassigned = all.length === 0 ? document : { ...document, assignments: [] }
  const name = text(document[type.nameProperty])
  return isArchived(name) ? { document: unassigned } : rename(type, unassigned, archivedName(name, 'archived', now))
}

type AssignmentChange = Extract<Change, { rule: 'assign' | 'exclude' | 'unassign' | 'filter' | 'intent' }>

function changeAssignments(type: PolicyType, document: Json, change: AssignmentChange): Changed {
  const rules = type.assignments
  if (rules === null) return { cannot: words.notAssignable }
  if (rules.fixedFor?.(document)) return { cannot: words.fixedAssignments }
  const present = objects(document['assignments'])
  const changed = assignmentsAfter(rules, document, present, change)
  if ('cannot' in changed) return changed
  return canonicalText(changed.assignments) === canonicalText(present)
    ? { document }
    : { document: { ...document, assignments: changed.assignments } }
}

type Assignments = { readonly assignments: readonly Json[] } | { readonly cannot: string }

function assignmentsAfter(
  rules: AssignmentRules,
  document: Json,
  present: readonly Json[],
  change: AssignmentChange,
): Assignments {
  switch (change.rule) {
    case 'assign':
      return assign(rules, document, present, change)
    case 'exclude':
      return exclude(rules, present, change)
    case 'unassign': {
      const { target } = change
      const going = present.filter((entry) => target === null || names(rules, entry, target))
      const ofSet = going.filter(isOfPolicySet)
      if (ofSet.length > 0 && ofSet.length === going.length) return { cannot: words.ofPolicySet }
      return { assignments: present.filter((entry) => isOfPolicySet(entry) || !going.includes(entry)) }
    }
    case 'filter': {
      const due = included(rules, present, change.target)
      if (due.length === 0) return { assignments: present }
      if (!takesFilter(rules, document)) return { cannot: words.noFilters }
      return { assignments: present.map((entry) => (due.includes(entry) ? withFilter(entry, change.filter) : entry)) }
    }
    case 'intent': {
      if (!rules.intents) return { cannot: words.noIntent }
      return changeIntent(included(rules, present, change.target), present, change.intent)
    }
  }
}

function changeIntent(included: readonly Json[], present: readonly Json[], intent: string): Assignments {
  const due = included.filter((entry) => intentOf(entry) !== intent)
  const left = new Set(due.map(intentOf))
  const isLimiting = (entry: Json) => isExclusion(entry) && !isOfPolicySet(entry) && left.has(intentOf(entry))
  const staysIn = (old: string) =>
    present.some((entry) => !isExclusion(entry) && !due.includes(entry) && intentOf(entry) === old)
  const changed = present.flatMap((entry) => {
    if (due.includes(entry)) return [{ ...entry, intent }]
    if (!isLimiting(entry)) return [entry]
    // An exclusion limits the assignments of its intent (G-134), so it follows them.
    return staysIn(intentOf(entry)) ? [entry, { ...entry, intent }] : [{ ...entry, intent }]
  })
  const isIncludedToo = (entry: Json) =>
    changed.some((other) => !isExclusion(other) && intentOf(other) === intent && groupOf(other) === groupOf(entry))
  if (changed.some((entry) => isExclusion(entry) && intentOf(entry) === intent && isIncludedToo(entry)))
    return { cannot: words.bothWays }
  // An app can be assigned to one group in several intents (G-248), which are one now.
  const isFirst = (entry: Json, index: number) => changed.findIndex((other) => sameTarget(other, entry)) === index
  return { assignments: changed.filter(isFirst) }
}

function assign(
  rules: AssignmentRules,
  document: Json,
  present: readonly Json[],
  { target, filter, intent }: Extract<Change, { rule: 'assign' }>,
): Assignments {
  const kind = target.who === 'allUsers' ? 'allLicensedUsers' : target.who
  if (!rules.targets.includes(kind) && !(target.who !== 'group' && rules.virtualGroups))
    return { cannot: words.noTarget(words.targets[target.who]) }
  if (filter !== null && !takesFilter(rules, document)) return { cannot: words.noFilters }
  if (rules.intents && intent === null) return { cannot: words.needsIntent }
  if (present.some((entry) => isExclusion(entry) && names(rules, entry, target) && sameIntent(rules, entry, intent)))
    return { cannot: words.excludesNow(target.who === 'group' ? target.group.name : words.targets[target.who]) }
  const own = present.filter((entry) => !isExclusion(entry) && !isOfPolicySet(entry) && names(rules, entry, target))
  const there = own.find((entry) => sameIntent(rules, entry, intent))
  if (there) {
    // Without a filter of its own, the rule leaves the one that is there: taking it away reaches more.
    const becomes = filter === null ? there : withFilter(there, filter)
    return { assignments: present.map((entry) => (entry === there ? becomes : entry)) }
  }
  // Nothing is installed and removed for one group at once. Other intents go beside each other (G-248).
  if (own.some((entry) => (text(entry['intent']) === 'uninstall') !== (intent === 'uninstall')))
    return { cannot: words.otherIntent(target.who === 'group' ? target.group.name : words.targets[target.who]) }
  const like = present.find((entry) => !isExclusion(entry) && !isOfPolicySet(entry))
  const needed = rules.keep.filter((name) => name !== 'intent' && name !== 'settings')
  if (needed.length > 0 && !like) return { cannot: words.needsMore }
  return {
    assignments: [
      ...present,
      withFilter(
        {
          ...Object.fromEntries(needed.flatMap((name) => (like && name in like ? [[name, like[name]]] : []))),
          ...(rules.intents ? { intent, settings: null } : {}),
          target: targetOf(rules, target),
        },
        rules.filters ? filter : null,
      ),
    ],
  }
}

function exclude(
  rules: AssignmentRules,
  present: readonly Json[],
  { group, intent }: Extract<Change, { rule: 'exclude' }>,
): Assignments {
  if (!rules.targets.includes('exclusionGroup') || rules.exclusionsBecomeInclusions)
    return { cannot: words.noExclusions }
  if (rules.intents && intent === null) return { cannot: words.needsIntent }
  const target: ChangeTarget = { who: 'group', group }
  if (!present.some((entry) => !isExclusion(entry) && sameIntent(rules, entry, intent)))
    return { cannot: words.notAssigned }
  const own = present.filter((entry) => names(rules, entry, target) && sameIntent(rules, entry, intent))
  if (own.some((entry) => !isExclusion(entry))) return { cannot: words.includesNow(group.name) }
  if (own.length > 0) return { assignments: present }
  const like = present.find((entry) => !isOfPolicySet(entry))
  const needed = rules.keep.filter((name) => name !== 'intent' && name !== 'settings')
  return {
    assignments: [
      ...present,
      {
        ...Object.fromEntries(needed.flatMap((name) => (like && name in like ? [[name, like[name]]] : []))),
        ...(rules.intents ? { intent, settings: null } : {}),
        target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: group.id, ...noFilter },
      },
    ],
  }
}

const takesFilter = (rules: AssignmentRules, document: Json): boolean =>
  rules.filters && rules.noFilterFor?.(document) !== true

const kindOf = ({ target }: Json): string => (isObject(target) ? text(target['@odata.type']) : '')
const groupOf = ({ target }: Json): string => (isObject(target) ? idKey(text(target['groupId'])) : '')
const intentOf = ({ intent }: Json): string => text(intent)
const isExclusion = (entry: Json): boolean => /exclusion/i.test(kindOf(entry))

/** An app is assigned once for each intent that isn't the same offer. */
const sameIntent = (rules: AssignmentRules, entry: Json, intent: string | null): boolean =>
  !rules.intents || text(entry['intent']) === intent

/** Whether two assignments of an app say the same of the same target, whatever their filters are. */
const sameTarget = (one: Json, other: Json): boolean =>
  kindOf(one) === kindOf(other) && groupOf(one) === groupOf(other) && text(one['intent']) === text(other['intent'])

/** Whether an assignment or an exclusion is about a target. */
function names(rules: AssignmentRules, entry: Json, target: ChangeTarget): boolean {
  if (target.who === 'group') return groupOf(entry) === idKey(target.group.id)
  const [kind, virtual] =
    target.who === 'allUsers' ? [/allLicensedUsers/i, allUsersGroup] : [/allDevices/i, allDevicesGroup]
  return kind.test(kindOf(entry)) || (rules.virtualGroups === true && groupOf(entry) === virtual)
}

/** Assignments that a change of filters or intents is about. Those of a policy set belong to the set. */
const included = (rules: AssignmentRules, present: readonly Json[], target: ChangeTarget | null): readonly Json[] =>
  present.filter(
    (entry) => !isExclusion(entry) && !isOfPolicySet(entry) && (target === null || names(rules, entry, target)),
  )

const noFilter = {
  deviceAndAppManagementAssignmentFilterId: null,
  deviceAndAppManagementAssignmentFilterType: 'none',
} as const

/** Without a filter, an assignment keeps the way in which it says so. */
function withFilter(entry: Json, filter: ChangeFilter | null): Json {
  const target = isObject(entry['target']) ? entry['target'] : {}
  const mode = text(target['deviceAndAppManagementAssignmentFilterType'])
  if (filter === null) return mode === '' || mode === 'none' ? entry : { ...entry, target: { ...target, ...noFilter } }
  return {
    ...entry,
    target: {
      ...target,
      deviceAndAppManagementAssignmentFilterId: filter.filter.id,
      deviceAndAppManagementAssignmentFilterType: filter.mode,
    },
  }
}

function targetOf(rules: AssignmentRules, target: ChangeTarget): Json {
  const group = (groupId: string): Json => ({
    '@odata.type': '#microsoft.graph.groupAssignmentTarget',
    groupId,
    ...(rules.filters ? noFilter : {}),
  })
  if (target.who === 'group') return group(target.group.id)
  if (rules.virtualGroups) return group(target.who === 'allUsers' ? allUsersGroup : allDevicesGroup)
  const kind = target.who === 'allUsers' ? 'allLicensedUsers' : 'allDevices'
  return { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, ...(rules.filters ? noFilter : {}) }
}
