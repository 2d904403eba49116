import type { ReportOptions, ReportSubject } from '#contract/model/reports.ts'
import type { Report, ReportLogo } from '#domain/report/report.ts'
import { momentOf, reportWords } from '#domain/report/words/words.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { comparisonReport } from './comparison-report.ts'
import { driftReport } from './drift-report.ts'
import { policyReport } from './policy-report.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'
import { restoreReport } from './restore-report.ts'
import { stateReport } from './state-report.ts'

/**
 * A report about something that is stored. It needs no connection, and holds no secret: documents have none.
 *
 * @throws Failure `notFound` if the subject doesn't exist
 */
export async function createReport(
  ports: Pick<Ports, 'settingDefinitions' | 'contracts'> & { readonly store: ReadStore },
  tenant: TenantRow,
  subject: ReportSubject,
  options: ReportOptions,
  made: { readonly at: Date; readonly logo: ReportLogo | null },
): Promise<Report> {
  const words = reportWords[options.language]
  const own = await subjectOf({ store: ports.store, ports, tenant, options, words }, subject)
  return {
    head: {
      language: options.language,
      title: own.title,
      subtitle: options.customer || own.subtitle,
      colour: options.colour,
      facts: [
        { name: words.facts.customer, value: options.customer },
        { name: words.facts.tenant, value: tenant.name },
        { name: words.facts.tenantId, value: tenant.id },
        ...own.facts,
        { name: words.facts.author, value: options.author },
        { name: words.facts.ticket, value: options.ticket },
        { name: words.facts.date, value: momentOf(words, made.at.toISOString()) },
      ].filter(({ value }) => value !== ''),
      note: options.note,
    },
    logo: made.logo,
    sections: () => own.sections(),
  }
}

function subjectOf(context: ReportContext, subject: ReportSubject): Promise<SubjectReport> {
  switch (subject.about) {
    case 'tenant':
    case 'set':
      return stateReport(context, subject)
    case 'policy':
      return policyReport(context, subject)
    case 'comparison':
      return comparisonReport(context, subject)
    case 'drift':
      return driftReport(context, subject)
    case 'restore':
      return restoreReport(context, subject)
  }
}
