import { z } from 'zod'
import { Moment } from './moments.ts'

export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  query: z.record(z.string(), z.unknown()),
  createdAt: Moment,
})
export type SavedView = z.infer<typeof SavedView>
