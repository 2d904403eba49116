import { collection, type Tenant } from './tenant.ts'

/** The id of a new object: scope tags count up from 1, everything else gets a GUID, with a prefix in app protection. */
export function newId(tenant: Tenant, path: string): string {
  if (path.endsWith('ManagedAppProtections')) return `T_${crypto.randomUUID()}`
  if (path !== '/deviceManagement/roleScopeTags') return crypto.randomUUID()
  const taken = [...collection(tenant, path).keys()].map(Number).filter(Number.isInteger)
  return String(Math.max(0, ...taken) + 1)
}
