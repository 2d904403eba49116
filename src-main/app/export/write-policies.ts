import { failure } from '#contract/errors.ts'
import type { ExportFormat } from '#contract/model/exports.ts'
import {
  fileKey,
  placesOf,
  withId,
  type ExportedPolicy,
  type ExportFile,
  type RelatedObject,
} from '#domain/export/layout.ts'
import { layouts } from '#domain/export/layouts.ts'
import { text } from '#domain/json.ts'
import { mobileApps } from '#domain/policy-types/apps/mobile-apps.ts'
import { groups } from '#domain/policy-types/entra/groups.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { readableDocument } from '../api/readable-version.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { ReadStore } from '../ports/store.ts'
import type { RunWork } from '../runs/run-context.ts'
import { readIndex, removeGone, writeIndex } from './file-index.ts'
import { words } from './words.ts'

/** Number of policies to write before checking for a cancel. */
const slice = 50

/** A folder (full path), and how files are laid out in it. */
export interface ExportTarget {
  readonly folder: string
  readonly format: ExportFormat
  /** A part of the tenant: files of other policies stay as they are. */
  readonly isPart: boolean
}

/** What an export did to a folder, with paths below it. */
export interface ExportOutcome {
  /** Every file that was written, and the policy it belongs to; null for files of the whole export. */
  readonly written: ReadonlyMap<string, PolicyRow | null>
  /** Files of policies that are gone. */
  readonly removed: readonly string[]
}

/** Every policy of a tenant that is there and has a version. */
export const exportable = async (store: ReadStore, tenantId: string): Promise<PolicyRow[]> =>
  (await store.policies.list(tenantId)).filter((row) => row.versionId !== null && row.state === 'active')

/**
 * The policies of a backup set, each with the version that the set holds, and all others of the tenant, on which names
 * of files and relationships depend.
 */
export async function exportableOfSet(
  store: ReadStore,
  tenantId: string,
  setId: string,
): Promise<{ all: PolicyRow[]; rows: PolicyRow[] }> {
  const known = new Map((await store.policies.list(tenantId)).map((row) => [row.id, row]))
  const rows = (await store.backups.content(setId)).flatMap(({ policyId, versionId, name }) => {
    const row = known.get(policyId)
    return row ? [{ ...row, name, versionId }] : []
  })
  const held = new Map(rows.map((row) => [row.id, row]))
  const others = (await exportable(store, tenantId)).filter(({ id }) => !held.has(id))
  return { all: [...rows, ...others], rows }
}

/**
 * Writes a version of policies as files, the latest one or that of a backup set. Secrets stay masked.
 *
 * @param all every policy of the tenant that could be exported, since names of files depend on all of them
 * @param rows those to write
 * @param onWritten called after each slice
 * @throws Failure `badInput` if the folder has the export of another tenant, or can't be written
 */
export async function writePolicies(
  work: RunWork,
  { folder, format, isPart }: ExportTarget,
  { all, rows }: { readonly all: readonly PolicyRow[]; readonly rows: readonly PolicyRow[] },
  onWritten: (rows: readonly PolicyRow[]) => Promise<void> = async () => {},
): Promise<ExportOutcome> {
  const { store, files } = work.ports
  const { id: tenantId, name: tenantName } = work.tenant
  const layout = layouts[format]
  const before = format === 'git' ? await readIndex(files, folder) : null
  if (before && before.tenantId !== tenantId) throw failure('badInput', words.otherTenant(folder))
  const directory = await store.directory.names(tenantId)
  // Only IntuneCD has names in place of IDs.
  const relatedOf = format === 'intuneCD' ? await relatedTo(store, all) : () => undefined
  // A part of a tenant lies where the whole would have it.
  const places = placesOf(layout, all.map(headOf))
  const placeOf = new Map([...places].map(([head, place]) => [head.id, place]))
  const written = new Map<string, PolicyRow | null>()
  const taken = new Set<string>()
  for (let at = 0; at < rows.length; at += slice) {
    await work.checkCancelled()
    const some = rows.slice(at, at + slice)
    for (const row of some) {
      const policy = await exported(work, format, row, directory, relatedOf)
      const place = layout.hasIds ? layout.placeOf(policy) : placeOf.get(row.id)!
      const isFree = (file: ExportFile): boolean => file.isShared === true || !taken.has(fileKey(file.path))
      const wanted = layout.filesOf(policy, place)
      // Parts of one policy can have the name of another one.
      for (const file of wanted.every(isFree) ? wanted : layout.filesOf(policy, withId(place, row.externalId))) {
        await files.write(folder, file.path, file.content)
        taken.add(fileKey(file.path))
        written.set(file.path, file.isShared === true ? null : row)
      }
    }
    await onWritten(some)
  }
  for (const file of layout.filesOfAll?.({ tenantId, tenantName, names: directory }) ?? []) {
    await files.write(folder, file.path, file.content)
    written.set(file.path, null)
  }
  if (format !== 'git') return { written, removed: [] }
  const [earlier, now] = [before?.files ?? [], [...written.keys()]]
  // A part of a tenant says nothing about the rest of it.
  const removed = isPart ? [] : await removeGone(files, folder, earlier, now)
  await writeIndex(files, folder, { tenantId, files: [...now, ...(isPart ? earlier : [])] })
  return { written, removed }
}

const headOf = (row: PolicyRow) => ({
  id: row.id,
  type: policyTypeOf(row.type),
  name: row.name,
  externalId: row.externalId,
  document: {},
})

/** What layouts write about other objects. Only groups and apps are read for it. */
async function relatedTo(store: ReadStore, rows: readonly PolicyRow[]): Promise<ExportedPolicy['relatedOf']> {
  const found = new Map<string, RelatedObject>()
  for (const { type, externalId, name, versionId } of rows) {
    const document = type === groups.key || type === mobileApps.key ? await store.versions.document(versionId!) : {}
    found.set(`${type}/${externalId}`, {
      name,
      kind: text(document['@odata.type']),
      membershipRule: text(document['membershipRule']),
    })
  }
  return (type, id) => found.get(`${type}/${id}`)
}

async function exported(
  { ports }: RunWork,
  format: ExportFormat,
  row: PolicyRow,
  directory: ReadonlyMap<string, string>,
  relatedOf: ExportedPolicy['relatedOf'],
): Promise<ExportedPolicy> {
  const version = await ports.store.versions.find(row.versionId!)
  const document = await ports.store.versions.document(row.versionId!)
  const names = new Map([...directory, ...Object.entries(version?.names ?? {})])
  return {
    type: policyTypeOf(row.type),
    document,
    name: row.name,
    externalId: row.externalId,
    nameOf: (kind, id) => names.get(`${kind}/${id}`),
    relatedOf,
    // Only these files are for people.
    sections:
      format !== 'git'
        ? []
        : await readableDocument(ports, { tenantId: row.tenantId, type: row.type }, document, names),
  }
}
