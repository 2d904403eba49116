import { createHash } from 'node:crypto'

/** An object of the demo tenant, as Graph would return it. */
export type DemoObject = Record<string, unknown>

/** A GUID that is the same each time for the same words. */
export function guid(kind: string, index: number): string {
  const hash = createHash('sha256').update(`${kind}/${index}`).digest('hex')
  return `${hash.slice(0, 8)}-0000-4000-8000-${hash.slice(8, 20)}`
}

/** A moment in the year before the demo's today, the same each time. */
export function moment(kind: string, index: number): string {
  const days = Number.parseInt(createHash('sha256').update(`${kind}:${index}`).digest('hex').slice(0, 6), 16) % 330
  return new Date(Date.UTC(2026, 10, 20, 8 + (index % 9), (index * 7) % 60) - days * 86_400_000).toISOString()
}

/** The properties that nearly every Intune object has. */
export function base(
  kind: string,
  index: number,
  name: string,
  options: { description?: string; tags?: string[]; nameProperty?: 'name' | 'displayName' } = {},
): DemoObject {
  return {
    id: guid(kind, index),
    [options.nameProperty ?? 'displayName']: name,
    description: options.description ?? null,
    createdDateTime: moment(`${kind}-created`, index),
    lastModifiedDateTime: moment(kind, index),
    roleScopeTagIds: options.tags ?? (index % 9 === 4 ? ['0', '1'] : index % 13 === 5 ? ['2'] : ['0']),
  }
}

const group = (index: number) => ({
  '@odata.type': '#microsoft.graph.groupAssignmentTarget',
  groupId: guid('groups', index),
})
const excluded = (index: number) => ({
  '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
  groupId: guid('groups', index),
})
const allUsers = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' }
const allDevices = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' }
const noFilter = { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' }

/** What the assignments of a collection have that those of others do not have. */
interface AssignOptions {
  /** The service answers no source with them. */
  readonly withoutSource?: true
  /** They say whether an app is required or available. */
  readonly withIntent?: true
  /** Each object goes to one group and nothing else. */
  readonly oneGroup?: true
  /** The object with this number has more groups than fit a screen. */
  readonly crowded?: number
}

/** Gives objects believable assignments: groups, exclusions, filters, everybody, and now and then nobody. */
export function assign(items: DemoObject[], options: AssignOptions = {}): DemoObject[] {
  return items.map((item, index) => {
    const targets = targetsFor(index, options)
    const id = String(item['id'])
    return {
      ...item,
      assignments: targets.map((target) => ({
        id: `${id}_${'groupId' in target ? target.groupId : target['@odata.type'] === allUsers['@odata.type'] ? 'acacacac-9df4-4c7d-9d50-4ef0226f57a9' : 'adadadad-808e-44e2-905a-0b7873a8a531'}`,
        ...(options.withoutSource ? {} : { source: 'direct', sourceId: id }),
        ...(options.withIntent ? { intent: index % 3 === 0 ? 'required' : 'available', settings: null } : {}),
        target: { ...noFilter, ...target },
      })),
    }
  })
}

function targetsFor(
  index: number,
  { oneGroup, crowded }: AssignOptions,
): ({ '@odata.type': string; groupId?: string } & Record<string, unknown>)[] {
  if (index % 6 === 5) return []
  if (oneGroup) return [group(index)]
  if (index === crowded) return Array.from({ length: 14 }, (_, at) => group(at))
  const filter = {
    deviceAndAppManagementAssignmentFilterId: guid('assignmentFilters', index % 6),
    deviceAndAppManagementAssignmentFilterType: index % 2 === 0 ? 'include' : 'exclude',
  }
  switch (index % 5) {
    case 0:
      return [group(index % 12), excluded((index + 5) % 12)]
    case 1:
      return [allDevices]
    case 2:
      return [{ ...group((index + 2) % 12), ...filter }]
    case 3:
      return [allUsers, excluded(7)]
    default:
      return [group((index + 1) % 12), group((index + 4) % 12)]
  }
}
