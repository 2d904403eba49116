import type { Tenant } from '#contract/model/tenants.ts'

/** There is a service behind the tenant: it can be captured, and restored into. */
export const isConnected = ({ signIn }: Pick<Tenant, 'signIn'>): boolean => signIn !== 'imported'

/** The tenant is more than a file that is only open to read: what is changed here stays. */
export const stays = ({ openedFile }: Pick<Tenant, 'openedFile'>): boolean => openedFile === null
