import type { TenantRow } from './ports/tenants.ts'

/**
 * The name under which setting definitions and published types are kept: they are the same for all tenants of a cloud. A
 * custom cloud is identified by its address.
 */
export const cloudOf = (tenant: Pick<TenantRow, 'cloud' | 'graphUrl' | 'signIn'>): string =>
  tenant.signIn === 'demo' ? 'demo' : tenant.cloud === 'custom' ? (tenant.graphUrl ?? 'custom') : tenant.cloud
