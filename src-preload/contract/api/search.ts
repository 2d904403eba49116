import { z } from 'zod'
import { method } from '../method.ts'
import { TenantId, VersionId } from '../model/ids.ts'
import { SearchHit } from '../model/search.ts'
import { AskedMoment } from '../model/moments.ts'
import { ReadableRow } from '../model/policies.ts'

const ofTenant = z.strictObject({ tenantId: TenantId })

export const search = {
  'search.find': method({
    effect: 'read',
    scope: 'app',
    changedBy: ['inventory.changed'],
    input: z.strictObject({
      text: z.string().max(200),
      tenantId: TenantId.optional(),
      type: z.string().optional(),
      current: z.boolean().default(true),
      after: AskedMoment.optional(),
      before: AskedMoment.optional(),
      limit: z.number().int().min(1).max(100).default(8),
    }),
    output: z.object({
      names: z.array(SearchHit),
      settings: z.array(SearchHit),
      scripts: z.array(SearchHit),
      ids: z.array(SearchHit),
      /** Versions that can't be found yet: their words are being added to the search index. */
      due: z.number(),
    }),
  }),
  /** The rows of a version that contain the words. */
  'search.explain': method({
    effect: 'read',
    scope: 'tenant',
    owns: { versionId: 'version' },
    changedBy: ['inventory.changed'],
    input: ofTenant.extend({ versionId: VersionId, text: z.string().max(200) }),
    output: z.array(ReadableRow),
  }),
}
