import { failure } from '#contract/errors.ts'
import { BackupSetId, VersionId } from '#contract/model/ids.ts'
import { fingerprintText } from '#domain/canonical/comparable.ts'
import { objects, text } from '#domain/json.ts'
import { withoutClearSecrets } from '#domain/policy-types/building-blocks/secrets.ts'
import { findPolicyType } from '#domain/policy-types/registry.ts'
import { sealSecrets } from '../capture/secrets.ts'
import { observe } from '../capture/observe.ts'
import { idForName } from '../import/import-objects.ts'
import type { BaselineSource } from '../ports/drift.ts'
import type { VersionRow } from '../ports/versions.ts'
import type { RunWork } from '../runs/run-context.ts'
import { words } from '../words.ts'
import { AtlasRecord } from './records.ts'

type VersionRecord = Extract<AtlasRecord, { k: 'version' }>
type BaselineRecord = Extract<AtlasRecord, { k: 'baseline' }>
type SetRecord = Extract<AtlasRecord, { k: 'set' }>

/** What became of the records of a file. */
export interface TakenRecords {
  readonly versions: number
  readonly newVersions: number
  readonly sets: number
  /** Types of this product's newer or other versions, with how many versions of them were left out. */
  readonly unknownTypes: ReadonlyMap<string, number>
  /** Versions that are older than what is here and that this history doesn't have. */
  readonly outdated: number
}

/**
 * Takes the records of an atlas file into an imported tenant. What is there already stays as it is, so a newer file of
 * the same tenant adds to the history.
 */
export async function takeRecords(context: RunWork<'import'>, records: AsyncIterable<unknown>): Promise<TakenRecords> {
  const { store } = context.ports
  const ids: (string | null)[] = []
  const setIds = new Map<string, string>()
  const histories = new Map<string, VersionRow[]>()
  const unknownTypes = new Map<string, number>()
  let [newVersions, sets, outdated] = [0, 0, 0]
  for await (const given of records) {
    const read = AtlasRecord.safeParse(given)
    if (!read.success) throw failure('badInput', words.atlasFile.unknownRecord, { cause: read.error })
    const record = read.data
    if (record.k === 'names')
      await store.directory.remember(
        context.tenant.id,
        record.kind,
        record.entries,
        context.ports.clock.now().toISOString(),
      )
    else if (record.k === 'set') {
      setIds.set(record.id, await keepSet(context, record, ids))
      sets += 1
    } else if (record.k === 'baseline') await keepBaseline(context, record, ids, setIds)
    else {
      if (ids.length % 50 === 0) {
        await context.checkCancelled()
        await context.phase(words.atlasFile.reading(ids.length))
      }
      if (!findPolicyType(record.type)) {
        unknownTypes.set(record.type, (unknownTypes.get(record.type) ?? 0) + 1)
        ids.push(null)
        continue
      }
      const { versionId, isNew } = await keepVersion(context, record, histories)
      ids.push(versionId)
      if (isNew) newVersions += 1
      else if (versionId === null) outdated += 1
    }
  }
  return { versions: ids.filter((id) => id !== null).length, newVersions, sets, unknownTypes, outdated }
}

async function keepVersion(
  context: RunWork<'import'>,
  record: VersionRecord,
  histories: Map<string, VersionRow[]>,
): Promise<{ readonly versionId: string | null; readonly isNew: boolean }> {
  const { store, vault } = context.ports
  const type = findPolicyType(record.type)!
  const { document, clear } = withoutClearSecrets(type, {
    ...record.document,
    ...(type.single ? {} : { id: record.id }),
  })
  const [row] = await store.policies.observe(context.tenant.id, [observe(type, document)], record.at)
  const history = histories.get(row!.id) ?? (await store.versions.list(context.tenant.id, row!.id))
  histories.set(row!.id, history)
  const same = history.find(({ capturedAt }) => capturedAt === record.at)
  if (same) return { versionId: same.id, isNew: false }
  if (history.some(({ capturedAt }) => capturedAt > record.at)) return { versionId: null, isNew: false }
  const secrets = await sealSecrets(vault, type, document, clear)
  const [kept] = await store.versions.keep([
    {
      policy: row!,
      document,
      fingerprintText: fingerprintText(type, document),
      names: record.names,
      modifiedAt: record.modifiedAt ?? (text(document['lastModifiedDateTime']) || null),
      assignmentCount: 'assignments' in document ? objects(document['assignments']).length : null,
      secrets: secrets.sealed,
      runId: context.runId,
      doubts: record.doubts,
      at: record.at,
    },
  ])
  return { versionId: kept!.versionId, isNew: kept!.isNew }
}

/** A set has one ID in every import of the same tenant. */
async function keepSet(
  context: RunWork<'import'>,
  record: SetRecord,
  ids: readonly (string | null)[],
): Promise<string> {
  const { store, newId } = context.ports
  const versions = record.versions.flatMap((place) => ids[place] ?? [])
  const setId = await store.backups.save(
    {
      id: newId(),
      tenantId: context.tenant.id,
      name: record.name,
      runId: idForName(`${context.tenant.id}/${record.id}`),
      complete: record.isComplete && versions.length === record.versions.length,
      at: record.at,
      scheduleId: null,
    },
    versions.map((versionId) => ({ versionId, isNew: false })),
  )
  const { note, tags } = record
  const kept = await store.backups.find(setId)
  // What somebody wrote here stays.
  if (kept?.note === '' && kept.tags.length === 0 && (note !== '' || tags.length > 0))
    await store.backups.describe(setId, { note, tags })
  return setId
}

/** A baseline with its findings. One that is there already stays as it is, and may have been checked since. */
async function keepBaseline(
  context: RunWork<'import'>,
  record: BaselineRecord,
  ids: readonly (string | null)[],
  setIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { tenant, ports } = context
  const { drift } = ports.store
  const id = idForName(`${tenant.id}/${record.id}`)
  const source = sourceOf(record, ids, setIds)
  if (source === null || (await drift.findBaseline(id))) return
  const { name, at: createdAt } = record
  await drift.insertBaseline({ id, tenantId: tenant.id, name, sourceTenantId: tenant.id, source, createdAt })
  if (record.checkedAt === null) return
  const found = record.findings.map(({ baselineVersion, currentVersion, isAcknowledged: _state, ...finding }) => ({
    ...finding,
    baselineVersionId: versionAt(ids, baselineVersion),
    currentVersionId: versionAt(ids, currentVersion),
  }))
  await drift.record(id, found, { at: record.checkedAt, unread: record.unread }, ports.newId)
  const acknowledged = new Set(
    record.findings.filter(({ isAcknowledged }) => isAcknowledged).map(({ fingerprint }) => fingerprint),
  )
  const rows = await drift.findings(id)
  await drift.setState(
    rows.filter(({ fingerprint }) => acknowledged.has(fingerprint)).map((row) => row.id),
    'acknowledged',
  )
}

const versionAt = (ids: readonly (string | null)[], place: number | null): string | null =>
  place === null ? null : (ids[place] ?? null)

/** Null if nothing of the source is in the file. */
function sourceOf(
  { source }: BaselineRecord,
  ids: readonly (string | null)[],
  setIds: ReadonlyMap<string, string>,
): BaselineSource | null {
  if ('at' in source) return { at: source.at }
  if ('set' in source) {
    const setId = setIds.get(source.set)
    return setId === undefined ? null : { setId: BackupSetId.parse(setId) }
  }
  const versionIds = source.versions.flatMap((place) => ids[place] ?? []).map((id) => VersionId.parse(id))
  return versionIds.length === 0 ? null : { versionIds }
}
