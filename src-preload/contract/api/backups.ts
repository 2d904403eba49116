import { z } from 'zod'
import { method } from '../method.ts'
import { BackupSetId, PolicyId, TenantId, VersionId } from '../model/ids.ts'
import { AtlasFile, BackupSet } from '../model/backups.ts'
import { AtlasContent } from '../model/run-shapes.ts'
import { Accepted, captured } from './runs.ts'

/** Long enough that a file that was lost can't be opened by trying. */
const Passphrase = z.string().min(8).max(1000)
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
  /** Sets the note and the tags of a set. Its content never changes. */
  'backups.describe': method({
    effect: 'store',
    scope: 'tenant',
    owns: { setId: 'set' },
    audited: 'backup.described',
    changes: ['backups.changed'],
    input: ofSet.extend({
      note: z.string().trim().max(2000),
      tags: z.array(z.string().trim().min(1).max(40)).max(20),
    }),
    output: BackupSet,
  }),
  /** What a purge could delete once the set is gone: versions that only this set keeps, in bytes of content. */
  'backups.frees': method({
    effect: 'read',
    scope: 'tenant',
    owns: { setId: 'set' },
    changedBy: ['backups.changed', 'inventory.changed'],
    input: ofSet,
    output: z.object({ versions: z.number(), size: z.number() }),
  }),
  /** Deletes a set. Its versions stay until a purge. A set that a baseline uses can't be deleted. */
  'backups.remove': method({
    effect: 'store',
    scope: 'tenant',
    owns: { setId: 'set' },
    audited: 'backup.removed',
    changes: ['backups.changed'],
    input: ofSet,
    output: z.object({}),
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
    onOpenedFile: true,
    audited: 'backup.imported',
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      name: z.string().trim().min(1).max(200),
      /** Full path of a folder, a zip or a file. */
      path: z.string().trim().min(1).max(1000),
      /** Of an atlas file that has one. */
      passphrase: Passphrase.optional(),
    }),
    output: Accepted,
  }),
  /** What a path is: an atlas file with what stands at its beginning, or something to import. */
  'backups.lookAt': method({
    effect: 'outside',
    scope: 'app',
    audited: null,
    changes: [],
    input: z.strictObject({ path: z.string().trim().min(1).max(1000) }),
    output: z.object({ atlasFile: AtlasFile.nullable() }),
  }),
  /** Saves the history of a tenant as an atlas file. */
  'backups.saveFile': method({
    effect: 'run',
    scope: 'tenant',
    onOpenedFile: true,
    audited: 'backup.saved',
    changes: [],
    input: z.strictObject({
      tenantId: TenantId,
      path: z.string().trim().min(1).max(1000),
      content: AtlasContent.default('history'),
      passphrase: Passphrase.optional(),
    }),
    output: Accepted,
  }),
  /** Verifies the stored content of a backup set, or of everything in the tenant. */
  'backups.verify': method({
    effect: 'run',
    scope: 'tenant',
    owns: { setId: 'set' },
    onOpenedFile: true,
    audited: null,
    changes: [],
    input: z.strictObject({ tenantId: TenantId, setId: BackupSetId.optional() }),
    output: Accepted,
  }),
}
