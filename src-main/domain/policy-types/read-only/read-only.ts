import type { PermissionArea } from '#contract/model/permissions.ts'
import { text, type Json } from '../../json.ts'
import { disposableSecrets } from '../building-blocks/secrets.ts'
import { usual } from '../building-blocks/shared.ts'
import type { PolicyType } from '../policy-type.ts'
import type { Service } from '../service.ts'

/** A collection, or a path that is one object, that is captured and shown, and that nothing writes. */
export interface ReadOnlyType {
  readonly key: string
  readonly title: string
  readonly one: string
  readonly many: string
  readonly category: readonly string[]
  readonly path: string
  readonly rootType: string
  readonly area: PermissionArea
  /** Why it isn't restored. */
  readonly reason: string
  readonly single?: true
  readonly optional?: PolicyType['optional']
  /** Somebody saw the route answer in a real tenant. */
  readonly isProven?: true
  /** Pointers of values that are secret. */
  readonly secrets?: readonly string[]
  readonly service?: Service
  /** What is another in every tenant. */
  readonly local?: PolicyType['local']
}

/** Why the settings of something that Graph could write aren't restored. */
export const notYet = 'TenantAtlas shows it and compares it. Change it in the Intune admin center.'

/** Properties that change by themselves. */
const liveState = [
  'lastConnectionDateTime',
  'lastCheckinDateTime',
  'lastHeartbeatDateTime',
  'lastSyncDateTime',
  'lastDirectorySyncDateTime',
  'lastModifiedDateTime',
  'modifiedDateTime',
  'state',
  'status',
  'healthCheckStatus',
  'connectorVersion',
  'version',
  'revision',
  'activationCodeCount',
  'deploymentStatus',
]
/** Properties that name an object where it has no display name. */
const names = ['displayName', 'name', 'connectorName', 'machineName', 'serviceDisplayName', 'subject', 'id']

/** A type that is captured, compared and shown, and never written (G-246). */
export const readOnly = (entry: ReadOnlyType): PolicyType => ({
  ...usual,
  key: entry.key,
  title: entry.title,
  noun: { one: entry.one, many: entry.many },
  category: entry.category,
  path: entry.path,
  ...(entry.single ? { single: true, identityOf: () => 'settings of the tenant' } : {}),
  rootType: entry.rootType,
  nameProperty: 'displayName',
  nameOf: (item: Json) => text(item[names.find((name) => text(item[name]) !== '') ?? '']) || entry.title,
  scopeTagProperty: null,
  unordered: [],
  references: [],
  phase: 99,
  area: entry.area,
  service: entry.service ?? 'other',
  ...(entry.optional ? { optional: entry.optional } : {}),
  ...(entry.local ? { local: entry.local } : {}),
  ...(entry.isProven ? {} : { isUnproven: true }),
  capture: {
    byId: null,
    parts: [],
    ...(entry.secrets ? { secrets: (item: Json) => disposableSecrets(item, entry.secrets!) } : {}),
  },
  volatile: liveState,
  assignments: null,
  write: { update: 'PATCH', readOnly: ['id', 'displayName'], createOnly: [], inline: [] },
  restore: { how: 'preview-only', reason: entry.reason },
  platformOf: () => 'All platforms',
  kindOf: () => `${entry.one.charAt(0).toUpperCase()}${entry.one.slice(1)}`,
})
