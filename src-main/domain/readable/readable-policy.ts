import { isObject, objects, strings, text, type Json } from '../json.ts'
import type { PolicyType, ReadableContext } from '../policy-types/policy-type.ts'
import { allDevicesGroup, allUsersGroup, assignmentKinds } from '../policy-types/building-blocks/assignments.ts'
import { defaultScopeTag, scopeTagKind } from '../policy-types/building-blocks/shared.ts'
import { genericSections } from './generic.ts'
import type { ReadableRow, ReadableSection } from './readable.ts'
import { label, inWords } from './spelling.ts'
import { words } from './words.ts'

/** The whole readable view of a captured document: settings, assignments, basics. */
export function readablePolicy(
  type: PolicyType,
  document: Json,
  names: Omit<ReadableContext, 'type'>,
): ReadableSection[] {
  const context: ReadableContext = { ...names, type }
  const settings = type.readable?.(document, context) ?? genericSections(document, context)
  const assignments = assignmentRows(document, context)
  return [
    ...settings,
    ...(assignments.length > 0 ? [{ title: words.assignments.title, rows: assignments }] : []),
    { title: words.basics.title, rows: basicRows(type, document, context) },
  ]
}

/** What the key of each assignment begins with. */
export const assignmentKey = 'assignment/'

/** Each assignment as one row: who, how, with which filter. */
export function assignmentRows(document: Json, context: Pick<ReadableContext, 'nameOf'>): ReadableRow[] {
  return objects(document['assignments']).map((assignment) => {
    const target = isObject(assignment['target']) ? assignment['target'] : {}
    const who = targetName(target, context)
    const filter = filterWords(target, context)
    const intent = text(assignment['intent'])
    const excluded = text(target['@odata.type']).endsWith('exclusionGroupAssignmentTarget')
    const name = [
      excluded ? words.assignments.exclude : words.assignments.include,
      ...(intent ? [words.assignments.intent(inWords(intent))] : []),
    ].join(' ')
    return {
      key: `${assignmentKey}${excluded ? 'exclude' : 'include'}/${intent}/${who.id}`,
      name,
      value: filter ? words.assignments.filtered(isolated(who.name), filter) : who.name,
      depth: 0,
    }
  })
}

/** Name of an assignment's target: a group, or one of the virtual groups by their portal names. */
export function targetName(target: Json, context: Pick<ReadableContext, 'nameOf'>): { id: string; name: string } {
  const kind = text(target['@odata.type']).replace('#microsoft.graph.', '')
  if (kind === 'allLicensedUsersAssignmentTarget') return { id: 'all-users', name: words.assignments.allUsers }
  if (kind === 'allDevicesAssignmentTarget') return { id: 'all-devices', name: words.assignments.allDevices }
  const id = text(target['groupId']) || text(target['collectionId'])
  // App protection has groups with Intune's own ids for all users and all devices.
  if (id === allUsersGroup) return { id: 'all-users', name: words.assignments.allUsers }
  if (id === allDevicesGroup) return { id: 'all-devices', name: words.assignments.allDevices }
  return { id, name: context.nameOf(assignmentKinds.group, id) ?? words.assignments.unknownGroup(id) }
}

/** A name whose writing direction does not turn the words around it (Unicode FSI … PDI). */
const isolated = (name: string): string => (/[\u0590-\u08ff\u202a-\u202e]/.test(name) ? `\u2068${name}\u2069` : name)

function filterWords(target: Json, context: Pick<ReadableContext, 'nameOf'>): string {
  const id = text(target['deviceAndAppManagementAssignmentFilterId'])
  const mode = text(target['deviceAndAppManagementAssignmentFilterType'])
  if (!id || /^0{8}-/.test(id) || mode === 'none' || !mode) return ''
  return words.assignments.filter(isolated(context.nameOf(assignmentKinds.filter, id) ?? id), mode)
}

function basicRows(type: PolicyType, document: Json, context: ReadableContext): ReadableRow[] {
  const tags = type.scopeTagProperty ? strings(document[type.scopeTagProperty]) : []
  return [
    { key: 'basics/name', name: words.basics.name, value: text(document[type.nameProperty]), depth: 0 },
    {
      key: 'basics/description',
      name: words.basics.description,
      value: inWords(document['description'] ?? document['profileDescription']),
      depth: 0,
    },
    { key: 'basics/kind', name: words.basics.type, value: type.kindOf(document), depth: 0 },
    { key: 'basics/platform', name: words.basics.platform, value: type.platformOf(document), depth: 0 },
    ...['platforms', 'technologies'].flatMap((name) =>
      typeof document[name] === 'string'
        ? [{ key: `basics/${name}`, name: label(name), value: inWords(document[name]), depth: 0 }]
        : [],
    ),
    ...(tags.length > 0
      ? [
          {
            key: 'basics/tags',
            name: words.basics.scopeTags,
            value: tags
              .map((id) =>
                id === defaultScopeTag.id ? defaultScopeTag.displayName : (context.nameOf(scopeTagKind, id) ?? id),
              )
              .toSorted()
              .join(', '),
            depth: 0,
          },
        ]
      : []),
  ]
}
