import { text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Defender has the same ID in every tenant (G-231). */
const defender = 'fc780465-2017-40d4-a0c5-307022471b92'
const partnerOf = ({ id }: Json): string =>
  text(id).toLowerCase() === defender ? 'Microsoft Defender for Endpoint' : `Partner ${text(id).slice(0, 8)}`

/** Mobile Threat Defense connectors, Defender among them. An object has the ID of its partner and no name (G-231). */
export const mobileThreatDefenseConnectors: PolicyType = {
  ...usual,
  key: 'mobileThreatDefenseConnectors',
  title: 'Mobile Threat Defense connectors',
  noun: { one: 'Mobile Threat Defense connector', many: 'Mobile Threat Defense connectors' },
  category: ['Tenant administration', 'Connectors and tokens'],
  path: '/deviceManagement/mobileThreatDefenseConnectors',
  rootType: 'mobileThreatDefenseConnector',
  nameProperty: 'displayName',
  nameOf: partnerOf,
  identityOf: ({ id }) => `partner ${text(id).toLowerCase()}`,
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 25,
  area: 'ServiceConfig',
  service: 'other',
  capture: { byId: null, parts: [] },
  volatile: ['lastHeartbeatDateTime', 'partnerState'],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'displayName', 'lastHeartbeatDateTime', 'partnerState'],
    createOnly: [],
    inline: [],
    blockedCreate: (connector) =>
      `Connect ${partnerOf(connector)} in the Intune admin center and in its own console first.`,
    optIn: () => 'A connector decides whose reports make devices compliant. Include it only if you want to change it.',
  },
  restore: {
    how: 'update-only',
    reason: 'The switches of a connector are restored. The connection itself is made in the console of the partner.',
  },
  platformOf: () => 'All platforms',
  kindOf: () => 'Mobile Threat Defense connector',
  groups: [
    { title: 'Android', properties: ['android*'] },
    { title: 'iOS/iPadOS', properties: ['ios*', 'allowPartnerToCollect*'] },
    { title: 'macOS', properties: ['mac*'] },
    { title: 'Windows', properties: ['windows*', 'microsoftDefenderForEndpointAttachEnabled'] },
    { title: 'Partner', properties: ['partner*', 'lastHeartbeatDateTime'] },
  ],
}
