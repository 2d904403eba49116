import { isObject, objects, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { assignmentReferences, referencesOf } from '../references/references.ts'

/** How one object depends on another, in the words of the admin center. */
export const relations = [
  'assigned to',
  'excluded',
  'filtered by',
  'scoped by',
  'notifies with',
  'uses script',
  'uses certificate',
  'contains',
  'targets app',
  'depends on',
  'supersedes',
  'in category',
  'grants role',
  'reaches',
  'reusable setting',
  'allowed from',
  'refers to',
] as const
export type Relation = (typeof relations)[number]

/** A typed arrow from a version to what it refers to. */
export interface Edge {
  readonly relation: Relation
  /** Registry key or directory kind of the target. */
  readonly kind: string
  readonly targetId: string
}

const byKind: Readonly<Record<string, Relation>> = {
  roleScopeTags: 'scoped by',
  assignmentFilters: 'filtered by',
  notificationMessageTemplates: 'notifies with',
  deviceComplianceScripts: 'uses script',
  deviceHealthScripts: 'uses script',
  deviceManagementScripts: 'uses script',
  mobileAppCategories: 'in category',
  roleDefinitions: 'grants role',
  reusablePolicySettings: 'reusable setting',
  namedLocations: 'allowed from',
  mobileApps: 'targets app',
}

/** Every reference of a document, in its payload, links and assignments, once each. */
export function edgesOf(type: PolicyType, document: Json): Edge[] {
  const found = new Map<string, Edge>()
  const add = (relation: Relation, kind: string, targetId: string): void => {
    if (targetId && kind) found.set(`${relation}\n${kind}\n${targetId}`, { relation, kind, targetId })
  }
  for (const { kinds, id, rule } of referencesOf(type, document))
    add(relationOf(type, rule.path, kinds, document, id), kinds[0] ?? '', id)
  for (const assignment of objects(document['assignments'])) {
    const target = isObject(assignment['target']) ? assignment['target'] : {}
    const excluded = text(target['@odata.type']).includes('exclusion')
    for (const { kind, id } of assignmentReferences(assignment))
      add(
        kind === 'groups'
          ? excluded
            ? 'excluded'
            : 'assigned to'
          : kind === 'assignmentFilters'
            ? 'filtered by'
            : 'uses certificate',
        kind,
        id,
      )
  }
  // Default is everywhere and says nothing.
  return [...found.values()].filter((edge) => !(edge.kind === 'roleScopeTags' && edge.targetId === '0'))
}

function relationOf(type: PolicyType, path: string, kinds: readonly string[], document: Json, id: string): Relation {
  if (path.startsWith('items[')) return 'contains'
  if (path.startsWith('relationships')) {
    const relationship = objects(document['relationships']).find((entry) => entry['targetId'] === id)
    return text(relationship?.['@odata.type']).includes('upersedence') ? 'supersedes' : 'depends on'
  }
  if (/exclude/i.test(path) && kinds.includes('groups')) return 'excluded'
  if (/certificate/i.test(path) || kinds.includes('deviceConfigurations')) return 'uses certificate'
  if (kinds.includes('groups'))
    return ['members', 'resourceScopes', 'scopeMembers'].some((name) => path.startsWith(name)) ? 'reaches' : 'refers to'
  return byKind[kinds[0] ?? ''] ?? 'refers to'
}
