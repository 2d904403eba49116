import { Failure } from '#contract/errors.ts'
import type { ReportBlock, ReportSection, ReportSubject } from '#contract/model/reports.ts'
import type { ChangeAbout } from '#contract/model/severity.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { aboutNew } from '#domain/severity/severity.ts'
import { momentOf, termOf, type ReportWords } from '#domain/report/words/words.ts'
import { breathe } from '../breathe.ts'
import { aboutVersions } from '../changes/about-versions.ts'
import type { PolicyRow } from '../ports/policies.ts'
import { policyBlocks } from './policy-blocks.ts'
import type { ReportContext, SubjectReport } from './report-context.ts'
import { severityCell, severityRank } from './severity-cell.ts'
import { words as errors } from './words.ts'

/** A policy of the state, with its version and the one at the earlier moment. */
interface Entry {
  readonly policy: PolicyRow
  readonly versionId: string
  readonly category: readonly string[]
  /** Null where no earlier state was asked for. */
  readonly change: 'new' | 'changed' | 'same' | null
  readonly beforeId: string | null
  /** What the change is about; null where nothing changed. */
  readonly about: ChangeAbout | null
  /** How many assignments it has; null where nobody knows. */
  readonly assignments: number | null
}

/** The policies of a tenant or of a backup set, area by area. */
export async function stateReport(
  context: ReportContext,
  subject: Extract<ReportSubject, { about: 'tenant' | 'set' }>,
): Promise<SubjectReport> {
  const { store, tenant, options, words } = context
  const all = await store.policies.list(tenant.id)
  const rows = new Map(all.map((row) => [row.id, row]))
  const set = subject.about === 'set' ? await store.backups.find(subject.setId) : null
  if (set === undefined) throw new Failure('notFound', errors.noSet)
  const chosen = subject.about === 'tenant' ? new Set<string>(subject.policyIds) : null
  const versions = set
    ? (await store.backups.content(set.id)).map(({ policyId, versionId }) => ({ policyId, versionId }))
    : all
        .filter((row) =>
          // Whoever chose a policy wants to see it, also if it is archived or gone.
          chosen === null || chosen.size === 0 ? row.state === 'active' && row.archivedAt === null : chosen.has(row.id),
        )
        .filter((row) => row.versionId !== null)
        .map((row) => ({ policyId: row.id, versionId: row.versionId! }))
  const earlier = options.since === null ? null : await versionsAt(context, options.since)
  const entries: Entry[] = []
  for (const { policyId, versionId } of versions) {
    const policy = rows.get(policyId)
    if (!policy) continue
    const beforeId = earlier?.get(policyId) ?? null
    const change = earlier === null ? null : beforeId === null ? 'new' : beforeId === versionId ? 'same' : 'changed'
    const assignments =
      versionId === policy.versionId ? policy.assignmentCount : await assignmentsOf(context, versionId)
    const about = await aboutEntry(context, policy, change, beforeId, versionId)
    entries.push({ policy, versionId, category: categoryOf(policy), change, beforeId, about, assignments })
  }
  entries.sort(
    (left, right) =>
      left.category.join('/').localeCompare(right.category.join('/')) ||
      left.policy.name.localeCompare(right.policy.name),
  )
  // A set may hold a part of the tenant, and says nothing about the rest.
  const isWhole = subject.about === 'tenant' && subject.policyIds.length === 0
  const gone =
    isWhole && earlier
      ? [...earlier.keys()].flatMap((id) => rows.get(id) ?? []).filter(({ state }) => state === 'missing')
      : []
  const listed = entries.filter(({ change }) => change !== 'same' || options.unchanged)
  const state = set?.createdAt ?? tenant.lastSyncAt
  return {
    title: set
      ? words.titles.set
      : options.since !== null && !options.unchanged
        ? words.titles.changes
        : words.titles.tenant,
    subtitle: tenant.name,
    facts: [
      ...(set ? [{ name: words.facts.backupSet, value: set.name }] : []),
      ...(state === null ? [] : [{ name: words.facts.state, value: momentOf(words, state) }]),
    ],
    async *sections() {
      yield summary(words, entries, gone, options.since)
      let [area, place] = ['', '']
      for (const entry of listed) {
        await breathe()
        const [first = '', ...rest] = entry.category.map((part) => termOf(words, part))
        if (first !== area) yield heading(`area-${first}`, 1, first)
        if (first !== area || rest.join(' › ') !== place)
          if (rest.length > 0) yield heading(`area-${first}-${rest.join('-')}`, 2, rest.join(' › '))
        ;[area, place] = [first, rest.join(' › ')]
        yield await policySection(context, entry)
      }
    },
  }
}

/** What it is about that a policy is new or changed. */
async function aboutEntry(
  { store }: ReportContext,
  { type }: PolicyRow,
  change: Entry['change'],
  beforeId: string | null,
  versionId: string,
): Promise<ChangeAbout | null> {
  if (change !== 'new' && change !== 'changed') return null
  await breathe()
  return beforeId === null
    ? aboutNew(await store.versions.document(versionId))
    : aboutVersions(store, type, beforeId, versionId)
}

/** How many assignments a version has that isn't the newest one; null where its type has none. */
async function assignmentsOf({ store }: ReportContext, versionId: string): Promise<number | null> {
  await breathe()
  const { assignments } = await store.versions.document(versionId)
  return Array.isArray(assignments) ? assignments.length : null
}

/** The version of each policy at a moment. */
async function versionsAt({ store, tenant }: ReportContext, moment: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.versions.asOf(tenant.id, moment)).map(({ policyId, versionId }) => [policyId, versionId]))
}

const categoryOf = (row: PolicyRow): readonly string[] => {
  const type = policyTypeOf(row.type)
  return type.categoryOf?.(row.kind) ?? type.category
}

const heading = (id: string, level: number, title: string): ReportSection => ({
  id,
  level,
  title,
  mark: null,
  blocks: [],
})

async function policySection(context: ReportContext, entry: Entry): Promise<ReportSection> {
  const { store, words } = context
  const { policy, change, beforeId } = entry
  const version = await store.versions.find(entry.versionId)
  const before = change === 'changed' && beforeId !== null ? ((await store.versions.find(beforeId)) ?? null) : null
  const isUnassigned = entry.assignments === 0
  return {
    id: `policy-${policy.id}`,
    level: 3,
    title: version?.name ?? policy.name,
    mark:
      change === 'new'
        ? { text: words.marks.new, tone: 'success' }
        : change === 'changed'
          ? { text: words.marks.changed, tone: 'info' }
          : isUnassigned
            ? { text: words.marks.unassigned, tone: 'plain' }
            : null,
    blocks: version ? await policyBlocks(context, version, before, policy) : [],
  }
}

/** How many policies each area has, and what is new, changed and gone. */
function summary(
  words: ReportWords,
  entries: readonly Entry[],
  gone: readonly PolicyRow[],
  since: string | null,
): ReportSection {
  const areas = Map.groupBy(entries, ({ category }) => category.slice(0, 2).join(' › '))
  const blocks: ReportBlock[] = []
  if (since !== null) {
    const changes = entries.filter(({ change }) => change === 'new' || change === 'changed').length + gone.length
    const moment = momentOf(words, since)
    blocks.push({
      kind: 'note',
      tone: 'info',
      text: changes === 0 ? words.summary.nothingChanged(moment) : words.summary.since(moment),
    })
  }
  const counts = (some: readonly Entry[]) => {
    const number = (test: (entry: Entry) => boolean): string => String(some.filter(test).length)
    const unassigned = number(({ assignments }) => assignments === 0)
    return since === null
      ? [String(some.length), number(({ assignments }) => (assignments ?? 0) > 0), unassigned]
      : [
          String(some.length),
          number(({ change }) => change === 'new'),
          number(({ change }) => change === 'changed'),
          unassigned,
        ]
  }
  blocks.push({
    kind: 'table',
    columns: [
      words.summary.area,
      words.summary.count,
      ...(since === null ? [words.summary.assigned] : [words.summary.newOnes, words.summary.changedOnes]),
      words.summary.unassigned,
    ],
    rows: [
      ...[...areas].map(([area, some]) => [
        area
          .split(' › ')
          .map((part) => termOf(words, part))
          .join(' › '),
        ...counts(some),
      ]),
      [words.summary.policies(entries.length), ...counts(entries)],
    ].map((cells) => cells.map((text) => ({ text }))),
  })
  const changed = entries
    .flatMap(({ policy, about }) => (about === null ? [] : [{ policy, about }]))
    .toSorted((one, other) => severityRank(one.about) - severityRank(other.about))
  if (changed.length > 0)
    blocks.push({
      kind: 'table',
      columns: [words.severity.changed, words.facts.kind, words.severity.title],
      rows: changed.map(({ policy, about }) => [
        { text: policy.name },
        { text: policy.kind },
        severityCell(words, about),
      ]),
    })
  if (gone.length > 0)
    blocks.push({
      kind: 'table',
      columns: [words.summary.gone, words.facts.kind],
      rows: gone.map(({ name, kind }) => [{ text: name, tone: 'danger' as const }, { text: kind }]),
    })
  return { id: 'summary', level: 1, title: words.page.summary, mark: null, blocks }
}
