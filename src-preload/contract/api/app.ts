import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId } from '../model/ids.ts'
import { AuditEntry } from '../model/audit.ts'
import { StorageUsage } from '../model/storage.ts'
import { ContractCoverage, NotBackedUp, TypeCoverage } from '../model/coverage.ts'

export const app = {
  'app.info': method({
    effect: 'read',
    scope: 'app',
    changedBy: [],
    input: z.strictObject({}),
    output: z.object({
      version: z.string(),
      host: z.enum(['electron', 'web', 'cli']),
      vault: z.string().nullable(),
      dataFolder: z.string(),
    }),
  }),
  /** What takes how much room in the database. */
  'app.storageUsage': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['inventory.changed', 'storage.changed'],
    input: z.strictObject({}),
    output: StorageUsage,
  }),
  /** Copies the database into a new data folder while it is used, encrypted as it is, and checks the copy. */
  'app.copyDatabase': method({
    effect: 'outside',
    scope: 'app',
    audited: 'store.copied',
    changes: [],
    input: z.strictObject({ folder: z.string().min(1).max(1000) }),
    output: z.object({ folder: z.string(), size: z.number() }),
  }),
  /** What the product can do with each policy type. */
  'app.coverage': method({
    effect: 'read',
    scope: 'app',
    changedBy: [],
    input: z.strictObject({}),
    output: z.array(TypeCoverage),
  }),
  /** What a backup leaves out on purpose, and why. */
  'app.notBackedUp': method({
    effect: 'read',
    scope: 'app',
    changedBy: [],
    input: z.strictObject({}),
    output: z.array(NotBackedUp),
  }),
  /** The contract in use for a tenant, and what of its captured policies isn't in it. */
  'coverage.contract': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['inventory.changed'],
    input: z.strictObject({ tenantId: TenantId }),
    output: ContractCoverage,
  }),
  /** The same of all tenants, and of what belongs to none, such as encryption and copies of the database. */
  'audit.all': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['audit.changed', 'inventory.changed', 'tenant.changed', 'storage.changed'],
    input: z.strictObject({
      limit: z.number().int().min(1).max(500).default(200),
      before: z.number().int().optional(),
    }),
    output: z.array(AuditEntry),
  }),
  'audit.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['audit.changed', 'inventory.changed', 'tenant.changed'],
    /** The newest entries; with `before`, those that are older than the entry with this number. */
    input: z.strictObject({
      tenantId: TenantId,
      limit: z.number().int().min(1).max(500).default(200),
      before: z.number().int().optional(),
    }),
    output: z.array(AuditEntry),
  }),
}
