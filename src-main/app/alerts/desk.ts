import { randomUUID } from 'node:crypto'
import { AlertTarget } from '#contract/model/alerts.ts'
import { toMessage, toTestMessage, type Condition, type Message } from '#domain/alerts/message.ts'
import type { AlertChannelRow, ClaimedMessage, Delivered } from '../ports/alerts.ts'
import type { ConnectionBook } from '../connection/connection-book.ts'
import type { Ports } from '../ports/ports.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Emit } from '../runs/emit.ts'
import type { NotStarted } from '../schedules/scheduler.ts'
import { alertSources } from './sources/all.ts'
import type { Looked } from './source.ts'
import { nextAttempt, nextDaily, timingOf } from './timing.ts'
import { words } from './words.ts'

/** Looks for what needs somebody, and sends it to where people look (spec 067). */
export interface AlertDesk {
  /** Raises and ends alerts of all tenants, and sends what is due. Never runs twice at once. */
  round(): Promise<Round>
  /** Sends a test message. @returns why it didn't arrive; null if it did */
  test(channel: AlertChannelRow, tenant: TenantRow): Promise<string | null>
  /** Waits for what is being sent, and sends no more. */
  close(): Promise<void>
}

export interface Round {
  readonly raised: number
  readonly sent: number
  readonly failed: number
}

type Needs = Pick<
  Ports,
  'store' | 'clock' | 'newId' | 'log' | 'vault' | 'courier' | 'settingDefinitions' | 'contracts' | 'info'
>

/** A process that claimed a message and hasn't settled it by then is gone. */
const staleMs = 10 * 60_000
/** Somebody who looks at a message for longer has hung up. */
const longestSendMs = 30_000
const dayMs = 86_400_000
/** Alerts that are over are kept so long. */
const keptMs = 90 * dayMs
/** A channel that this host can't serve is tried again then, in case another one isn't open. */
const elsewhereMs = 15 * 60_000
const runsToRead = 200

/**
 * @param notStarted schedules that this process couldn't start when it last tried
 */
export function createAlertDesk(
  ports: Needs,
  connections: Pick<ConnectionBook, 'lastContact'>,
  notStarted: () => readonly NotStarted[],
  emit: Emit,
): AlertDesk {
  const { store, clock, log, courier } = ports
  let current: Promise<Round> | null = null
  let isClosed = false

  async function round(): Promise<Round> {
    let raised = 0
    for (const tenant of await store.tenants.list()) {
      if (isClosed) break
      if (tenant.archivedAt !== null || tenant.openedFile !== null || tenant.signIn === 'imported') continue
      try {
        raised += await look(tenant)
      } catch (error) {
        // The alerts of other tenants don't wait for this one.
        log.error({ tenantId: tenant.id, error: stackOf(error) }, 'alerts could not be looked for')
      }
    }
    const result = await sendDue()
    await store.alerts.forget(new Date(clock.now().getTime() - keptMs).toISOString())
    return { raised, ...result }
  }

  /** Raises and ends alerts of a tenant. @returns how many are new */
  async function look(tenant: TenantRow): Promise<number> {
    const now = clock.now()
    const looked: Looked = {
      store,
      ports,
      tenant,
      now,
      runs: await store.runs.list(tenant.id, runsToRead),
      notStarted: notStarted().filter(({ tenantId }) => tenantId === tenant.id),
      lastContact: connections.lastContact(tenant.id),
    }
    let raised = 0
    let ended = 0
    for (const source of alertSources) {
      const mark = await source.mark(looked)
      if (mark !== null && mark === (await store.alerts.mark(tenant.id, source.kind))) continue
      const conditions = await source.conditions(looked)
      const changed = await record(tenant.id, source.kind, conditions, now, mark)
      raised += changed.raised
      ended += changed.ended
    }
    if (raised + ended > 0) emit('alerts.changed', { tenantId: tenant.id })
    return raised
  }

  /** Stores what changed since the last check, with the messages that say it: all of it or nothing. */
  async function record(
    tenantId: string,
    kind: Condition['kind'],
    conditions: readonly Condition[],
    now: Date,
    mark: string | null,
  ): Promise<{ readonly raised: number; readonly ended: number }> {
    const at = now.toISOString()
    return store.transaction(async (inner) => {
      const open = (await inner.alerts.open(tenantId)).filter((alert) => alert.kind === kind)
      const held = new Map(conditions.map((condition) => [condition.key, condition]))
      const known = new Set(open.map(({ key }) => key))
      const over = open.filter(({ key }) => !held.has(key)).map(({ row }) => row)
      if (over.length > 0) await inner.alerts.end(over, at)
      const fresh: { readonly row: number; readonly condition: Condition }[] = []
      for (const condition of held.values())
        if (!known.has(condition.key)) {
          const row = await inner.alerts.raise({ id: ports.newId(), tenantId, ...condition, raisedAt: at })
          fresh.push({ row, condition })
        }
      if (fresh.length > 0)
        for (const { id, rules } of await inner.alerts.channels(tenantId))
          for (const timing of ['now', 'daily'] as const) {
            const alerts = fresh.filter(({ condition }) => timingOf(rules, condition) === timing)
            if (alerts.length === 0) continue
            const daily = timing === 'daily'
            await inner.alerts.enqueue({
              id: ports.newId(),
              channelId: id,
              daily,
              dueAt: (daily ? nextDaily(rules, now) : now).toISOString(),
              alerts: alerts.map(({ row }) => row),
            })
          }
      if (mark !== null) await inner.alerts.setMark(tenantId, kind, mark)
      return { raised: fresh.length, ended: over.length }
    })
  }

  async function sendDue(): Promise<{ sent: number; failed: number }> {
    const counts = { sent: 0, failed: 0 }
    const stale = (now: Date): string => new Date(now.getTime() - staleMs).toISOString()
    const due = await store.alerts.due(clock.now().toISOString(), stale(clock.now()))
    for (const id of due) {
      if (isClosed) break
      const now = clock.now()
      const claimed = await store.alerts.claim(id, now.toISOString(), stale(now))
      if (claimed === null) continue
      try {
        const state = await send(claimed)
        if (state !== 'waiting') counts[state] += 1
      } catch (error) {
        // It stays claimed, and is sent again once that is stale.
        log.error({ messageId: id, error: stackOf(error) }, 'an alert could not be sent')
      }
      emit('alerts.changed', { tenantId: claimed.channel.tenantId })
    }
    return counts
  }

  /** Sends a claimed message and settles it. */
  async function send(claimed: ClaimedMessage): Promise<'sent' | 'failed' | 'waiting'> {
    const { id, channel, attempts } = claimed
    const tenant = await store.tenants.find(channel.tenantId)
    if (!tenant) return 'waiting'
    const message = toMessage(
      id,
      tenant,
      claimed.alerts.map(({ id: alertId, kind, key, severity, content, raisedAt, endedAt }) => ({
        id: alertId,
        kind,
        key,
        severity,
        content,
        raisedAt,
        endedAt,
      })),
      { daily: claimed.daily, repeats: claimed.wasClaimed },
    )
    const delivered = await deliver(channel, message)
    const now = clock.now()
    const at = now.toISOString()
    switch (delivered.state) {
      case 'sent':
        await store.alerts.settle(id, { state: 'sent', sentAt: at })
        return 'sent'
      case 'never':
        await store.alerts.settle(id, { state: 'failed', problem: delivered.problem })
        return 'failed'
      case 'elsewhere':
        await store.alerts.settle(id, {
          state: 'waiting',
          dueAt: new Date(now.getTime() + elsewhereMs).toISOString(),
          problem: words.onlyInApp,
        })
        return 'waiting'
      case 'later': {
        const next = nextAttempt(attempts, delivered.after, now)
        await store.alerts.settle(id, {
          state: next === null ? 'failed' : 'waiting',
          problem: delivered.problem,
          ...(next === null ? {} : { dueAt: next.toISOString() }),
        })
        return next === null ? 'failed' : 'waiting'
      }
    }
  }

  async function deliver(channel: AlertChannelRow, message: Message): Promise<Delivered> {
    if (channel.kind === 'system') return announce(message)
    const target = await openTarget(channel)
    if (target === null) return { state: 'later', problem: words.sealedElsewhere }
    return courier.send(target, message, AbortSignal.timeout(longestSendMs))
  }

  /** Notifications of the system come from the desktop app. */
  function announce(message: Message): Delivered {
    if (ports.info.host !== 'electron') return { state: 'elsewhere' }
    const [first] = message.entries
    emit('alert.announced', {
      tenantId: message.tenantId,
      title: message.subject,
      body: message.entries.length > 1 ? message.entries.map(({ title }) => title).join('\n') : words.openApp,
      page: first?.page ?? '/settings',
    })
    return { state: 'sent' }
  }

  /** Where a channel sends to; null if it was sealed elsewhere. */
  async function openTarget({ sealed }: AlertChannelRow): Promise<AlertTarget | null> {
    const opened = sealed === null ? null : await ports.vault.open(sealed)
    return opened === null ? null : AlertTarget.parse(JSON.parse(opened))
  }

  return {
    round: () =>
      (current ??= round().finally(() => {
        current = null
      })),
    async test(channel, tenant) {
      const id = randomUUID()
      const delivered = await deliver(channel, toTestMessage(id, tenant))
      const problem =
        delivered.state === 'sent' ? null : delivered.state === 'elsewhere' ? words.onlyInApp : delivered.problem
      await store.alerts.recordTest({ id, channelId: channel.id, at: clock.now().toISOString(), problem })
      return problem
    },
    async close() {
      isClosed = true
      await current?.catch(() => {})
    },
  }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
