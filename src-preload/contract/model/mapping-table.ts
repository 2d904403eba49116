import { z } from 'zod'

/** An object of the target that a reference could become. */
export const FoundTarget = z.object({
  id: z.string(),
  name: z.string(),
  /** The mail address of a group. */
  mail: z.string().nullable(),
  /** Direct members of a group, if Graph says how many there are. */
  members: z.number().nullable(),
})
export type FoundTarget = z.infer<typeof FoundTarget>

/** What a mapping table says of the references of a plan. */
export const ReadMappingTable = z.object({
  /** By `kind/sourceId`, as `restore.plan` takes them. */
  choices: z.record(z.string(), z.string().nullable()),
  /** Names of the chosen objects, by their ID. */
  names: z.record(z.string(), z.string()),
  /** References of the plan that the table names, but whose target isn't there, or has a name that several have. */
  notFound: z.array(z.object({ name: z.string(), target: z.string(), reason: z.enum(['missing', 'several']) })),
  /** The source that the table was made for, if it is another one: only names counted then. Null if it is the same. */
  otherSource: z.string().nullable(),
  /** Rows about nothing in this plan. */
  others: z.number(),
})
export type ReadMappingTable = z.infer<typeof ReadMappingTable>
