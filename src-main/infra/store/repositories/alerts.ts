import { sql, type Kysely } from 'kysely'
import type { AlertRepository } from '#app/ports/alerts.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { alertMessageRepository, toMessage } from './alert-messages.ts'
import { toAlert, toChannel } from './alert-rows.ts'

/** SQLite has a limit for the number of parameters in a statement. */
const slice = 500

export function alertRepository(db: Kysely<Schema>): AlertRepository {
  return {
    ...alertMessageRepository(db),
    async channels(tenantId) {
      return (
        await db
          .selectFrom('alert_channels')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .orderBy('name')
          .orderBy('id')
          .execute()
      ).map(toChannel)
    },
    async findChannel(id) {
      const row = await db.selectFrom('alert_channels').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toChannel(row)
    },
    async saveChannel({ id, tenantId, kind, name, shown, sealed, rules, createdAt }) {
      const values = {
        kind,
        name,
        shown,
        sealed: sealed === null ? null : Buffer.from(sealed),
        rules: JSON.stringify(rules),
      }
      await db
        .insertInto('alert_channels')
        .values({ id, tenant_id: tenantId, created_at: createdAt, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute()
    },
    async removeChannel(id) {
      await inTransaction(db, async (transaction) => {
        const messages = transaction.selectFrom('alert_messages').select('id').where('channel_id', '=', id)
        await transaction.deleteFrom('alert_deliveries').where('message_id', 'in', messages).execute()
        await transaction.deleteFrom('alert_messages').where('channel_id', '=', id).execute()
        await transaction.deleteFrom('alert_channels').where('id', '=', id).execute()
      })
    },
    async open(tenantId, kind) {
      return db
        .selectFrom('alerts')
        .select(['row', 'key'])
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', kind)
        .where('ended_at', 'is', null)
        .execute()
    },
    async raise({ id, tenantId, kind, key, severity, content, raisedAt }) {
      const { row } = await db
        .insertInto('alerts')
        .values({
          id,
          tenant_id: tenantId,
          kind,
          key,
          severity,
          content: JSON.stringify(content),
          raised_at: raisedAt,
          ended_at: null,
        })
        .returning('row')
        .executeTakeFirstOrThrow()
      return row
    },
    async end(rows, at) {
      for (let from = 0; from < rows.length; from += slice)
        await db
          .updateTable('alerts')
          .set({ ended_at: at })
          .where('row', 'in', rows.slice(from, from + slice))
          .execute()
    },
    async list(tenantId, limit) {
      const rows = await db
        .selectFrom('alerts')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy((order) => order('ended_at', 'is', null), 'desc')
        .orderBy('raised_at', 'desc')
        .orderBy('row', 'desc')
        .limit(limit)
        .execute()
      if (rows.length === 0) return []
      const messages = await db
        .selectFrom('alert_deliveries')
        .innerJoin('alert_messages', 'alert_messages.id', 'alert_deliveries.message_id')
        .selectAll('alert_messages')
        .select('alert_deliveries.alert')
        .where(
          'alert_deliveries.alert',
          'in',
          rows.map(({ row }) => row),
        )
        .orderBy('alert_messages.due_at')
        .execute()
      const byAlert = Map.groupBy(messages, ({ alert }) => alert)
      return rows.map((row) => ({ ...toAlert(row), messages: (byAlert.get(row.row) ?? []).map(toMessage) }))
    },
    async policiesMark(tenantId) {
      const row = await db
        .selectFrom('policies')
        .select((of) => [
          of.fn.countAll<number>().as('count'),
          of.fn.sum<number>('version_count').as('versions'),
          of.fn.count<number>('archived_at').as('archived'),
          of.fn.count<number>('ignored_at').as('ignored'),
          sql<number>`sum(state = 'active')`.as('active'),
        ])
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return Object.values(row ?? {}).join('-')
    },
    async findingsMark(tenantId) {
      const rows = await db
        .selectFrom('findings')
        .innerJoin('baselines', 'baselines.id', 'findings.baseline_id')
        .select((of) => [
          'baselines.id',
          'baselines.checked_at',
          'findings.state',
          of.fn.countAll<number>().as('count'),
          of.fn.max('findings.last_seen_at').as('seen'),
        ])
        .where('baselines.tenant_id', '=', tenantId)
        .groupBy(['baselines.id', 'findings.state'])
        .orderBy('baselines.id')
        .orderBy('findings.state')
        .execute()
      return rows.map((row) => Object.values(row).join('-')).join('/')
    },
    async quietPolicies(tenantId) {
      const rows = await db
        .selectFrom('policies')
        .select(['type', 'external_id'])
        .where('tenant_id', '=', tenantId)
        .where((where) => where.or([where('archived_at', 'is not', null), where('ignored_at', 'is not', null)]))
        .execute()
      return new Set(rows.map((row) => `${row.type}/${row.external_id}`))
    },
    async mark(tenantId, kind) {
      const row = await db
        .selectFrom('alert_marks')
        .select('mark')
        .where('tenant_id', '=', tenantId)
        .where('kind', '=', kind)
        .executeTakeFirst()
      return row?.mark ?? null
    },
    async setMark(tenantId, kind, mark) {
      await db
        .insertInto('alert_marks')
        .values({ tenant_id: tenantId, kind, mark })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'kind']).doUpdateSet({ mark }))
        .execute()
    },
    async forget(before) {
      await inTransaction(db, async (transaction) => {
        const over = transaction
          .selectFrom('alerts')
          .select('row')
          .where('ended_at', '<', before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('alert_deliveries')
                  .innerJoin('alert_messages', 'alert_messages.id', 'alert_deliveries.message_id')
                  .select('alert_deliveries.alert')
                  .whereRef('alert_deliveries.alert', '=', 'alerts.row')
                  .where('alert_messages.state', 'in', ['waiting', 'sending']),
              ),
            ),
          )
        const rows = (await over.execute()).map(({ row }) => row)
        for (let from = 0; from < rows.length; from += slice) {
          const some = rows.slice(from, from + slice)
          await transaction.deleteFrom('alert_deliveries').where('alert', 'in', some).execute()
          await transaction.deleteFrom('alerts').where('row', 'in', some).execute()
        }
        await transaction
          .deleteFrom('alert_messages')
          .where('state', 'in', ['sent', 'failed'])
          .where('due_at', '<', before)
          .where('id', 'not in', transaction.selectFrom('alert_deliveries').select('message_id'))
          .execute()
      })
    },
  }
}
