import type { alerts } from '#contract/api/alerts.ts'
import type { AlertMessage } from '#contract/model/alerts.ts'
import { AlertChannelId } from '#contract/model/ids.ts'
import { failure } from '#contract/errors.ts'
import { isZone } from '#domain/schedule/due.ts'
import { words } from '../alerts/words.ts'
import type { AlertChannelRow, AlertMessageRow } from '../ports/alerts.ts'
import type { Handlers } from './handlers.ts'

const toMessage = (
  { id, channelId, state, dueAt, sentAt, problem }: AlertMessageRow,
  channelName: string,
): AlertMessage => ({
  id,
  channelId: AlertChannelId.parse(channelId),
  channelName,
  state,
  at: sentAt ?? dueAt,
  problem,
})

export const alertsHandlers: Handlers<keyof typeof alerts> = {
  'alerts.list': async ({ tenantId, limit }, { store }) => {
    const names = new Map((await store.alerts.channels(tenantId)).map(({ id, name }) => [id, name]))
    return (await store.alerts.list(tenantId, limit)).map(
      ({ id, kind, severity, content, raisedAt, endedAt, messages }) => ({
        id,
        kind,
        severity,
        title: content.title,
        facts: content.facts.map((fact) => ({ ...fact })),
        page: content.page,
        raisedAt,
        endedAt,
        messages: messages.map((message) => toMessage(message, names.get(message.channelId) ?? '')),
      }),
    )
  },
  'alerts.channels': async ({ tenantId }, { store }) =>
    Promise.all(
      (await store.alerts.channels(tenantId)).map(async ({ id, kind, name, shown, rules }) => {
        const last = await store.alerts.lastMessage(id)
        return {
          id: AlertChannelId.parse(id),
          kind,
          name,
          shown,
          rules,
          last: last && toMessage(last, name),
          failed: await store.alerts.countFailed(id),
        }
      }),
    ),
  'alerts.saveChannel': async ({ tenantId, name, target, rules }, { store, owned, note, ports, tenant }) => {
    if (tenant.signIn === 'imported') throw failure('badInput', words.imported(tenant.name))
    if (!isZone(rules.zone)) throw failure('badInput', words.zone(rules.zone))
    const before = owned.channelId
    if (target && before && target.kind !== before.kind) throw failure('badInput', words.otherKind)
    if (target?.kind === 'system' && ports.info.host === 'web') throw failure('badInput', words.notHere)
    const problem = target && ports.courier.problemOf(target)
    if (problem) throw failure('badInput', words.unusable(problem))
    const where = target
      ? { kind: target.kind, shown: ports.courier.shownOf(target), sealed: await seal(target, ports.vault) }
      : before
    if (!where) throw failure('badInput', words.noTarget)
    const channel: AlertChannelRow = {
      id: before?.id ?? ports.newId(),
      tenantId,
      name,
      kind: where.kind,
      shown: where.shown,
      sealed: where.sealed,
      rules,
      createdAt: before?.createdAt ?? ports.clock.now().toISOString(),
    }
    await store.alerts.saveChannel(channel)
    note({ channelId: channel.id, kind: channel.kind, shown: channel.shown })
    return { channelId: AlertChannelId.parse(channel.id) }
  },
  'alerts.removeChannel': async (_input, { store, owned, note }) => {
    await store.alerts.removeChannel(owned.channelId.id)
    note({ name: owned.channelId.name })
    return {}
  },
  'alerts.test': async (_input, { alerts, owned, tenant, note }) => {
    const problem = await alerts.test(owned.channelId, tenant)
    note({ name: owned.channelId.name, ...(problem === null ? {} : { problem }) })
    return { problem }
  },
  'alerts.sendAgain': async (_input, { store, owned, ports }) => ({
    messages: await store.alerts.retry(owned.channelId.id, ports.clock.now().toISOString()),
  }),
  'alerts.check': (_input, { alerts }) => alerts.round(),
}

/** A target as it is stored. @throws Failure `badInput` if nothing can protect it */
async function seal(
  target: { readonly kind: AlertChannelRow['kind'] },
  vault: { seal(text: string): Promise<Uint8Array | null> },
): Promise<Uint8Array | null> {
  if (target.kind === 'system') return null
  const sealed = await vault.seal(JSON.stringify(target))
  if (sealed === null) throw failure('badInput', words.unsealable)
  return sealed
}
