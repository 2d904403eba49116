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
})
export type BackupSet = z.infer<typeof BackupSet>
