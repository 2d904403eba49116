import { isObject, objects, strings, text, type Json } from '../json.ts'
import { groups } from '../policy-types/entra/groups.ts'
import type { ImportedObject } from './imported-object.ts'
import { withIds, type IdOf } from './intune-cd-names.ts'

const isGuid = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)

/**
 * Gives IDs to what an export knows by name only, as IntuneCD does: groups, filters, scope tags, apps and templates. An object
 * of the export with that name has its own ID. Everything else gets one that depends on the name alone.
 */
export function idsForNames(
  imported: readonly ImportedObject[],
  names: ReadonlyMap<string, string>,
  idFor: (name: string) => string,
): { readonly objects: readonly ImportedObject[]; readonly names: ReadonlyMap<string, string> } {
  const ids = new Set<string>()
  const [known, untyped] = [new Map<string, string>(), new Map<string, string>()]
  for (const { type, document } of imported) {
    const [id, graphType] = [text(document['id']), text(document['@odata.type'])]
    const key = `${type.key}/${text(document[type.nameProperty]).toLowerCase()}`
    ids.add(`${type.key}/${id}`)
    known.set(key, id)
    // Apps of several platforms have one name.
    if (graphType !== '') known.set(`${key}${graphType}`, id)
    else untyped.set(key, id)
  }
  const added = new Map(names)
  const made = new Map<string, ImportedObject>()
  const idOf: IdOf = (kind, name, { given = '', graphType = '' } = {}) => {
    if (given !== '' && ids.has(`${kind}/${given}`)) return given
    const key = `${kind}/${name.toLowerCase()}`
    const own = graphType === '' ? known.get(key) : (known.get(`${key}${graphType}`) ?? untyped.get(key))
    if (own) return own
    if (isGuid(name)) return name
    if (given !== '') {
      added.set(`${kind}/${given}`, name)
      return given
    }
    const byTable = [...names].find(([key, entry]) => key.startsWith(`${kind}/`) && entry === name)?.[0]
    const id = byTable?.slice(kind.length + 1) ?? idFor(`${key}${graphType}`)
    added.set(`${kind}/${id}`, name)
    return id
  }

  const targetOf = (target: Json, path: string): Json => {
    const { groupName, groupType, membershipRule, ...rest } = target
    const filter = text(rest['deviceAndAppManagementAssignmentFilterId'])
    const withFilter =
      filter === '' || isGuid(filter)
        ? rest
        : { ...rest, deviceAndAppManagementAssignmentFilterId: idOf('assignmentFilters', filter) }
    const name = text(groupName)
    if (name === '' || text(rest['groupId']) !== '') return withFilter
    const groupId = idOf(groups.key, name)
    if (!known.has(`${groups.key}/${name.toLowerCase()}`) && !made.has(groupId))
      made.set(groupId, {
        path,
        type: groups,
        document: {
          id: groupId,
          displayName: name,
          groupTypes: text(groupType) === 'DynamicMembership' ? ['DynamicMembership'] : [],
          securityEnabled: true,
          mailEnabled: false,
          ...(text(membershipRule) === '' ? {} : { membershipRule, membershipRuleProcessingState: 'On' }),
        },
        doubts: [],
        notes: [],
      })
    return { ...withFilter, groupId }
  }

  const objectsWithIds = imported.map((object): ImportedObject => {
    const { document, type, path } = object
    const changes: Record<string, unknown> = {}
    if (Array.isArray(document['assignments']))
      changes['assignments'] = objects(document['assignments']).map((assignment) =>
        isObject(assignment['target']) ? { ...assignment, target: targetOf(assignment['target'], path) } : assignment,
      )
    const tags = type.scopeTagProperty
    if (tags && Array.isArray(document[tags]))
      changes[tags] = strings(document[tags]).map((tag) =>
        /^\d+$/.test(tag) || isGuid(tag) ? tag : tag === 'Default' ? '0' : idOf('roleScopeTags', tag),
      )
    return { ...object, document: { ...withIds(document, idOf), ...changes } }
  })
  return { objects: [...objectsWithIds, ...made.values()], names: added }
}
