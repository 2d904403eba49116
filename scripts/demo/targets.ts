import { guid, type DemoObject } from './build.ts'

const none = { deviceAndAppManagementAssignmentFilterId: null, deviceAndAppManagementAssignmentFilterType: 'none' }

export const group = (index: number): DemoObject => ({
  '@odata.type': '#microsoft.graph.groupAssignmentTarget',
  groupId: guid('groups', index),
  ...none,
})
export const without = (index: number): DemoObject => ({
  '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
  groupId: guid('groups', index),
  ...none,
})
export const everybody: DemoObject = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget', ...none }
export const everyDevice: DemoObject = { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget', ...none }

/** An object with assignments as the service composes them. */
export function assigned(item: DemoObject, targets: readonly DemoObject[], more: DemoObject = {}): DemoObject {
  const id = String(item['id'])
  const key = (target: DemoObject) =>
    typeof target['groupId'] === 'string'
      ? target['groupId']
      : target === everybody
        ? 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
        : 'adadadad-808e-44e2-905a-0b7873a8a531'
  return { ...item, assignments: targets.map((target) => ({ id: `${id}_${key(target)}`, ...more, target })) }
}
