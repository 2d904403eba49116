import type { ReportHead, ReportSection } from '#contract/model/reports.ts'

/** An image for the first page. */
export interface ReportLogo {
  readonly bytes: Uint8Array
  readonly type: 'png' | 'jpg'
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/**
 * A report without a format: its first page, and sections that are made one after the other, so that the policies of a
 * large tenant are never in memory together.
 */
export interface Report {
  readonly head: ReportHead
  readonly logo: ReportLogo | null
  sections(): AsyncIterable<ReportSection>
}

/** Where a format writes what it makes. */
export type Sink = (part: string | Uint8Array) => Promise<void>
