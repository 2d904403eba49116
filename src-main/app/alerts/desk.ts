import { AlertTarget } from '#contract/model/alerts.ts'
import { toMessage, toTestMessage, type Condition, type Message } from '#domain/alerts/message.ts'
import type { AlertChannelRow, ClaimedMessage, Delivered, Moments, RemoteTarget } from '../ports/alerts.ts'
import type { Ports } from '../ports/ports.ts'
import type { TenantRow } from '../ports/tenants.ts'
import type { Emit } from '../runs/emit.ts'
import type { NotStarted } from '../schedules/scheduler.ts'
import { alertSources } from './sources/all.ts'
import { nobodyKnows, type Looked } from './source.ts'
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
/** No message is due later than this, so what is comes from a clock that was wrong. */
const latestDueMs = 2 * dayMs
const minuteMs = 60_000
const runsToRead = 200

/**
 * @param notStarted schedules that this process couldn't start when it last tried; null if it hasn't
 */
export function createAlertDesk(ports: Needs, notStarted: () => readonly NotStarted[] | null, emit: Emit): AlertDesk {
  const { store, clock, log, courier } = ports
  const showsSystem = ports.info.host === 'electron'
  const closing = new AbortController()
  const isClosed = (): boolean => closing.signal.aborted
  const tests = new Set<Promise<unknown>>()
  let current: Promise<Round> | null = null
  let forgotAt = 0

  async function round(): Promise<Round> {
    let raised = 0
    for (const tenant of await store.tenants.list()) {
      if (isClosed()) break
      if (tenant.archivedAt !== null || tenant.openedFile !== null || tenant.signIn === 'imported') continue
      try {
        raised += await look(tenant)
      } catch (error) {
        // The alerts of other tenants don't wait for this one.
        log.error({ tenantId: tenant.id, error: stackOf(error) }, 'alerts could not be looked for')
      }
    }
    const result = await sendDue()
    const now = clock.now().getTime()
    if (!isClosed() && Math.abs(now - forgotAt) > dayMs) {
      forgotAt = now
      await store.alerts.forget(new Date(now - keptMs).toISOString())
    }
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
      notStarted: notStarted()?.filter(({ tenantId }) => tenantId === tenant.id) ?? null,
    }
    let raised = 0
    let ended = 0
    for (const source of alertSources) {
      if (isClosed()) break
      const mark = await source.mark(looked)
      const before = await store.alerts.mark(tenant.id, source.kind)
      if (mark === nobodyKnows || (mark !== null && mark === before)) continue
      const conditions = await source.conditions(looked)
      const changed = await record(tenant.id, source.kind, conditions, { now, mark, before })
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
    { now, mark, before }: { readonly now: Date; readonly mark: string | null; readonly before: string | null },
  ): Promise<{ readonly raised: number; readonly ended: number }> {
    const nothing = { raised: 0, ended: 0 }
    const at = now.toISOString()
    const held = new Map(conditions.map((condition) => [condition.key, condition]))
    const differs = (open: readonly { readonly key: string }[]): boolean =>
      open.length !== held.size || open.some(({ key }) => !held.has(key))
    // Most checks find what they found before.
    if (mark === null && !differs(await store.alerts.open(tenantId, kind))) return nothing
    return store.transaction(async (inner) => {
      // Another process has looked meanwhile, at newer policies perhaps.
      if (mark !== null && (await inner.alerts.mark(tenantId, kind)) !== before) return nothing
      const open = await inner.alerts.open(tenantId, kind)
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
    /** Channels that can't be reached: their other messages would only wait for the same. */
    const resting = new Set<string>()
    for (const { id, channelId } of await store.alerts.due(moments(clock.now()), showsSystem)) {
      if (isClosed()) break
      if (resting.has(channelId)) continue
      const claimed = await store.alerts.claim(id, moments(clock.now()))
      if (claimed === null) continue
      const state = await send(claimed)
      if (state === 'waiting') resting.add(channelId)
      else if (state !== 'unknown') counts[state] += 1
      emit('alerts.changed', { tenantId: claimed.channel.tenantId })
    }
    return counts
  }

  /** Sends a claimed message and settles it. Nobody knows of one that was being sent when the core was closed. */
  async function send(claimed: ClaimedMessage): Promise<'sent' | 'failed' | 'waiting' | 'unknown'> {
    const { id, channel, attempts } = claimed
    const tenant = await store.tenants.find(channel.tenantId)
    // It goes with its tenant.
    if (!tenant) return 'unknown'
    const message = toMessage(id, tenant, claimed.alerts, { daily: claimed.daily, repeats: claimed.wasClaimed })
    const delivered = await tryToDeliver(channel, message)
    // It stays claimed, and is sent again once that is stale.
    if (isClosed() && delivered.state !== 'sent') return 'unknown'
    const now = clock.now()
    if (delivered.state === 'sent') {
      const { problem } = delivered
      await store.alerts.settle(claimed, { state: 'sent', sentAt: now.toISOString(), ...(problem ? { problem } : {}) })
      return 'sent'
    }
    const next = delivered.state === 'later' ? nextAttempt(attempts, delivered.after, now) : null
    await store.alerts.settle(claimed, {
      state: next === null ? 'failed' : 'waiting',
      problem: delivered.problem,
      ...(next === null ? {} : { dueAt: next.toISOString() }),
    })
    return next === null ? 'failed' : 'waiting'
  }

  /** Sends a message to where a channel leads. Never throws. */
  async function tryToDeliver(channel: AlertChannelRow, message: Message): Promise<Delivered> {
    try {
      return await deliver(channel, message)
    } catch (error) {
      log.error({ channelId: channel.id, error: stackOf(error) }, 'an alert could not be sent')
      return { state: 'later', problem: words.unexpected }
    }
  }

  async function deliver(channel: AlertChannelRow, message: Message): Promise<Delivered> {
    if (channel.kind === 'system') return announce(message)
    const target = await openTarget(channel)
    if (target === null) return { state: 'later', problem: words.sealedElsewhere }
    return courier.send(target, message, AbortSignal.any([closing.signal, AbortSignal.timeout(longestSendMs)]))
  }

  /** Notifications of the system come from the desktop app. */
  function announce(message: Message): Delivered {
    if (!showsSystem) return { state: 'never', problem: words.onlyInApp }
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
  async function openTarget({ sealed }: AlertChannelRow): Promise<RemoteTarget | null> {
    const opened = sealed === null ? null : await ports.vault.open(sealed)
    const target = opened === null ? null : AlertTarget.parse(JSON.parse(opened))
    return target?.kind === 'system' ? null : target
  }

  return {
    round: () =>
      (current ??= round().finally(() => {
        current = null
      })),
    test(channel, tenant) {
      const testing = test(channel, tenant).finally(() => tests.delete(testing))
      tests.add(testing)
      return testing
    },
    async close() {
      closing.abort()
      await Promise.allSettled([current, ...tests])
    },
  }

  async function test(channel: AlertChannelRow, tenant: TenantRow): Promise<string | null> {
    const id = ports.newId()
    const delivered = await tryToDeliver(channel, toTestMessage(id, tenant))
    const problem = delivered.problem ?? null
    await store.alerts.recordTest({ id, channelId: channel.id, at: clock.now().toISOString(), problem })
    return problem
  }
}

/** Moments for what is due now. */
function moments(now: Date): Moments {
  const at = (ms: number): string => new Date(now.getTime() + ms).toISOString()
  return { now: at(0), staleAt: at(-staleMs), claimedAheadAt: at(minuteMs), dueAheadAt: at(latestDueMs) }
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
