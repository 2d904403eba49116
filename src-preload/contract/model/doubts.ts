import { z } from 'zod'

/**
 * What Graph said about an object and contradicted, also when it was asked by another route. The version is stored and
 * carries the doubt, and a restore of it never clears what is in doubt (spec 0807).
 */
export const Doubt = z.discriminatedUnion('kind', [
  /** `isAssigned` is true, but there are no assignments. The version says nothing about them. */
  z.object({ kind: z.literal('noAssignments') }),
  /** `settingCount` promised more settings than Graph returned. */
  z.object({ kind: z.literal('settingsMissing'), read: z.number(), promised: z.number() }),
  /** Graph counts entries of a part of the object, but returned none. The version says nothing about the part. */
  z.object({ kind: z.literal('partMissing'), property: z.string() }),
  /** Graph returned the placeholder of a value that it didn't name, at these JSON Pointers. */
  z.object({ kind: z.literal('placeholder'), pointers: z.array(z.string()) }),
  /** The list and the object itself differ, although the object wasn't changed in between. */
  z.object({ kind: z.literal('listDiffers'), property: z.string() }),
])
export type Doubt = z.infer<typeof Doubt>
