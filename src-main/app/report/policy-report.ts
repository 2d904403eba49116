import { Failure } from '#contract/errors.ts'
import type { ReportSubject } from '#contract/model/reports.ts'
import { policyBlocks } from './policy-blocks.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'
import { words as errors } from './words.ts'

/** One policy, with the values at an earlier moment where one is given. */
export async function policyReport(
  context: ReportContext,
  { versionId }: Extract<ReportSubject, { about: 'policy' }>,
): Promise<SubjectReport> {
  const { store, tenant, words, options } = context
  const version = await store.versions.find(versionId)
  const policy = version && (await store.policies.find(version.policyId))
  if (!version || !policy) throw new Failure('notFound', errors.noVersion)
  const earlier =
    options.since === null
      ? null
      : (await store.versions.asOf(tenant.id, options.since)).find(({ policyId }) => policyId === policy.id)
  const before =
    earlier && earlier.versionId !== version.id ? ((await store.versions.find(earlier.versionId)) ?? null) : null
  return {
    title: version.name,
    subtitle: `${policy.kind}, ${tenant.name}`,
    facts: [
      { name: words.facts.id, value: policy.externalId },
      { name: words.facts.version, value: String(version.number) },
    ],
    async *sections() {
      yield {
        id: 'policy',
        level: 1,
        title: version.name,
        mark: before ? { text: words.marks.changed, tone: 'info' as const } : null,
        blocks: await policyBlocks(context, version, before, policy),
      }
    },
  }
}
