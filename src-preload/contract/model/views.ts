import { ViewId } from './ids.ts'
import { z } from 'zod'
import { Moment } from './moments.ts'

export const SavedView = z.object({
  id: ViewId,
  name: z.string(),
  query: z.record(z.string(), z.unknown()),
  createdAt: Moment,
})
export type SavedView = z.infer<typeof SavedView>
