import { Failure } from '#contract/errors.ts'
import { strings } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { findPolicyType, policyTypes } from '#domain/policy-types/registry.ts'
import { kindsOf } from '#domain/references/references.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { RunItemRow } from '../ports/runs.ts'
import type { TenantRow } from '../ports/tenants.ts'
import { isSettled } from '../runs/states.ts'
import type { RunContext } from '../runs/run-context.ts'
import { deriveWords } from '../search/derive-words.ts'
import { captureSlice, sliceSize, type Due } from './capture-items.ts'
import { listTypes } from './list-types.ts'
import { createNameBook } from './names.ts'
import { fetchDefinitions, type SettingsHolder } from './setting-definitions.ts'

/** The types with these keys. @throws Failure `badInput` for one that does not exist */
export function requireTypes(keys: readonly string[] | undefined): readonly PolicyType[] {
  const unknown = keys?.find((key) => !findPolicyType(key))
  if (unknown !== undefined) {
    throw new Failure('badInput', `There is no policy type "${unknown}".`, {
      hint: `Known are ${policyTypes.map((type) => type.key).join(', ')}.`,
    })
  }
  return policyTypes.filter((type) => keys?.includes(type.key))
}

/** The types that a run's input names; when it names none, all of Intune and what the tenant turned on beside it. @throws Failure `badInput` */
export function chosenTypes(keys: readonly string[], tenant: Pick<TenantRow, 'capturesEntra'>): readonly PolicyType[] {
  return keys.length > 0
    ? requireTypes(keys)
    : policyTypes.filter((type) => type.optional === undefined || tenant.capturesEntra)
}

/**
 * Captures the run's types or policies: lists, reads completely, resolves names, keeps versions. Goes on where an
 * earlier process stopped: settled items are not read again.
 */
export async function captureTypes(context: RunContext, reader: GraphReader): Promise<void> {
  const { store, clock } = context.ports
  const wanted = new Set(strings(context.run.input['policyIds']))
  const rows =
    wanted.size > 0 ? (await store.policies.list(context.run.tenantId)).filter((row) => wanted.has(row.id)) : []
  const types =
    wanted.size > 0
      ? chosenTypes([...new Set(rows.map((row) => row.type))], context.tenant)
      : chosenTypes(strings(context.run.input['types']), context.tenant)
  const names = createNameBook(reader, store.directory, context.run.tenantId, () => clock.now().toISOString())
  const listed = await listTypes(context, reader, types)
  await context.phase('Reading names')
  for (const { type, items } of listed) await names.know(type, items)
  // A listing that failed is not asked for again.
  const tried = new Set(types.map((type) => type.key))
  const kinds = types.flatMap((type) => [
    ...type.references.flatMap(kindsOf),
    ...(type.assignments?.filters ? ['assignmentFilters'] : []),
  ])
  await names.load(new Set(kinds.filter((kind) => !tried.has(kind))))
  await context.phase(null)
  const selected = listed.map(({ type, items, rows: all }) => ({
    type,
    entries: all
      .map((row, index) => ({ row, listed: items[index]! }))
      .filter(({ row }) => wanted.size === 0 || wanted.has(row.id)),
  }))
  await context.addItems(
    selected.flatMap(({ type, entries }) =>
      entries.map(({ row }) => ({ key: row.id, type: type.key, name: row.name, policyId: row.id })),
    ),
  )
  await reportVanished(context, wanted, new Set(selected.flatMap(({ entries }) => entries.map(({ row }) => row.id))))

  const byKey = new Map((await context.items()).map((item) => [item.key, item]))
  const due = selected.flatMap(({ type, entries }) =>
    entries.flatMap(({ row, listed: item }): Due[] => {
      const record = byKey.get(row.id)
      return record && !isSettled(record.state) ? [{ type, item: record, row, listed: item }] : []
    }),
  )
  const holders: SettingsHolder[] = []
  for (let at = 0; at < due.length; at += sliceSize) {
    await context.checkCancelled()
    holders.push(...(await captureSlice(context, reader, names, due.slice(at, at + sliceSize))))
  }
  await fetchDefinitions(context, reader, holders)
  await deriveWords(context.ports, async (done) => {
    await context.checkCancelled()
    await context.phase(`Made ${done} versions searchable`)
  })
  await context.phase(null)
  await context.result(captureFigures(await context.items()))
  context.emit('inventory.changed')
}

/** Policies that were asked for by id and are no longer in the tenant are reported, not passed over. */
async function reportVanished(
  context: RunContext,
  wanted: ReadonlySet<string>,
  present: ReadonlySet<string>,
): Promise<void> {
  const gone = [...wanted].filter((id) => !present.has(id))
  if (gone.length === 0) return
  const rows = await Promise.all(gone.map(async (id) => context.ports.store.policies.find(id)))
  await context.addItems(
    rows.flatMap((row) => (row ? [{ key: row.id, type: row.type, name: row.name, policyId: row.id }] : [])),
  )
  const items = (await context.items()).filter((item) => gone.includes(item.key))
  await context.updateItems(
    items.map((item) => ({ id: item.id, change: { state: 'skipped', note: 'No longer in the tenant' } })),
  )
}

/** What a capture amounts to, from its items: the same after a restart. */
export function captureFigures(items: readonly RunItemRow[]): {
  newVersions: number
  unchanged: number
  newBlobs: number
} {
  const kept = items.filter((item) => typeof item.detail['versionId'] === 'string')
  return {
    newVersions: kept.filter((item) => item.detail['isNew'] === true).length,
    unchanged: kept.filter((item) => item.detail['isNew'] !== true).length,
    newBlobs: kept.filter((item) => item.detail['newBlob'] === true).length,
  }
}
