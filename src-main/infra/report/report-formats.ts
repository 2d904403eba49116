import type { ReportFormats } from '#app/ports/report-formats.ts'
import type { Report } from '#domain/report/report.ts'
import { readLogo } from './logo.ts'

const extensions = { html: '.html', word: '.docx', markdown: '.md', csv: '.csv' } as const

/** The formats of reports. Each is loaded when somebody wants it: the Word library is large. */
export const reportFormats: ReportFormats = {
  extensionOf: (format) => extensions[format],
  async render(format, report, { version, signal }) {
    const asked = stoppable(report, signal)
    switch (format) {
      case 'html':
        return bytes(await (await import('./html.ts')).htmlReport(asked, version))
      case 'word':
        return (await import('./word.ts')).wordReport(asked, version)
      case 'markdown':
        return bytes(await (await import('./markdown.ts')).markdownReport(asked, version))
      case 'csv':
        return bytes(await (await import('./csv.ts')).csvReport(asked))
    }
  },
  readLogo,
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** The same report, until somebody cancels it. */
const stoppable = (report: Report, signal: AbortSignal): Report => ({
  ...report,
  async *sections() {
    for await (const section of report.sections()) {
      signal.throwIfAborted()
      yield section
    }
  },
})
