import type { reports } from '#contract/api/reports.ts'
import type { Parsed } from '#contract/api/api.ts'
import { failure } from '#contract/errors.ts'
import type { ReportSubject } from '#contract/model/reports.ts'
import { createReport } from '../report/create-report.ts'
import { takeSections } from '../report/take-sections.ts'
import type { Handlers } from './handlers.ts'
import { requireFullPath } from './full-path.ts'
import { requireWhole } from './moments.ts'
import { toAccepted } from './accepted.ts'
import { words } from './words.ts'

/** Sections and characters of a preview: what somebody looks at before they save. */
const mostPreviewed = { sections: 40, characters: 200_000 }

export const reportHandlers: Handlers<keyof typeof reports> = {
  'reports.preview': async (input, { store, ports, tenant }) => {
    if (input.options.since !== null) requireWhole(tenant, input.options.since)
    const made = { at: ports.clock.now(), logo: null }
    const report = await createReport({ ...ports, store }, tenant, subjectOf(input), input.options, made)
    return { head: report.head, ...(await takeSections(report, mostPreviewed)) }
  },
  'reports.save': async (input, { tenant, start }) => {
    const { tenantId, folder, format, options } = input
    requireFullPath(folder)
    if (options.logo !== '') requireFullPath(options.logo)
    if (options.since !== null) requireWhole(tenant, options.since)
    const subject = subjectOf(input)
    return toAccepted(
      await start({
        tenantId,
        kind: 'report',
        title: folder,
        target: JSON.stringify([subject, format, folder]),
        input: { subject, format, folder, options },
      }),
    )
  },
}

/** The subject that the input names. @throws Failure `badInput` if the object that it needs is missing */
function subjectOf(input: Omit<Parsed<'reports.preview'>, 'options'>): ReportSubject {
  const { about, policyIds, setId, versionId, left, right, baselineId, runId } = input
  if (about === 'tenant') return { about, policyIds }
  if (about === 'set' && setId !== null) return { about, setId }
  if (about === 'policy' && versionId !== null) return { about, versionId }
  if (about === 'comparison' && left !== null && right !== null) return { about, left, right }
  if (about === 'drift' && baselineId !== null) return { about, baselineId }
  if (about === 'restore' && runId !== null) return { about, runId }
  throw failure('badInput', words.reports.noObject)
}
