import { BackupSetId } from '#contract/model/ids.ts'
import { failure } from '#contract/errors.ts'
import type { FileOutcome } from '#domain/import/imported-object.ts'
import { interpret } from '#domain/import/interpret.ts'
import { parseFile, type ParsedFile } from '#domain/import/parsed-file.ts'
import { openPassphrase } from '../atlas-file/passphrase.ts'
import { takeRecords } from '../atlas-file/read-records.ts'
import { breathe, inTurns } from '../breathe.ts'
import { idForName, importObjects } from '../import/import-objects.ts'
import type { ItemChange } from '../ports/runs.ts'
import { deriveDue } from '../search/derive-due.ts'
import { defineRun, type RunContext } from '../runs/run-context.ts'
import { words } from './words.ts'

/**
 * Imports an export of another tool as a backup set. Every file is an item with an outcome. It needs no connection.
 */
export const importFiles = defineRun({
  kind: 'import',
  access: 'read',
  notifiesAs: words.kinds.import,
  offline: true,
  async run(context) {
    const { store, clock, newId } = context.ports
    const { name, path } = context.run.input
    if (await context.ports.atlasFiles.isAtlas(path)) return importAtlasFile(context)
    await context.phase(words.import.reading)
    const files = await readFiles(context, path)
    if (files.length === 0) throw failure('badInput', words.import.nothing(path))
    const understood = await inTurns(interpret(files, { contract: context.contract, idFor: idForName }))
    const first = new Map(understood.objects.map((object) => [object.path, object]))
    await context.addItems(
      understood.files.map((file) => ({
        key: file.path,
        type: first.get(file.path)?.type.key ?? '',
        name: file.path,
      })),
    )
    const kept = await importObjects(context, understood)
    const isNew = new Set(understood.objects.flatMap(({ path: from }, index) => (kept[index]!.isNew ? [from] : [])))
    const versionOf = new Map(understood.objects.map(({ path: from }, index) => [from, kept[index]!.versionId]))
    const byKey = new Map(understood.files.map((file) => [file.path, file]))
    const endedAt = clock.now().toISOString()
    await context.updateItems(
      (await context.items()).map((item) => ({
        id: item.id,
        endedAt,
        ...toChange(byKey.get(item.key)!, isNew.has(item.key)),
        ...(versionOf.has(item.key) ? { afterVersionId: versionOf.get(item.key)! } : {}),
      })),
    )
    const isDoubtful = understood.objects.some(({ doubts }) => doubts.length > 0)
    const unused = understood.files.filter(({ outcome }) => outcome === 'unknown' || outcome === 'damaged').length
    const setId = await store.backups.save(
      {
        id: newId(),
        tenantId: context.tenant.id,
        name,
        runId: context.runId,
        complete: kept.length > 0 && unused === 0 && !isDoubtful,
        at: endedAt,
        scheduleId: null,
      },
      kept.map(({ versionId, isNew: isNewVersion }) => ({ versionId, isNew: isNewVersion })),
    )
    await store.tenants.setSynced(context.tenant.id, endedAt)
    await context.result({
      setId: BackupSetId.parse(setId),
      versions: kept.length,
      newVersions: kept.filter((one) => one.isNew).length,
      files: files.length,
      unused,
    })
    await context.phase(words.import.searching)
    await deriveDue(context.ports, () => context.checkCancelled())
    await store.versions.pack(context.tenant.id)
    context.emit('inventory.changed')
    context.emit('backups.changed')
  },
})

/** Takes the history of an atlas file. Its sets keep their names and dates. */
async function importAtlasFile(context: RunContext<'import'>): Promise<void> {
  const { store, atlasFiles, clock, vault } = context.ports
  const { path, sealedPassphrase } = context.run.input
  const passphrase = await openPassphrase(vault, sealedPassphrase)
  const taken = await takeRecords(context, atlasFiles.read(path, passphrase))
  const endedAt = clock.now().toISOString()
  await context.addItems([
    { key: path, type: '', name: path },
    ...[...taken.unknownTypes.keys()].map((type) => ({ key: type, type: '', name: type })),
  ])
  await context.updateItems(
    (await context.items()).map((item): ItemChange<'import'> => {
      const left = taken.unknownTypes.get(item.key)
      return left === undefined
        ? {
            id: item.id,
            state: taken.newVersions > 0 ? 'done' : 'unchanged',
            note: words.import.taken(taken.versions, taken.sets, taken.outdated),
            endedAt,
          }
        : {
            id: item.id,
            state: 'failed',
            note: null,
            error: { code: 'badInput', message: words.import.unknownType(item.key, left) },
            endedAt,
          }
    }),
  )
  await context.phase(words.import.searching)
  await deriveDue(context.ports, () => context.checkCancelled())
  await store.versions.pack(context.tenant.id)
  await store.tenants.setSynced(context.tenant.id, endedAt)
  await context.result({
    versions: taken.versions,
    newVersions: taken.newVersions,
    files: 1,
    unused: taken.unknownTypes.size,
  })
  context.emit('inventory.changed')
  context.emit('backups.changed')
}

async function readFiles(context: RunContext<'import'>, path: string): Promise<ParsedFile[]> {
  const { exports } = context.ports
  const files: ParsedFile[] = []
  for await (const file of exports.read(path)) {
    await breathe()
    if (files.length % 100 === 0) await context.checkCancelled()
    files.push(
      'bytes' in file
        ? parseFile(file, exports)
        : { path: file.path, folders: [], base: file.path, content: { kind: 'problem', reason: file.unusable } },
    )
  }
  return files
}

/** The state of a file's item: what isn't a policy is skipped, what might be one and can't be used has failed. */
function toChange({ outcome, reason }: FileOutcome, isNew: boolean): Omit<ItemChange<'import'>, 'id'> {
  if (outcome === 'imported') return { state: isNew ? 'done' : 'unchanged', note: reason, detail: { isNew } }
  if (outcome === 'unknown' || outcome === 'damaged')
    return { state: 'failed', note: null, error: { code: 'badInput', message: reason } }
  return { state: 'skipped', note: reason }
}
