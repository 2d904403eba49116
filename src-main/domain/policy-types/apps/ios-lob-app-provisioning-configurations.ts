import { text } from '../../json.ts'
import { fileSize } from '../../readable/binary.ts'
import { genericSections } from '../../readable/generic.ts'
import type { PolicyType } from '../policy-type.ts'
import { assignmentsPart, usual, usualAssignments, usualReadOnly } from '../building-blocks/shared.ts'

/**
 * Provisioning profiles of line-of-business apps for iOS/iPadOS, each with Apple's file inside. Whether lists answer the
 * file is not known: each profile is read by id. Permissions and the key of `assign` are assumed (G-211, G-210).
 */
export const iosLobAppProvisioningConfigurations: PolicyType = {
  ...usual,
  key: 'iosLobAppProvisioningConfigurations',
  title: 'iOS app provisioning profiles',
  noun: { one: 'iOS app provisioning profile', many: 'iOS app provisioning profiles' },
  category: ['Apps', 'iOS app provisioning profiles'],
  path: '/deviceAppManagement/iosLobAppProvisioningConfigurations',
  rootType: 'iosLobAppProvisioningConfiguration',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Apps',
  service: 'other',
  capture: { byId: {}, parts: [assignmentsPart] },
  // To whom it can be assigned is not known: what one tenant took is written to another.
  assignments: { ...usualAssignments, bodyKey: 'iOSLobAppProvisioningConfigAssignments' },
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  platformOf: () => 'iOS/iPadOS',
  kindOf: () => 'iOS app provisioning profile',
  readable(policy, context) {
    const payload = text(policy['payload'])
    return [
      ...genericSections(policy, context, ['payload', 'payloadFileName']),
      // The generic view would call the file a certificate (G-209).
      ...(payload
        ? [
            {
              title: 'Provisioning profile',
              rows: [
                { key: 'payload', name: text(policy['payloadFileName']) || 'File', value: fileSize(payload), depth: 0 },
              ],
            },
          ]
        : []),
    ]
  },
}
