import { ReportSubject, type AskedSubject } from '#contract/model/reports.ts'

/** The address of the page that makes a report about something. */
export const reportPage = (subject: AskedSubject): string => `/report/${encodeURIComponent(JSON.stringify(subject))}`

/** What the address of that page says; null if it says nothing that could be reported on. */
export function subjectOf(address: string | undefined): ReportSubject | null {
  try {
    return ReportSubject.parse(JSON.parse(decodeURIComponent(address ?? '')))
  } catch {
    return null
  }
}
