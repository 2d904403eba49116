import { z } from 'zod'
import { Side } from './compare.ts'
import { BackupSetId, BaselineId, PolicyId, RunId, VersionId } from './ids.ts'
import { AskedMoment } from './moments.ts'

export const ReportFormat = z.enum(['html', 'word', 'markdown', 'csv'])
export type ReportFormat = z.infer<typeof ReportFormat>

export const ReportLanguage = z.enum(['en', 'de'])
export type ReportLanguage = z.infer<typeof ReportLanguage>

export const ReportAbout = z.enum(['tenant', 'set', 'policy', 'comparison', 'drift', 'restore'])
export type ReportAbout = z.infer<typeof ReportAbout>

/** What a report is about, with the objects that it needs. */
export const ReportSubject = z.discriminatedUnion('about', [
  /** The latest version of every policy, or of some of them. */
  z.strictObject({ about: z.literal('tenant'), policyIds: z.array(PolicyId).default([]) }),
  z.strictObject({ about: z.literal('set'), setId: BackupSetId }),
  z.strictObject({ about: z.literal('policy'), versionId: VersionId }),
  z.strictObject({ about: z.literal('comparison'), left: Side, right: Side }),
  z.strictObject({ about: z.literal('drift'), baselineId: BaselineId }),
  /** The change record of a restore. */
  z.strictObject({ about: z.literal('restore'), runId: RunId }),
])
export type ReportSubject = z.infer<typeof ReportSubject>
/** A subject as a caller names it. */
export type AskedSubject = z.input<typeof ReportSubject>

/** What goes into a report, and how it looks. */
export const ReportOptions = z.strictObject({
  language: ReportLanguage.default('en'),
  /** The customer, as the title page names them; the tenant if empty. */
  customer: z.string().trim().max(200).default(''),
  author: z.string().trim().max(200).default(''),
  /** The ticket or change number of the customer. */
  ticket: z.string().trim().max(200).default(''),
  /** Who approved it, and what else belongs on the first page. */
  note: z.string().trim().max(2_000).default(''),
  /** A color of the customer. */
  colour: z
    .string()
    .regex(/^#[\dA-Fa-f]{6}$/)
    .default('#0F6CBD'),
  /** A PNG or JPEG on this computer; none if empty. */
  logo: z.string().max(1_000).default(''),
  descriptions: z.boolean().default(true),
  assignments: z.boolean().default(true),
  scripts: z.boolean().default(true),
  /** Only what changed since then, with the values before; everything if null. */
  since: AskedMoment.nullable().default(null),
  /** With `since`: also policies that didn't change. */
  unchanged: z.boolean().default(true),
})
export type ReportOptions = z.infer<typeof ReportOptions>

const Tone = z.enum(['plain', 'info', 'warning', 'danger', 'success'])
export type ReportTone = z.infer<typeof Tone>

/** One cell of a table. */
export const ReportCell = z.object({
  text: z.string(),
  /** Nesting below the row above. */
  depth: z.number().optional(),
  /** A smaller line below it. */
  small: z.string().optional(),
  tone: Tone.optional(),
})
export type ReportCell = z.infer<typeof ReportCell>

export const ReportBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('note'), tone: Tone, text: z.string() }),
  z.object({ kind: z.literal('facts'), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
  z.object({ kind: z.literal('table'), columns: z.array(z.string()), rows: z.array(z.array(ReportCell)) }),
  z.object({ kind: z.literal('code'), language: z.string(), title: z.string(), text: z.string() }),
])
export type ReportBlock = z.infer<typeof ReportBlock>

/** A heading with what stands below it, until the next heading. */
export const ReportSection = z.object({
  /** Unique in the report. */
  id: z.string(),
  level: z.number().int().min(1).max(3),
  title: z.string(),
  /** A word beside the heading, such as "changed". */
  mark: z.object({ text: z.string(), tone: Tone }).nullable(),
  blocks: z.array(ReportBlock),
})
export type ReportSection = z.infer<typeof ReportSection>

/** The first page of a report. */
export const ReportHead = z.object({
  language: ReportLanguage,
  title: z.string(),
  subtitle: z.string(),
  colour: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  note: z.string(),
})
export type ReportHead = z.infer<typeof ReportHead>

/** The beginning of a report, to look at. */
export const ReportPreview = z.object({
  head: ReportHead,
  sections: z.array(ReportSection),
  /** Whether the report goes on after these sections. */
  goesOn: z.boolean(),
})
export type ReportPreview = z.infer<typeof ReportPreview>
