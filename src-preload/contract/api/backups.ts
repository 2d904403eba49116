import { z } from 'zod'
import { method } from '../method.ts'
import { BackupSetId, PolicyId, TenantId, VersionId } from '../model/ids.ts'
import { BackupSet } from '../model/backups.ts'
import { Accepted, captured } from './runs.ts'

const ofSet = z.strictObject({ tenantId: TenantId, setId: BackupSetId })

export const backups = {
  'backups.list': method({
    effect: 'read',
    scope: 'tenant',
    changedBy: ['backups.changed'],
    input: z.strictObject({ tenantId: TenantId }),
    output: z.array(BackupSet),
  }),
  'backups.get': method({
    effect: 'read',
    scope: 'tenant',
    owns: { setId: 'set' },
    changedBy: ['backups.changed'],
    input: ofSet,
    output: BackupSet.extend({
      content: z.array(
        z.object({
          versionId: VersionId,
          policyId: PolicyId,
          type: z.string(),
          name: z.string(),
          number: z.number(),
          isNew: z.boolean(),
        }),
      ),
    }),
  }),
  /** Captures the selected types (all by default) and keeps the versions as a backup set. */
  'backups.create': method({
    effect: 'run',
    scope: 'tenant',
    owns: { policyIds: 'policy' },
    audited: null,
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      name: z.string().trim().min(1).max(200),
      types: z.array(z.string()).optional(),
      policyIds: z.array(PolicyId).optional(),
      ...captured,
    }),
    output: Accepted,
  }),
  /** Imports an export of another tool into an imported tenant, as a backup set. */
  'backups.import': method({
    effect: 'run',
    scope: 'tenant',
    audited: 'backup.imported',
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      name: z.string().trim().min(1).max(200),
      /** Full path of a folder, a zip or a file. */
      path: z.string().trim().min(1).max(1000),
    }),
    output: Accepted,
  }),
  /** Verifies the stored content of a backup set, or of everything in the tenant. */
  'backups.verify': method({
    effect: 'run',
    scope: 'tenant',
    owns: { setId: 'set' },
    audited: null,
    changes: [],
    input: z.strictObject({ tenantId: TenantId, setId: BackupSetId.optional() }),
    output: Accepted,
  }),
}
