import { text, type Json } from '../../json.ts'

/** What an assignment of any type may name, by the key of the type or directory kind that holds it. */
export const assignmentKinds = {
  group: 'groups',
  filter: 'assignmentFilters',
  /** Profiles that the settings of an app's assignment name. */
  profile: 'deviceConfigurations',
} as const

/** Intune's own ids of the two virtual groups, for types that take groups only (G-131). */
export const allUsersGroup = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
export const allDevicesGroup = 'adadadad-808e-44e2-905a-0b7873a8a531'

/** Whether a group's id stands for everybody. */
export const isVirtualGroup = (groupId: string): boolean => groupId === allUsersGroup || groupId === allDevicesGroup

/** Profiles that the settings of an app's assignment name (Graph docs: mobileAppAssignmentSettings). */
export const assignmentSettingNames = [
  'vpnConfigurationId',
  'contentFilterConfigurationId',
  'dnsProxyConfigurationId',
  'relayConfigurationId',
  'cellularSliceConfigurationId',
] as const

/** Whether a policy set made an assignment: it belongs to the set and is written with it (G-133). */
export const isOfPolicySet = (assignment: Json): boolean => text(assignment['source']) === 'policySets'

/** The filter that limits a target; a zero ID and the mode `none` stand for none (G-129). */
export function activeFilter(target: Json): { readonly id: string; readonly mode: string } | null {
  const [id, mode] = [
    text(target['deviceAndAppManagementAssignmentFilterId']),
    text(target['deviceAndAppManagementAssignmentFilterType']) || 'none',
  ]
  return id && !/^0{8}-/.test(id) && mode !== 'none' ? { id, mode } : null
}
