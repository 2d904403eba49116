import { Failure } from '#contract/errors.ts'
import type { ReportBlock, ReportSubject } from '#contract/model/reports.ts'
import { momentOf } from '#domain/report/words/words.ts'
import { text } from '#domain/json.ts'
import { breathe } from '../breathe.ts'
import type { RunItemRow } from '../ports/runs.ts'
import { changeBlocks, typeTitle } from './policy-blocks.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'
import { words as errors } from './words.ts'

/** Entries of the audit log that are looked through for the requests of the run. */
const mostAuditEntries = 50_000

/** The change record of a restore: what was written, when, from what, with the values before and after. */
export async function restoreReport(
  context: ReportContext,
  { runId }: Extract<ReportSubject, { about: 'restore' }>,
): Promise<SubjectReport> {
  const { store, tenant, words } = context
  const run = await store.runs.find(runId)
  if (run?.kind !== 'restore') throw new Failure('notFound', errors.noRestore)
  const plan = await store.plans.find(run.input.planId)
  const items = await store.runs.items(runId)
  const requests = await requestsOf(context, runId)
  const written = items.filter(({ state }) => state === 'done').length
  const moment = (at: string | null): string => (at === null ? '' : momentOf(words, at))
  return {
    title: words.titles.restore,
    subtitle: tenant.name,
    facts: [
      { name: words.facts.run, value: runId },
      { name: words.facts.started, value: moment(run.startedAt ?? run.createdAt) },
      { name: words.facts.ended, value: moment(run.endedAt) },
      { name: words.facts.outcome, value: words.restore.runs[run.status] },
      { name: words.facts.source, value: plan?.source ?? '' },
      { name: words.facts.changedBy, value: tenant.account ?? '' },
    ].filter(({ value }) => value !== ''),
    async *sections() {
      yield {
        id: 'summary',
        level: 1,
        title: words.restore.items,
        mark: null,
        blocks: [
          { kind: 'text', text: words.restore.counts(written, items.length) },
          ...(run.input.justification === null ? [] : [{ kind: 'text' as const, text: run.input.justification }]),
          ...(run.error === null ? [] : [{ kind: 'note' as const, tone: 'danger' as const, text: run.error.message }]),
          {
            kind: 'table',
            columns: [words.comparison.policy, words.facts.kind, words.restore.action, words.restore.outcome],
            rows: items.map((item) => [
              { text: item.name, ...(item.targetId ? { small: item.targetId } : {}) },
              { text: typeTitle(item.type) },
              { text: item.action === null ? '' : words.restore.actions[item.action] },
              {
                text: words.restore.states[item.state],
                tone:
                  item.state === 'done'
                    ? ('success' as const)
                    : item.state === 'failed'
                      ? ('danger' as const)
                      : ('plain' as const),
                ...(item.error || item.note ? { small: item.error?.message ?? item.note ?? '' } : {}),
              },
            ]),
          },
        ],
      }
      const rest = new Set(requests)
      for (const item of items.filter(({ state }) => state === 'done' || state === 'failed')) {
        await breathe()
        // The path of a request names the object, unless it creates it.
        const own = requests.filter(([what]) => item.targetId !== null && what.includes(item.targetId))
        for (const request of own) rest.delete(request)
        yield {
          id: `item-${item.id}`,
          level: 2,
          title: item.name,
          mark: { text: item.action === null ? '' : words.restore.actions[item.action], tone: 'plain' as const },
          blocks: [...(await changes(context, item)), ...requestBlocks(context, own)],
        }
      }
      if (rest.size > 0)
        yield {
          id: 'requests',
          level: 1,
          title: words.restore.requests,
          mark: null,
          blocks: requestBlocks(context, [...rest]),
        }
    },
  }
}

async function changes(context: ReportContext, item: RunItemRow): Promise<ReportBlock[]> {
  const { store, words } = context
  const find = async (id: string | null) => (id === null ? null : ((await store.versions.find(id)) ?? null))
  const [before, after] = [await find(item.beforeVersionId), await find(item.afterVersionId)]
  if (before === null && after === null) return [{ kind: 'text', text: words.restore.noDetails }]
  return changeBlocks(context, before, after, [words.policy.before, words.policy.after])
}

function requestBlocks({ words }: ReportContext, requests: readonly SentRequest[]): ReportBlock[] {
  return requests.length === 0
    ? []
    : [
        {
          kind: 'table',
          columns: [words.restore.requests, ''],
          rows: requests.map(([what, id]) => [{ text: what }, { text: id }]),
        },
      ]
}

/** A request as the audit log has it: what was sent, and Graph's ID of it. */
type SentRequest = readonly [what: string, requestId: string]

/** The requests of a run, oldest first. */
async function requestsOf({ store, tenant }: ReportContext, runId: string): Promise<readonly SentRequest[]> {
  return (await store.audit.list(tenant.id, mostAuditEntries))
    .filter(({ action, detail }) => action === 'graph.write' && detail['runId'] === runId)
    .map(({ detail }) => [`${text(detail['method'])} ${text(detail['path'])}`, text(detail['requestId'])] as const)
    .filter(([, requestId]) => requestId !== '')
    .toReversed()
}
