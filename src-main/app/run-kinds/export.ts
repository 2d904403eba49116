import { failure } from '#contract/errors.ts'
import { fileKey, placesOf, withId, type ExportedPolicy, type ExportFile } from '#domain/export/layout.ts'
import { layouts } from '#domain/export/layouts.ts'
import type { Json } from '#domain/json.ts'
import { groups } from '#domain/policy-types/entra/groups.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { readableDocument } from '../api/readable-version.ts'
import { committedFiles, indexFile, readIndex, removeGone, writeIndex } from '../export/file-index.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { ReadStore } from '../ports/store.ts'
import { defineRun, type RunContext } from '../runs/run-context.ts'
import { words } from './words.ts'

/** Number of policies to write before checking for a cancel. */
const slice = 50

/**
 * Exports the latest version of all or selected policies as files, laid out as another tool reads them. Secrets stay
 * masked. It needs no connection.
 */
export const exportTenant = defineRun({
  kind: 'export',
  access: 'read',
  notifiesAs: words.kinds.export,
  offline: true,
  async run(context) {
    const { store, files, clock } = context.ports
    const { folder, policyIds, format, commit } = context.run.input
    const layout = layouts[format]
    const chosen = new Set(policyIds)
    const all = (await store.policies.list(context.tenant.id)).filter(
      (row) => row.versionId !== null && row.state === 'active',
    )
    const rows = all.filter((row) => chosen.size === 0 || chosen.has(row.id))
    if (rows.length === 0) throw failure('badInput', words.export.nothingCaptured)
    const before = format === 'git' ? await readIndex(files, folder) : null
    if (before && before.tenantId !== context.tenant.id) throw failure('badInput', words.export.otherTenant(folder))
    await context.addItems(rows.map((row) => ({ key: row.id, type: row.type, name: row.name, policyId: row.id })))
    const byKey = new Map((await context.items()).map((item) => [item.key, item]))
    const directory = await store.directory.names(context.tenant.id)
    const groupOf = await groupsOf(store, all)
    // A part of a tenant lies where the whole would have it.
    const places = placesOf(layout, all.map(headOf))
    const placeOf = new Map([...places].map(([head, place]) => [head.id, place]))
    const written: string[] = []
    const taken = new Set<string>()
    for (let at = 0; at < rows.length; at += slice) {
      await context.checkCancelled()
      const changes = []
      for (const row of rows.slice(at, at + slice)) {
        const policy = await exported(context, row, directory, groupOf)
        const place = layout.hasIds ? layout.placeOf(policy) : placeOf.get(row.id)!
        const isFree = (file: ExportFile): boolean => file.isShared === true || !taken.has(fileKey(file.path))
        const wanted = layout.filesOf(policy, place)
        // Parts of one policy can have the name of another one.
        for (const file of wanted.every(isFree) ? wanted : layout.filesOf(policy, withId(place, row.externalId))) {
          await files.write(folder, file.path, file.content)
          taken.add(fileKey(file.path))
          written.push(file.path)
        }
        changes.push({ id: byKey.get(row.id)!.id, state: 'done' as const, endedAt: clock.now().toISOString() })
      }
      await context.updateItems(changes)
    }
    const { id: tenantId, name: tenantName } = context.tenant
    for (const file of layout.filesOfAll?.({ tenantId, tenantName, names: directory }) ?? []) {
      await files.write(folder, file.path, file.content)
      written.push(file.path)
    }
    const removed = await keepUp(context, before?.files ?? [], written)
    const message = words.export.commit(context.tenant.name, rows.length)
    // What an earlier export removed and couldn't commit, too.
    const open = commit ? [...(await committedFiles(files, folder)), indexFile] : []
    const paths = [...new Set([...written, ...removed, ...open])]
    const committed = commit ? await files.commit(folder, paths, message, context.signal) : null
    await context.result({ folder, files: new Set(written).size, removed: removed.length, commit: committed })
  },
})

const headOf = (row: PolicyRow) => ({
  id: row.id,
  type: policyTypeOf(row.type),
  name: row.name,
  externalId: row.externalId,
  document: {},
})

/** Brings the index of a folder for a repository up to date. @returns the files of policies that are gone */
async function keepUp(
  { run, tenant, ports: { files } }: RunContext<'export'>,
  earlier: readonly string[],
  written: readonly string[],
): Promise<string[]> {
  const { folder, format, policyIds } = run.input
  if (format !== 'git') return []
  // A part of a tenant says nothing about the rest of it.
  const isPart = policyIds.length > 0
  const removed = isPart ? [] : await removeGone(files, folder, earlier, written)
  await writeIndex(files, folder, { tenantId: tenant.id, files: [...written, ...(isPart ? earlier : [])] })
  return removed
}

/** The captured groups by their ID. */
async function groupsOf(store: ReadStore, rows: readonly PolicyRow[]): Promise<ExportedPolicy['groupOf']> {
  const found = new Map<string, Json>()
  for (const row of rows)
    if (row.type === groups.key) found.set(row.externalId, await store.versions.document(row.versionId!))
  return (id) => found.get(id)
}

async function exported(
  context: RunContext<'export'>,
  row: PolicyRow,
  directory: ReadonlyMap<string, string>,
  groupOf: ExportedPolicy['groupOf'],
): Promise<ExportedPolicy> {
  const { ports } = context
  const version = await ports.store.versions.find(row.versionId!)
  const document = await ports.store.versions.document(row.versionId!)
  const names = new Map([...directory, ...Object.entries(version?.names ?? {})])
  return {
    type: policyTypeOf(row.type),
    document,
    name: row.name,
    externalId: row.externalId,
    nameOf: (kind, id) => names.get(`${kind}/${id}`),
    groupOf,
    // Only these files are for people.
    sections:
      context.run.input.format !== 'git'
        ? []
        : await readableDocument(ports, { tenantId: row.tenantId, type: row.type }, document, names),
  }
}
