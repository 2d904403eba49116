import { canonicalText, sameCanonical } from '../../canonical/canonical.ts'
import { objects, text, without, type Json } from '../../json.ts'
import { policySetSections } from '../../readable/views/policy-sets.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType, ReferenceRule } from '../policy-type.ts'
import { assignmentKinds, assignmentSettingNames } from '../building-blocks/assignments.ts'
import {
  assignmentsPart,
  scopeTagsIn,
  shortType,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

const path = '/deviceAppManagement/policySets'
const ownOfItem = ['id', 'status', 'errorCode', 'createdDateTime', 'lastModifiedDateTime', 'displayName', 'itemType']

/** Types that an item may point at, by its own type (Graph docs: policySetItem). */
const memberTypes: Readonly<Record<string, readonly string[]>> = {
  mobileAppPolicySetItem: ['mobileApps'],
  deviceConfigurationPolicySetItem: ['deviceConfigurations', 'windowsUpdateRings'],
  deviceCompliancePolicyPolicySetItem: ['deviceCompliancePolicies'],
  deviceManagementConfigurationPolicyPolicySetItem: ['configurationPolicies'],
  deviceManagementScriptPolicySetItem: ['deviceManagementScripts', 'deviceShellScripts'],
  enrollmentRestrictionsConfigurationPolicySetItem: ['deviceEnrollmentConfigurations'],
  windows10EnrollmentCompletionPageConfigurationPolicySetItem: ['deviceEnrollmentConfigurations'],
  windowsAutopilotDeploymentProfilePolicySetItem: ['windowsAutopilotDeploymentProfiles'],
  managedAppProtectionPolicySetItem: [
    'iosManagedAppProtections',
    'androidManagedAppProtections',
    'windowsManagedAppProtections',
  ],
  managedDeviceMobileAppConfigurationPolicySetItem: ['mobileAppConfigurations'],
  targetedManagedAppConfigurationPolicySetItem: ['targetedManagedAppConfigurations'],
  iosLobAppProvisioningConfigurationPolicySetItem: ['iosLobAppProvisioningConfigurations'],
  mdmWindowsInformationProtectionPolicyPolicySetItem: ['mdmWindowsInformationProtectionPolicies'],
}

/** Policy sets come last: they hold all the others (spec 025). Items and assignments are written by `update`, never by `assign` (G-174, G-136). */
export const policySets: PolicyType = {
  ...usual,
  key: 'policySets',
  title: 'Policy sets',
  noun: { one: 'policy set', many: 'policy sets' },
  category: ['Devices', 'Policy sets'],
  path,
  rootType: 'policySet',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTags',
  phase: 200,
  area: 'Configuration',
  service: 'policy-sets',
  capture: {
    byId: {},
    // `…/items` has no route (G-101), and the list refuses to expand (G-101): they come only with the set itself.
    parts: [
      { property: 'items', path: 'items', routes: ['object'] },
      { ...assignmentsPart, routes: ['object', 'below'] },
    ],
  },
  volatile: [
    'status',
    'errorCode',
    ...ownOfItem.map((name) => `items[].${name}`),
    'assignments[].lastModifiedDateTime',
  ],
  unordered: ['roleScopeTags', 'guidedDeploymentTags', 'items'],
  references: [
    scopeTagsIn('roleScopeTags'),
    ...assignmentSettingNames.map((name): ReferenceRule => ({
      path: `items[].settings.${name}`,
      to: assignmentKinds.profile,
      relation: 'contains',
      whenMissing: 'remove',
    })),
    {
      path: 'items[].payloadId',
      to: (item) => memberTypes[shortType(item)] ?? [shortType(item)],
      relation: 'contains',
      whenMissing: 'remove',
    },
  ],
  assignments: { ...usualAssignments, action: 'update', filters: false },
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'status', 'errorCode', 'items'],
    createOnly: [],
    inline: [],
    prepare: (body, purpose, document) =>
      purpose === 'create' ? { ...body, items: objects(document['items']).map(itemBody) } : body,
    created: (wanted) => wanted,
    parts: itemSteps,
  },
  platformOf: () => 'All platforms',
  kindOf: () => 'Policy set',
  readable: policySetSections,
}

const itemBody = (item: Json): Json =>
  Object.fromEntries(Object.entries(without(item, ownOfItem)).filter(([, value]) => value !== null))

function itemSteps(wanted: Json, live: Json): WriteStep[] {
  const byPayload = (set: Json) =>
    new Map(objects(set['items']).map((item) => [`${shortType(item)}/${text(item['payloadId'])}`, item]))
  const [target, present] = [byPayload(wanted), byPayload(live)]
  const added = [...target].filter(([key]) => !present.has(key)).map(([, item]) => itemBody(item))
  const deleted = [...present].filter(([key]) => !target.has(key)).map(([, item]) => text(item['id']))
  const updated = [...target].flatMap(([key, item]) => {
    const existing = present.get(key)
    return existing && !sameCanonical(comparableItem(existing), comparableItem(item))
      ? [{ ...itemBody(item), id: existing['id'] }]
      : []
  })
  if (added.length + deleted.length + updated.length === 0) return []
  return [
    {
      purpose: `Change the items (${added.length} added, ${updated.length} updated, ${deleted.length} removed)`,
      method: 'POST',
      path: `${path}/{id}/update`,
      body: { addedPolicySetItems: added, updatedPolicySetItems: updated, deletedPolicySetItems: deleted },
    },
  ]
}

const comparableItem = (item: Json): string => canonicalText(itemBody(item))
