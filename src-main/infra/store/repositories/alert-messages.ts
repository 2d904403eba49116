import type { ExpressionBuilder, ExpressionWrapper, Kysely, Selectable, SqlBool } from 'kysely'
import { AlertMessageState } from '#contract/model/alerts.ts'
import type { AlertChannelRow, AlertMessageRow, AlertRepository, AlertRow, Moments } from '#app/ports/alerts.ts'
import type { Schema } from '../schema/schema.ts'
import { inTransaction } from '../transaction.ts'
import { toAlert, toChannel } from './alert-rows.ts'

export const toMessage = (row: Selectable<Schema['alert_messages']>): AlertMessageRow => ({
  id: row.id,
  channelId: row.channel_id,
  state: AlertMessageState.parse(row.state),
  attempts: row.attempts,
  dueAt: row.due_at,
  sentAt: row.sent_at,
  problem: row.problem,
})

/** Messages that are due, and those that somebody claimed and never settled. */
const claimable = (
  where: ExpressionBuilder<Schema, 'alert_messages'>,
  { now, staleAt, claimedAheadAt, dueAheadAt }: Moments,
): ExpressionWrapper<Schema, 'alert_messages', SqlBool> =>
  where.or([
    where.and([
      where('alert_messages.state', '=', 'waiting'),
      where.or([where('alert_messages.due_at', '<=', now), where('alert_messages.due_at', '>', dueAheadAt)]),
    ]),
    where.and([
      where('alert_messages.state', '=', 'sending'),
      where.or([
        where('alert_messages.claimed_at', '<=', staleAt),
        where('alert_messages.claimed_at', '>', claimedAheadAt),
      ]),
    ]),
  ])

const channelOf = async (db: Kysely<Schema>, id: string): Promise<AlertChannelRow> =>
  toChannel(await db.selectFrom('alert_channels').selectAll().where('id', '=', id).executeTakeFirstOrThrow())

const alertsOf = async (db: Kysely<Schema>, messageId: string): Promise<AlertRow[]> =>
  (
    await db
      .selectFrom('alert_deliveries')
      .innerJoin('alerts', 'alerts.row', 'alert_deliveries.alert')
      .selectAll('alerts')
      .where('alert_deliveries.message_id', '=', messageId)
      .orderBy('alerts.row')
      .execute()
  ).map(toAlert)

type Messages = Pick<
  AlertRepository,
  'enqueue' | 'recordTest' | 'due' | 'claim' | 'settle' | 'retry' | 'countFailed' | 'lastMessage'
>

export function alertMessageRepository(db: Kysely<Schema>): Messages {
  /** A test that failed has no alerts, and is nothing to send again. */
  const failedIn = async (channelId: string): Promise<string[]> =>
    (
      await db
        .selectFrom('alert_messages')
        .innerJoin('alert_deliveries', 'alert_deliveries.message_id', 'alert_messages.id')
        .select('alert_messages.id')
        .distinct()
        .where('channel_id', '=', channelId)
        .where('state', '=', 'failed')
        .execute()
    ).map(({ id }) => id)

  return {
    async enqueue({ id, channelId, daily, dueAt, alerts }) {
      const waiting = daily
        ? await db
            .selectFrom('alert_messages')
            .select('id')
            .where('channel_id', '=', channelId)
            .where('daily', '=', 1)
            .where('state', '=', 'waiting')
            .where('attempts', '=', 0)
            .where('due_at', '=', dueAt)
            .executeTakeFirst()
        : undefined
      if (!waiting)
        await db
          .insertInto('alert_messages')
          .values({
            id,
            channel_id: channelId,
            daily: daily ? 1 : 0,
            state: 'waiting',
            due_at: dueAt,
            claimed_at: null,
            tried_at: null,
            sent_at: null,
            problem: null,
          })
          .execute()
      for (const alert of alerts)
        await db
          .insertInto('alert_deliveries')
          .values({ message_id: waiting?.id ?? id, alert })
          .execute()
    },
    async due(at, withSystem) {
      const rows = await db
        .selectFrom('alert_messages')
        .innerJoin('alert_channels', 'alert_channels.id', 'alert_messages.channel_id')
        .innerJoin('tenants', 'tenants.id', 'alert_channels.tenant_id')
        .select(['alert_messages.id', 'alert_messages.channel_id'])
        .where('tenants.archived_at', 'is', null)
        .where('alert_channels.kind', 'not in', withSystem ? [''] : ['system'])
        .where((where) => claimable(where as ExpressionBuilder<Schema, 'alert_messages'>, at))
        .orderBy('alert_messages.due_at')
        .orderBy('alert_messages.id')
        .execute()
      return rows.map((row) => ({ id: row.id, channelId: row.channel_id }))
    },
    async claim(id, at) {
      return inTransaction(db, async (transaction) => {
        const found = await transaction
          .selectFrom('alert_messages')
          .selectAll()
          .where('id', '=', id)
          .where((where) => claimable(where as ExpressionBuilder<Schema, 'alert_messages'>, at))
          .executeTakeFirst()
        if (!found) return null
        await transaction
          .updateTable('alert_messages')
          .set({ state: 'sending', claimed_at: at.now, tried_at: at.now, attempts: found.attempts + 1 })
          .where('id', '=', id)
          .execute()
        return {
          ...toMessage(found),
          state: 'sending',
          attempts: found.attempts + 1,
          daily: found.daily === 1,
          claimedAt: at.now,
          wasClaimed: found.state === 'sending',
          channel: await channelOf(transaction, found.channel_id),
          alerts: await alertsOf(transaction, id),
        }
      })
    },
    async settle({ id, claimedAt }, { state, dueAt, sentAt, problem }) {
      await db
        .updateTable('alert_messages')
        .set({
          state,
          claimed_at: null,
          problem: problem ?? null,
          ...(dueAt === undefined ? {} : { due_at: dueAt }),
          ...(sentAt === undefined ? {} : { sent_at: sentAt }),
        })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .where('claimed_at', '=', claimedAt)
        .execute()
    },
    async retry(channelId, now) {
      const failed = await failedIn(channelId)
      if (failed.length > 0)
        await db
          .updateTable('alert_messages')
          .set({ state: 'waiting', attempts: 0, due_at: now })
          .where('id', 'in', failed)
          .execute()
      return failed.length
    },
    countFailed: async (channelId) => (await failedIn(channelId)).length,
    async lastMessage(channelId) {
      const row = await db
        .selectFrom('alert_messages')
        .selectAll()
        .where('channel_id', '=', channelId)
        .where('attempts', '>', 0)
        // One that is tried again tonight mustn't hide what arrived meanwhile.
        .orderBy((order) => order.fn.coalesce('sent_at', 'tried_at', 'due_at'), 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? toMessage(row) : null
    },
    async recordTest({ id, channelId, at, problem }) {
      await db
        .insertInto('alert_messages')
        .values({
          id,
          channel_id: channelId,
          daily: 0,
          state: problem === null ? 'sent' : 'failed',
          attempts: 1,
          due_at: at,
          claimed_at: null,
          tried_at: at,
          sent_at: problem === null ? at : null,
          problem,
        })
        .execute()
    },
  }
}
