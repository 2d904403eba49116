import type { FoundTarget, ReadMappingTable } from '#contract/model/mapping-table.ts'
import { text } from '#domain/json.ts'
import { findPolicyType, policyTypeOf } from '#domain/policy-types/registry.ts'
import { idKey } from '#domain/references/id-key.ts'
import { createChoice, type Choice, type DirectoryEntry, type MappedReference } from '#domain/restore/mapping.ts'
import { keyOf, nameOf, rowsFor, type MappingTable, type TableRow } from '#domain/restore/mapping-table.ts'
import { createLister, listByName } from '../capture/list-objects.ts'
import { listKind } from '../capture/names.ts'
import type { GraphReader } from '../ports/graph.ts'

/** Groups that one search shows. */
const mostGroups = 20
const mostOthers = 200

/** What the target had when the plan was made, by kind. */
type Known = Readonly<Record<string, readonly DirectoryEntry[]>>

/**
 * Objects of the target that a reference could become. A directory is searched, the few objects of a foundation are
 * listed, and everything else is what the plan has read.
 *
 * @throws Failure if the service doesn't answer
 */
export async function searchTargets(
  reader: () => Promise<GraphReader>,
  known: Known,
  kind: string,
  asked: string,
): Promise<FoundTarget[]> {
  const type = findPolicyType(kind)
  if (type?.askedById) return (await reader()).searchGroups(asked, mostGroups)
  const entries = type?.foundation ? await listed(await reader(), kind) : (known[kind] ?? [])
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  return entries
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .toSorted((left, right) => left.name.localeCompare(right.name))
    .slice(0, mostOthers)
    .map(({ id, name }) => ({ id, name, mail: null, members: null }))
}

const listed = async (reader: GraphReader, kind: string): Promise<readonly DirectoryEntry[]> =>
  (await listKind(reader, createLister(reader), kind)) ?? []

/**
 * The choices that a table makes for the references of a plan, as far as the target has what it names. An ID counts in the
 * tenant that the table was saved for, a name everywhere, and a name that several have is never guessed.
 *
 * @throws Failure if the service doesn't answer
 */
export async function choicesIn(
  reader: () => Promise<GraphReader>,
  known: Known,
  table: MappingTable,
  { tenantId, sourceTenantId }: { readonly tenantId: string; readonly sourceTenantId: string },
  references: readonly MappedReference[],
): Promise<ReadMappingTable> {
  const rows = rowsFor(table, sourceTenantId, references)
  const isOfTarget = table.target?.tenantId === tenantId
  const inPlan = new Map(
    Object.entries(known).map(([kind, entries]) => [kind, new Map(entries.map((entry) => [idKey(entry.id), entry]))]),
  )
  const idsOf = (of: readonly TableRow[]) => of.flatMap(({ becomes }) => (becomes.how === 'object' ? becomes.id : []))
  const isInDirectory = (kind: string) => findPolicyType(kind)?.askedById !== undefined
  const unknown = idsOf(
    [...rows.values()].filter(
      ({ kind, becomes }) =>
        isInDirectory(kind) && becomes.how === 'object' && !inPlan.get(kind)?.has(idKey(becomes.id)),
    ),
  ).filter((id) => id !== '')
  const there = new Map(
    (isOfTarget && unknown.length > 0 ? await (await reader()).byIds('group', unknown) : []).map(
      (group) => [idKey(text(group['id'])), { id: text(group['id']), name: text(group['displayName']) }] as const,
    ),
  )
  const byId = (kind: string, id: string): DirectoryEntry | undefined =>
    inPlan.get(kind)?.get(idKey(id)) ?? (isInDirectory(kind) ? there.get(idKey(id)) : undefined)
  const byName = async (kind: string, name: string): Promise<readonly DirectoryEntry[]> =>
    isInDirectory(kind)
      ? (await listByName(await reader(), policyTypeOf(kind), name)).map((group) => ({ id: text(group['id']), name }))
      : (known[kind] ?? []).filter((entry) => entry.name === name)

  const choices: Record<string, Choice> = {}
  const names: Record<string, string> = {}
  const notFound: ReadMappingTable['notFound'] = []
  await withFew([...rows], async ([reference, { becomes }]) => {
    if (becomes.how === 'nothing') choices[keyOf(reference)] = null
    else if (becomes.how === 'create') {
      if (isInDirectory(reference.kind)) choices[keyOf(reference)] = createChoice
    } else {
      const own = isOfTarget ? byId(reference.kind, becomes.id) : undefined
      const found = own ? [own] : becomes.name === '' ? [] : await byName(reference.kind, becomes.name)
      if (found.length === 1) {
        choices[keyOf(reference)] = found[0]!.id
        names[found[0]!.id] = found[0]!.name
      } else
        notFound.push({
          name: nameOf(reference),
          target: becomes.name || becomes.id,
          reason: found.length === 0 ? 'missing' : 'several',
        })
    }
  })
  const { source } = table
  const otherSource = idKey(source.tenantId) === idKey(sourceTenantId) ? null : source.name || source.tenantId
  return { choices, names, notFound, otherSource, others: table.rows.length - new Set(rows.values()).size }
}

/** Names that are looked up at the same time: a large table must not keep other requests of the tenant waiting. */
const fewAtOnce = 6

async function withFew<Entry>(entries: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void> {
  const waiting = entries.values()
  const worker = async () => {
    for (const entry of waiting) await work(entry)
  }
  await Promise.all(Array.from({ length: fewAtOnce }, worker))
}
