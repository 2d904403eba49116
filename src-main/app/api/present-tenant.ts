import type { Tenant } from '#contract/model/tenants.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { isUnlocked } from '../write-lock.ts'

/** A tenant as the contract shows it. */
export const toTenant = (row: TenantRow, now: Date): Tenant => ({
  id: row.id,
  name: row.name,
  environment: row.environment,
  colour: row.colour,
  graphUrl: row.graphUrl,
  unlockedUntil: isUnlocked(row.unlockedUntil, now) ? row.unlockedUntil : null,
  lastSyncAt: row.lastSyncAt,
  cloud: row.cloud,
  signIn: row.signIn,
  account: row.account,
  clientId: row.clientId,
  hasClientSecret: row.clientSecret !== null,
  archivedAt: row.archivedAt,
  capturesEntra: row.capturesEntra,
  capturesDevices: row.capturesDevices,
  capturesGroupMembers: row.capturesGroupMembers,
  capturesServices: row.capturesServices,
  readsRecipients: row.readsRecipients,
  allowsAssistant: row.allowsAssistant,
  openedFile: row.openedFile,
  repository: row.repository,
  purgedBefore: row.purgedBefore,
})
