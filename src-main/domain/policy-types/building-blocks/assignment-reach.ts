import { isObject, objects, text, type Json } from '../../json.ts'
import { allDevicesGroup, allUsersGroup, isOfPolicySet } from './assignments.ts'

/** Whom one assignment reaches, or excludes. */
export interface AssignmentReach {
  readonly excludes: boolean
  readonly group: string
  /** Of apps: required, available, uninstall. */
  readonly intent: string
  /** `include`, `exclude`, or empty without a filter. */
  readonly filter: string
  /** The filter, where there is one. */
  readonly filterId: string
}

/** The groups of everybody are targets of their own in most types (G-131). */
const everybody: Readonly<Record<string, string>> = {
  allLicensedUsers: allUsersGroup,
  allDevices: allDevicesGroup,
}

/** Whom the assignments of an object reach, without those that a policy set made. */
export function assignmentReach(document: Json | null): AssignmentReach[] {
  return objects(document?.['assignments'])
    .filter((assignment) => !isOfPolicySet(assignment))
    .flatMap(({ target, intent }) => {
      if (!isObject(target)) return []
      const kind = text(target['@odata.type']).replace(/^.*\.|AssignmentTarget$/g, '')
      const mode = text(target['deviceAndAppManagementAssignmentFilterType'])
      const filter = mode === 'none' ? '' : mode
      return [
        {
          excludes: kind === 'exclusionGroup',
          group: (text(target['groupId']) || everybody[kind] || text(target['collectionId'])).toLowerCase(),
          intent: text(intent),
          filter,
          filterId: filter === '' ? '' : text(target['deviceAndAppManagementAssignmentFilterId']).toLowerCase(),
        },
      ]
    })
}
