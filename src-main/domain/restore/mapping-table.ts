import { isObject, objects, text } from '../json.ts'
import { assignmentKinds } from '../policy-types/building-blocks/assignments.ts'
import { idKey } from '../references/id-key.ts'
import { createChoice, type Choice, type MappedReference } from './mapping.ts'

/** A tenant of a mapping table. */
export interface TableTenant {
  readonly tenantId: string
  readonly name: string
}

/** What an object of the source becomes in the target: an object, one that the plan creates, or nothing. */
export type Becomes =
  | { readonly how: 'object'; readonly id: string; readonly name: string }
  | { readonly how: 'create' }
  | { readonly how: 'nothing' }

export interface TableRow {
  readonly kind: string
  readonly sourceId: string
  readonly name: string
  readonly becomes: Becomes
}

export interface MappingTable {
  readonly source: TableTenant
  /** Null for the table of another tool, which only names the objects of the source. */
  readonly target: TableTenant | null
  readonly rows: readonly TableRow[]
}

const format = 'TenantAtlas mapping table'

/** The text of a table that `readMappingTable` reads. References that nobody has decided about aren't in it. */
export function writeMappingTable(
  source: TableTenant,
  target: TableTenant,
  references: readonly MappedReference[],
  choices: ReadonlyMap<string, Choice>,
  names: ReadonlyMap<string, string>,
): string {
  const rows = references.flatMap((reference): TableRow[] => {
    const becomes = becomesOf(reference, choices.get(keyOf(reference)), names)
    const { kind, sourceId } = reference
    return becomes ? [{ kind, sourceId, name: nameOf(reference), becomes }] : []
  })
  return `${JSON.stringify({ format, version: 1, source, target, rows }, null, 2)}\n`
}

/** What a reference is called in the source. */
export const nameOf = ({ sourceName, match }: MappedReference): string => sourceName ?? match.name

export const keyOf = ({ kind, sourceId }: Pick<MappedReference, 'kind' | 'sourceId'>): string => `${kind}/${sourceId}`

function becomesOf(
  { match }: MappedReference,
  choice: Choice | undefined,
  names: ReadonlyMap<string, string>,
): Becomes | null {
  if (choice === null) return { how: 'nothing' }
  if (choice === createChoice) return { how: 'create' }
  if (choice !== undefined) return { how: 'object', id: choice, name: names.get(choice) ?? '' }
  switch (match.how) {
    case 'created':
      return { how: 'create' }
    case 'skipped':
      return { how: 'nothing' }
    case 'ambiguous':
    case 'missing':
    case 'unlisted':
      return null
    default:
      return { how: 'object', id: match.id, name: match.name }
  }
}

/**
 * Reads a table of our own, or the `MigrationTable.json` of IntuneManagement, which names the objects of the source: there,
 * each becomes the object of the target with its name.
 *
 * @returns null if it is neither
 */
export function readMappingTable(content: string): MappingTable | null {
  let value: unknown
  try {
    // PowerShell writes a byte order mark.
    value = JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
  if (!isObject(value)) return null
  if (value['format'] === format) return readOwn(value)
  return Array.isArray(value['Objects']) && 'TenantId' in value ? readMigrationTable(value) : null
}

function readOwn(value: Readonly<Record<string, unknown>>): MappingTable {
  const tenant = (entry: unknown): TableTenant =>
    isObject(entry) ? { tenantId: text(entry['tenantId']), name: text(entry['name']) } : { tenantId: '', name: '' }
  const rows = objects(value['rows']).flatMap((row): TableRow[] => {
    const becomes = isObject(row['becomes']) ? row['becomes'] : {}
    const of = { kind: text(row['kind']), sourceId: text(row['sourceId']), name: text(row['name']) }
    switch (becomes['how']) {
      case 'object':
        return [{ ...of, becomes: { how: 'object', id: text(becomes['id']), name: text(becomes['name']) } }]
      case 'create':
      case 'nothing':
        return [{ ...of, becomes: { how: becomes['how'] } }]
      default:
        return []
    }
  })
  return { source: tenant(value['source']), target: tenant(value['target']), rows }
}

const readMigrationTable = (value: Readonly<Record<string, unknown>>): MappingTable => ({
  source: { tenantId: text(value['TenantId']), name: text(value['Organization']) },
  target: null,
  rows: objects(value['Objects']).flatMap((entry): TableRow[] => {
    const name = text(entry['DisplayName'])
    if (!/^group$/i.test(text(entry['Type'])) || name === '') return []
    return [
      { kind: assignmentKinds.group, sourceId: text(entry['Id']), name, becomes: { how: 'object', id: '', name } },
    ]
  }),
})

/**
 * The row of a table for each reference: by ID, or by a name that only one row of the kind has, because a group that was
 * made again has another ID. In the table of another source, an ID means something else, such as the small numbers of scope
 * tags, and what was left out or created there says nothing about this one.
 */
export function rowsFor(
  { source, rows: all }: MappingTable,
  sourceTenantId: string,
  references: readonly MappedReference[],
): ReadonlyMap<MappedReference, TableRow> {
  const isOfSource = idKey(source.tenantId) === idKey(sourceTenantId)
  const rows = isOfSource ? all : all.filter(({ becomes }) => becomes.how === 'object')
  const byId = new Map(isOfSource ? rows.map((row) => [`${row.kind}/${idKey(row.sourceId)}`, row] as const) : [])
  const byName = Map.groupBy(rows, ({ kind, name }) => `${kind}/${name}`)
  return new Map(
    references.flatMap((reference) => {
      const named = byName.get(`${reference.kind}/${nameOf(reference)}`) ?? []
      const row =
        byId.get(`${reference.kind}/${idKey(reference.sourceId)}`) ?? (named.length === 1 ? named[0] : undefined)
      return row ? [[reference, row] as const] : []
    }),
  )
}
