import type { Contract } from './contract.ts'
import type { Disobedience } from './disobedience.ts'
import { text, type Json } from './json.ts'
import type { TypeBehaviour } from './types.ts'

/** The state of one simulated tenant: every collection by its path, its objects by id. */
/** A file and its media type. */
export interface Stream {
  readonly type: string
  readonly bytes: Buffer
}

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly contract: Contract
  readonly types: ReadonlyMap<string, TypeBehaviour>
  /** Collections below objects of others, by their name: their path has the parent's key in braces. */
  readonly nested: ReadonlyMap<string, string>
  readonly collections: Map<string, Map<string, Json>>
  /** What the service knows about settings catalog templates, by template id. */
  readonly templates: Readonly<Record<string, Json>>
  /** Clear values of masked secrets by their reference. */
  readonly secrets: Map<string, string>
  /** Files by their address below the version. */
  readonly streams: Map<string, Stream>
  /** Apps that are not published yet, with the number of reads that are left until they are. */
  readonly publishing: Map<string, number>
  /** Objects that cannot be read yet, with the number of reads that are left until they can. */
  readonly unreadable: Map<string, number>
  /** How long a created object cannot be read yet, in milliseconds, and when each can. */
  readonly consistencyMs: number
  readonly hiddenUntil: Map<string, number>
  /** Paths of collections that the tenant has no license for: they can be listed, and nothing can be made in them. */
  readonly unlicensed: ReadonlySet<string>
  /** Paths of collections that the caller may not use for now. */
  readonly refused: Set<string>
  /** Whatever is not known of the service is as bad for the client as it can be. */
  readonly doubt: boolean
  /** Writes that are accepted and do something else. */
  readonly disobeys: ReadonlySet<Disobedience>
  now: () => string
}

/** Collections that other objects point at and that are no policy type of their own. */
export const supporting: Readonly<
  Record<
    string,
    {
      path: string
      rootType: string
      creatable?: true
      /** One of these scopes reads it. */ readScopes?: readonly string[]
    }
  >
> = {
  groups: { path: '/groups', rootType: 'group', creatable: true },
  users: {
    path: '/users',
    rootType: 'user',
    readScopes: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
  },
  devices: { path: '/devices', rootType: 'device', readScopes: ['Device.Read.All', 'Directory.Read.All'] },
  managedDevices: {
    path: '/deviceManagement/managedDevices',
    rootType: 'managedDevice',
    readScopes: ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'],
  },
  resourceOperations: { path: '/deviceManagement/resourceOperations', rootType: 'resourceOperation' },
  groupPolicyDefinitions: { path: '/deviceManagement/groupPolicyDefinitions', rootType: 'groupPolicyDefinition' },
  configurationSettings: {
    path: '/deviceManagement/configurationSettings',
    rootType: 'deviceManagementConfigurationSettingDefinition',
  },
  templates: { path: '/deviceManagement/templates', rootType: 'deviceManagementTemplate' },
  groupPolicyCategories: { path: '/deviceManagement/groupPolicyCategories', rootType: 'groupPolicyCategory' },
  configurationCategories: {
    path: '/deviceManagement/configurationCategories',
    rootType: 'deviceManagementConfigurationCategory',
  },
}

/** Makes a tenant without a single object. */
export function createTenant(options: {
  id: string
  name: string
  contract: Contract
  types: ReadonlyMap<string, TypeBehaviour>
  nested: ReadonlyMap<string, string>
  templates: Readonly<Record<string, Json>>
  consistencyMs?: number
  doubt?: boolean
  disobeys?: ReadonlySet<Disobedience>
  unlicensed?: ReadonlySet<string>
  now?: () => string
}): Tenant {
  const tenant: Tenant = {
    ...options,
    collections: new Map(),
    secrets: new Map(),
    streams: new Map(),
    publishing: new Map(),
    unreadable: new Map(),
    consistencyMs: options.consistencyMs ?? 0,
    hiddenUntil: new Map(),
    doubt: options.doubt ?? false,
    disobeys: options.disobeys ?? new Set(),
    unlicensed: options.unlicensed ?? new Set(),
    refused: new Set(),
    now: options.now ?? (() => new Date().toISOString()),
  }
  return tenant
}

/** The objects of a collection; an unknown path gets an empty one. */
export function collection(tenant: Tenant, path: string): Map<string, Json> {
  let found = tenant.collections.get(path)
  if (!found) tenant.collections.set(path, (found = new Map()))
  return found
}

/** Stores an object under its id. */
export function put(tenant: Tenant, path: string, item: Json): void {
  collection(tenant, path).set(text(item['id']), item)
}

/** Whether a created object can be read already: creation is eventually consistent (G-56). */
export const isVisible = (tenant: Tenant, item: Json): boolean =>
  (tenant.hiddenUntil.get(text(item['id'])) ?? 0) <= Date.now()

/** The declared type of a collection. */
export function rootType(tenant: Tenant, path: string): string {
  const known = tenant.types.get(path)
  if (known) return known.rootType
  return (
    Object.values(supporting).find((entry) => entry.path === path)?.rootType ??
    tenant.contract.collections.get(path) ??
    'entity'
  )
}

/** Whether the tenant serves a collection at this path. */
export function serves(tenant: Tenant, path: string): boolean {
  return (
    tenant.types.has(path) ||
    Object.values(supporting).some((entry) => entry.path === path) ||
    tenant.contract.collections.has(path)
  )
}
