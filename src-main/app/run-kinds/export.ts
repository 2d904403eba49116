import { failure } from '#contract/errors.ts'
import { placesOf, type ExportedPolicy } from '#domain/export/layout.ts'
import { layouts } from '#domain/export/layouts.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { readableDocument } from '../api/readable-version.ts'
import { keepIndex } from '../export/file-index.ts'
import type { PolicyRow } from '../ports/policies.ts'
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
    const rows = (await store.policies.list(context.tenant.id)).filter(
      (row) => row.versionId !== null && row.state === 'active' && (chosen.size === 0 || chosen.has(row.id)),
    )
    if (rows.length === 0) throw failure('badInput', words.export.nothingCaptured)
    await context.addItems(rows.map((row) => ({ key: row.id, type: row.type, name: row.name, policyId: row.id })))
    const byKey = new Map((await context.items()).map((item) => [item.key, item]))
    const directory = await store.directory.names(context.tenant.id)
    const heads = rows.map((row) => ({
      row,
      type: policyTypeOf(row.type),
      name: row.name,
      externalId: row.externalId,
      document: {},
    }))
    const places = placesOf(layout, heads)
    const written: string[] = []
    for (let at = 0; at < heads.length; at += slice) {
      await context.checkCancelled()
      const changes = []
      for (const head of heads.slice(at, at + slice)) {
        const policy = await exported(context, head.row, directory)
        for (const file of layout.filesOf(policy, places.get(head)!)) {
          await files.write(folder, file.path, file.content)
          written.push(file.path)
        }
        changes.push({ id: byKey.get(head.row.id)!.id, state: 'done' as const, endedAt: clock.now().toISOString() })
      }
      await context.updateItems(changes)
    }
    const { id: tenantId, name: tenantName } = context.tenant
    const shared: string[] = []
    for (const file of layout.filesOfAll?.({ tenantId, tenantName, names: directory }) ?? []) {
      if (!file.onlyIfMissing || (await files.read(folder, file.path)) === null)
        await files.write(folder, file.path, file.content)
      ;(file.onlyIfMissing ? shared : written).push(file.path)
    }
    // A part of a tenant says nothing about the rest of it.
    const removed = format === 'git' && chosen.size === 0 ? await keepIndex(files, folder, written) : []
    const message = words.export.commit(context.tenant.name, rows.length)
    const committed = commit ? await files.commit(folder, [...written, ...shared, ...removed], message) : null
    await context.result({ folder, files: written.length + shared.length, removed: removed.length, commit: committed })
  },
})

async function exported(
  context: RunContext<'export'>,
  row: PolicyRow,
  directory: ReadonlyMap<string, string>,
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
    // Only these files are for people.
    sections:
      context.run.input.format !== 'git'
        ? []
        : await readableDocument(ports, { tenantId: row.tenantId, type: row.type }, document, names),
  }
}
