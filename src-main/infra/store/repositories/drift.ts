import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { BackupSetId, VersionId } from '#contract/model/ids.ts'
import { Moment } from '#contract/model/moments.ts'
import type { FindingKind } from '#domain/drift/drift.ts'
import { idKey } from '#domain/references/id-key.ts'
import type {
  BaselineRow,
  BaselineSource,
  DriftRepository,
  FindingRow,
  IgnoreRuleRow,
  RecordedFinding,
} from '#app/ports/drift.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { readReasons, reasonsColumn } from './changes.ts'
import { readObject, readTexts } from './json-column.ts'

const toBaseline = (row: Selectable<Schema['baselines']>): BaselineRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  name: row.name,
  sourceTenantId: row.source_tenant_id,
  source: sourceOf(row.source),
  createdAt: row.created_at,
  checkedAt: row.checked_at,
  unread: readTexts(row.unread),
})

const Source = z.union([
  z.object({ setId: BackupSetId }),
  z.object({ versionIds: z.array(VersionId) }),
  z.object({ at: Moment }),
])
const sourceOf = (text: string): BaselineSource => Source.parse(readObject(text))

const kinds: readonly FindingKind[] = ['new', 'removed', 'changed', 'assignment-changed']

const toFinding = (row: Selectable<Schema['findings']>): FindingRow => ({
  id: row.id,
  baselineId: row.baseline_id,
  fingerprint: row.fingerprint,
  kind: kinds.find((kind) => kind === row.kind) ?? 'changed',
  type: row.type,
  externalId: row.external_id,
  policyName: row.policy_name,
  path: row.path,
  name: row.name,
  before: row.before,
  after: row.after,
  baselineVersionId: row.baseline_version_id,
  currentVersionId: row.current_version_id,
  changedBy: row.changed_by,
  state: row.state,
  firstSeenAt: row.first_seen_at,
  lastSeenAt: row.last_seen_at,
  print: row.print,
  reasons: row.reasons === null ? null : readReasons(row.reasons),
})

const toRule = (row: Selectable<Schema['ignore_rules']>): IgnoreRuleRow => ({
  id: row.id,
  tenantId: row.tenant_id,
  type: row.type,
  externalId: row.external_id,
  path: row.path,
  note: row.note,
  createdAt: row.created_at,
})

export function driftRepository(db: Kysely<Schema>): DriftRepository {
  return {
    async insertBaseline({ id, tenantId, name, sourceTenantId, source, createdAt }) {
      await db
        .insertInto('baselines')
        .values({
          id,
          tenant_id: tenantId,
          name,
          source_tenant_id: sourceTenantId,
          source: JSON.stringify(source),
          created_at: createdAt,
          checked_at: null,
        })
        .execute()
    },
    async baselines(tenantId) {
      return (
        await db
          .selectFrom('baselines')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('created_at', 'desc')
          .execute()
      ).map(toBaseline)
    },
    async findBaseline(id) {
      const row = await db.selectFrom('baselines').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toBaseline(row)
    },
    async removeBaseline(id) {
      await inTransaction(db, async (transaction) => {
        await transaction.deleteFrom('findings').where('baseline_id', '=', id).execute()
        await transaction.updateTable('schedules').set({ baseline_id: null }).where('baseline_id', '=', id).execute()
        await transaction.deleteFrom('baselines').where('id', '=', id).execute()
      })
    },
    async record(baselineId, found, { at, unread }, newId) {
      return inTransaction(db, async (transaction) => {
        const known = new Map(
          (await transaction.selectFrom('findings').selectAll().where('baseline_id', '=', baselineId).execute()).map(
            (row) => [row.fingerprint, row],
          ),
        )
        const opened: RecordedFinding[] = []
        for (const finding of found) {
          const before = known.get(finding.fingerprint)
          known.delete(finding.fingerprint)
          const values = {
            kind: finding.kind,
            type: finding.type,
            external_id: finding.externalId,
            policy_name: finding.policyName,
            path: finding.path,
            name: finding.name,
            before: finding.before,
            after: finding.after,
            baseline_version_id: finding.baselineVersionId,
            current_version_id: finding.currentVersionId,
            changed_by: finding.changedBy,
            last_seen_at: at,
            print: finding.print,
            reasons: finding.reasons === null ? null : reasonsColumn(finding.reasons),
          }
          if (!before) {
            opened.push(finding)
            await transaction
              .insertInto('findings')
              .values({
                id: newId(),
                baseline_id: baselineId,
                fingerprint: finding.fingerprint,
                ...values,
                state: 'open',
                first_seen_at: at,
              })
              .execute()
          } else {
            const isAgain =
              before.state === 'resolved' ||
              (before.state === 'acknowledged' &&
                (before.print === null ? before.after !== finding.after : before.print !== finding.print))
            if (isAgain) opened.push(finding)
            await transaction
              .updateTable('findings')
              .set({ ...values, ...(isAgain ? { state: 'open' as const, first_seen_at: at } : {}) })
              .where('id', '=', before.id)
              .execute()
          }
        }
        for (const gone of known.values())
          if (gone.state !== 'resolved')
            await transaction.updateTable('findings').set({ state: 'resolved' }).where('id', '=', gone.id).execute()
        await transaction
          .updateTable('baselines')
          .set({ checked_at: at, unread: JSON.stringify(unread) })
          .where('id', '=', baselineId)
          .execute()
        return opened
      })
    },
    async findings(baselineId) {
      return (
        await db
          .selectFrom('findings')
          .selectAll()
          .where('baseline_id', '=', baselineId)
          .where('state', '!=', 'resolved')
          .orderBy('type')
          .orderBy('policy_name')
          .orderBy('path')
          .execute()
      ).map(toFinding)
    },
    async findFinding(id) {
      const row = await db.selectFrom('findings').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toFinding(row)
    },
    async setState(ids, state) {
      await db
        .updateTable('findings')
        .set({ state })
        .where('id', 'in', [...ids])
        .where('state', '!=', 'resolved')
        .execute()
    },
    async rules(tenantId) {
      const rows = await db
        .selectFrom('ignore_rules')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('created_at')
        .execute()
      return rows.map(toRule)
    },
    async addRule({ id, tenantId, type, externalId, path, note, createdAt }) {
      await db
        .insertInto('ignore_rules')
        .values({ id, tenant_id: tenantId, type, external_id: externalId, path, note, created_at: createdAt })
        .execute()
    },
    async findRule(id) {
      const row = await db.selectFrom('ignore_rules').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toRule(row)
    },
    async removeRule(id) {
      await db.deleteFrom('ignore_rules').where('id', '=', id).execute()
    },
    async addEvents(tenantId, events) {
      await inTransaction(db, async (transaction) => {
        for (const { id, at, actor, activity, resourceId } of events) {
          await transaction
            .insertInto('change_events')
            .values({ tenant_id: tenantId, id, at, actor, activity, resource_id: idKey(resourceId) })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      })
    },
    async lastEvent(tenantId, resourceId, { after, until }) {
      let query = db
        .selectFrom('change_events')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('resource_id', '=', idKey(resourceId))
      if (after !== null) query = query.where('at', '>', after)
      if (until !== null) query = query.where('at', '<=', until)
      const row = await query.orderBy('at', 'desc').limit(1).executeTakeFirst()
      return row && { id: row.id, at: row.at, actor: row.actor, activity: row.activity, resourceId: row.resource_id }
    },
    async actors(tenantId, resourceId, { after, until }) {
      const rows = await db
        .selectFrom('change_events')
        .select('actor')
        .where('tenant_id', '=', tenantId)
        .where('resource_id', '=', idKey(resourceId))
        .where('at', '>', after)
        .where('at', '<=', until)
        .orderBy('at')
        .execute()
      return [...new Set(rows.flatMap(({ actor }) => actor ?? []))]
    },
    async lastEventAt(tenantId) {
      const row = await db
        .selectFrom('change_events')
        .select(({ fn }) => fn.max('at').as('at'))
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return row?.at ?? null
    },
  }
}
