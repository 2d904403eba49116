import { z } from 'zod'
import { Doubt } from '#contract/model/doubts.ts'

/** A record of an atlas file. Versions come in the order in which they were captured, and sets name them by their place. */
export const AtlasRecord = z.discriminatedUnion('k', [
  /** Names of groups and other objects, by their kind. */
  z.object({
    k: z.literal('names'),
    kind: z.string(),
    entries: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  z.object({
    k: z.literal('version'),
    type: z.string(),
    /** The ID of the object in its tenant. */
    id: z.string(),
    at: z.iso.datetime(),
    modifiedAt: z.string().nullable(),
    document: z.record(z.string(), z.unknown()),
    names: z.record(z.string(), z.string()),
    doubts: z.array(Doubt),
  }),
  z.object({
    k: z.literal('set'),
    /** The ID of the set where it was made, so that it is the same one in every import. */
    id: z.string(),
    name: z.string(),
    at: z.iso.datetime(),
    isComplete: z.boolean(),
    /** Places of its versions among the versions of the file, from 0. */
    versions: z.array(z.number().int().nonnegative()),
  }),
])
export type AtlasRecord = z.infer<typeof AtlasRecord>
