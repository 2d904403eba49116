import { z } from 'zod'
import { BackupSetId } from './ids.ts'
import { Moment } from './moments.ts'

export const BackupSet = z.object({
  id: BackupSetId,
  name: z.string(),
  createdAt: Moment,
  versions: z.number(),
  newVersions: z.number(),
  size: z.number(),
  newSize: z.number(),
  verifiedAt: Moment.nullable(),
  complete: z.boolean(),
  /** What somebody says about it. */
  note: z.string(),
  tags: z.array(z.string()),
})
export type BackupSet = z.infer<typeof BackupSet>

/** What stands at the beginning of an atlas file. */
export const AtlasFile = z.object({
  createdAt: Moment,
  product: z.string(),
  tenantName: z.string(),
  /** Fingerprint of the key that signed it. */
  signedBy: z.string(),
  isEncrypted: z.boolean(),
})
export type AtlasFile = z.infer<typeof AtlasFile>
