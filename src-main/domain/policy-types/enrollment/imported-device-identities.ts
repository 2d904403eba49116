import { pick, text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import { usual } from '../building-blocks/shared.ts'

const path = '/deviceManagement/importedDeviceIdentities'
const identity = ['importedDeviceIdentifier', 'importedDeviceIdentityType', 'description', 'platform'] as const
const liveState = ['enrollmentState', 'lastContactedDateTime']

/** Corporate device identifiers. They are imported as a list, which also changes their description (G-235). */
export const importedDeviceIdentities: PolicyType = {
  ...usual,
  key: 'importedDeviceIdentities',
  title: 'Corporate device identifiers',
  noun: { one: 'device identifier', many: 'device identifiers' },
  category: ['Devices', 'Enrollment', 'Corporate device identifiers'],
  path,
  rootType: 'importedDeviceIdentity',
  nameProperty: 'importedDeviceIdentifier',
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 46,
  area: 'ServiceConfig',
  service: 'device-enrollment',
  optional: 'devices',
  isUnproven: true,
  capture: { byId: null, parts: [] },
  volatile: liveState,
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime', 'lastModifiedDateTime', ...liveState],
    createOnly: ['importedDeviceIdentifier', 'importedDeviceIdentityType', 'platform'],
    inline: [],
    create: (_wanted, body) => ({
      path: `${path}/importDeviceIdentityList`,
      body: { importedDeviceIdentities: [body], overwriteImportedDeviceIdentities: false },
    }),
    changes: (changed, live) => [
      {
        method: 'POST',
        path: `${path}/importDeviceIdentityList`,
        body: {
          importedDeviceIdentities: [{ ...pick(live, identity), ...changed }],
          overwriteImportedDeviceIdentities: true,
        },
      },
    ],
  },
  platformOf: (device) => platformOfWord(text(device['platform'])),
  kindOf: () => 'Corporate device identifier',
}
