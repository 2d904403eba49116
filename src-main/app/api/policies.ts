import { VersionId, PolicyId } from '#contract/model/ids.ts'
import { failure } from '#contract/errors.ts'
import { isZone } from '#domain/schedule/due.ts'
import { assignmentKey } from '#domain/readable/readable-policy.ts'
import type { ReadableRow } from '#domain/readable/readable.ts'
import { createReadables, readableVersion } from './readable-version.ts'
import type { AuthoredVersion, Policy } from '#contract/model/policies.ts'
import type { policies } from '#contract/api/policies.ts'
import { diffDocuments } from '#domain/diff/json-diff.ts'
import { diffSettings } from '#domain/diff/settings-diff.ts'
import { isCaptured } from '#domain/policy-types/optional.ts'
import { policyTypeOf, policyTypes } from '#domain/policy-types/registry.ts'
import { authorsOf } from '../changes/authors.ts'
import type { ReadStore } from '../ports/store.ts'
import { lineageIn } from '../restore/lineage.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { VersionRow } from '../ports/versions.ts'
import { documentFor } from '../standards/values-of.ts'
import type { Handlers } from './handlers.ts'
import { toPolicy, toVersion } from './present.ts'
import { words } from './words.ts'

/** Presents policies of a tenant with the names of their scope tags, and with what restores created in their place. */
async function presenter(
  store: ReadStore,
  tenantId: string,
  rows: readonly PolicyRow[],
): Promise<(row: PolicyRow) => Policy> {
  const names = await store.directory.names(tenantId)
  const lineageOf = await lineageIn(store, tenantId)
  const lineage = ({ type, externalId }: PolicyRow) => lineageOf(type, externalId)
  const present = new Map(
    rows
      .filter(({ state, archivedAt }) => state === 'active' && archivedAt === null)
      .map((row) => [lineage(row), row.id]),
  )
  const findings = new Map<string, number>()
  for (const baseline of await store.drift.baselines(tenantId))
    for (const { type, externalId, state } of await store.drift.findings(baseline.id))
      if (state === 'open')
        findings.set(lineageOf(type, externalId), (findings.get(lineageOf(type, externalId)) ?? 0) + 1)
  return (row) => {
    const recreated = row.state === 'missing' ? present.get(lineage(row)) : undefined
    return {
      ...toPolicy(row, (id) => names.get(`roleScopeTags/${id}`) ?? id),
      recreatedAs: recreated === undefined ? null : PolicyId.parse(recreated),
      openFindings: findings.get(lineage(row)) ?? 0,
    }
  }
}

/** An assignment that is known by its words instead of by IDs. */
const byName = (row: ReadableRow): ReadableRow =>
  row.key.startsWith(assignmentKey) ? { ...row, key: `${assignmentKey}${row.name} ${row.value}` } : row

/** Characters of a document in one answer. Most documents are shorter, and a long answer is sent in frames. */
const pieceLength = 1_000_000

export const policyHandlers: Handlers<keyof typeof policies> = {
  'policies.types': async ({ tenantId }, { store, tenant }) => {
    const rows = await store.policies.list(tenantId)
    // Objects that were captured while a group was turned on stay readable after it is turned off.
    return policyTypes
      .filter((type) => isCaptured(type, tenant) || rows.some((row) => row.type === type.key))
      .map((type) => ({
        key: type.key,
        title: type.title,
        category: [...type.category],
        foundation: type.foundation,
        count: rows.filter((row) => row.type === type.key).length,
      }))
  },
  'policies.list': async ({ tenantId, offset, limit }, { store }) => {
    const rows = await store.policies.list(tenantId)
    const present = await presenter(store, tenantId, rows)
    return {
      policies: rows.slice(offset, offset + limit).map(present),
      total: rows.length,
    }
  },
  'policies.get': async ({ tenantId }, { store, owned }) =>
    (await presenter(store, tenantId, await store.policies.list(tenantId)))(owned.policyId),
  'versions.list': async ({ tenantId, policyId }, { store }) =>
    (await store.versions.list(tenantId, policyId)).map(toVersion),
  'versions.recent': async ({ tenantId, limit, from, until }, { store }) =>
    Promise.all(
      (await store.versions.recentChanges(tenantId, limit, { from, until })).map((row) => authored(store, row)),
    ),
  'versions.ofPolicy': async ({ tenantId, policyId }, { store }) =>
    Promise.all((await store.versions.list(tenantId, policyId)).map((row) => authored(store, row))),
  'versions.asOf': async ({ tenantId, at }, { store }) =>
    (await store.versions.asOf(tenantId, at)).map((entry) => ({
      ...entry,
      versionId: VersionId.parse(entry.versionId),
      policyId: PolicyId.parse(entry.policyId),
    })),
  'versions.get': async (_input, { owned }) => toVersion(owned.versionId),
  'versions.body': async ({ versionId, offset }, { store }) => {
    const text = JSON.stringify(await store.versions.document(versionId), null, 2)
    const end = offset + pieceLength
    return { text: text.slice(offset, end), nextOffset: end < text.length ? end : null, total: text.length }
  },
  'versions.readable': async (_input, { store, ports, owned }) => readableVersion({ ...ports, store }, owned.versionId),
  'versions.diff': async (_input, { store, owned: { before, after } }) => {
    if (before.type !== after.type) throw failure('badInput', words.policies.differentTypes)
    const changes = diffDocuments(
      policyTypeOf(before.type),
      await documentFor(store, before, after.tenantId),
      await store.versions.document(after.id),
    )
    // Different objects always have different IDs, so the ID isn't a difference.
    return { changes: before.policyId === after.policyId ? changes : changes.filter((change) => change.path !== 'id') }
  },
  'versions.settingsDiff': async (_input, { store, ports, owned: { before, after } }) => {
    const needs = { ...ports, store }
    const readables = createReadables(needs)
    // Each tenant has IDs of its own: across tenants, who an assignment is for counts by its name.
    const isWithin = before.tenantId === after.tenantId
    const of = async (version: VersionRow) => {
      const names = new Map(Object.entries(version.names))
      const sections = await readables.read(version, await documentFor(store, version, after.tenantId), names)
      return isWithin ? sections : sections.map(({ title, rows }) => ({ title, rows: rows.map(byName) }))
    }
    return diffSettings(await of(before), await of(after)).map((section) => ({
      title: section.title,
      rows: [...section.rows],
    }))
  },
  'versions.calendar': async ({ tenantId, zone }, { store }) => {
    if (!isZone(zone)) throw failure('badInput', words.policies.unknownZone(zone))
    return [...(await store.versions.calendar(tenantId, zone))]
  },

  'versions.settingHistory': async ({ tenantId, policyId, key }, { store, ports }) => {
    const versions = (await store.versions.list(tenantId, policyId)).toSorted(
      (left, right) => left.number - right.number,
    )
    const history: { versionId: VersionId; number: number; capturedAt: string; name: string; value: string | null }[] =
      []
    for (const version of versions) {
      const row = (await readableVersion({ ...ports, store }, version))
        .flatMap((section) => section.rows)
        .find((entry) => entry.key === key)
      const last = history.at(-1)
      if (last && last.value === (row?.value ?? null)) continue
      history.push({
        versionId: VersionId.parse(version.id),
        number: version.number,
        capturedAt: version.capturedAt,
        name: row?.name ?? last?.name ?? key,
        value: row?.value ?? null,
      })
    }
    return history
  },
}

/** A version with who made its change. Nobody asks who made what was captured first. */
async function authored(store: ReadStore, version: VersionRow): Promise<AuthoredVersion> {
  const before = version.number === 1 ? null : await store.versions.before(version.id)
  const changedBy = before === null ? [] : await authorsOf(store, version, before.capturedAt)
  return { ...toVersion(version), changedBy: [...changedBy] }
}
