import type { ReportFormat } from '#contract/model/reports.ts'
import type { Report, ReportLogo } from '#domain/report/report.ts'

/** Turns reports into files. */
export interface ReportFormats {
  /** The end of the file name, for example `.html`. */
  extensionOf(format: ReportFormat): string
  /** The whole file. @throws the reason of the signal if it is aborted */
  render(
    format: ReportFormat,
    report: Report,
    made: { readonly version: string; readonly signal: AbortSignal },
  ): Promise<Uint8Array>
  /** An image of at most 2 MB; null if it is no PNG or JPEG, or can't be read. */
  readLogo(path: string): Promise<ReportLogo | null>
}
