import { z } from 'zod'

/** How much a change can matter, the worst first. */
export const Severity = z.enum(['high', 'medium', 'low'])
export type Severity = z.infer<typeof Severity>

/** What a change is about (domain/severity/severity.ts has the rules). */
export const ChangeReason = z.enum([
  'everybody',
  'widened',
  'exclusionRemoved',
  'unassigned',
  'removed',
  'weakened',
  'systemScript',
  'script',
  'narrowed',
  'created',
  'settings',
  'scopeTags',
  'description',
])
export type ChangeReason = z.infer<typeof ChangeReason>

/** What changed, as far as it matters, the worst first. */
export const ChangeAbout = z.object({ severity: Severity, reasons: z.array(ChangeReason) })
export type ChangeAbout = z.infer<typeof ChangeAbout>
