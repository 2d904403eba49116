import { failure } from '#contract/errors.ts'
import type { recipients } from '#contract/api/recipients.ts'
import { planEffects } from '../recipients/plan-effects.ts'
import { forgetRecipients, openRecipients } from '../recipients/recipient-book.ts'
import { answersFor, reachOfPolicy } from '../recipients/who-gets-what.ts'
import { words } from '../recipients/words.ts'
import { toAccepted } from './accepted.ts'
import type { Handlers } from './handlers.ts'
import { requirePast, requireWhole } from './moments.ts'

/** Subjects that a search shows. */
export const mostFound = 50

export const recipientsHandlers: Handlers<keyof typeof recipients> = {
  'recipients.state': async ({ tenantId }, { store, tenant }) => ({
    isOn: tenant.readsRecipients,
    read: (await openRecipients(store, tenantId))?.read ?? null,
  }),
  'recipients.read': async ({ tenantId }, { start, tenant }) => {
    if (!tenant.readsRecipients) throw failure('badInput', words.isOff(tenant.name))
    return toAccepted(await start({ tenantId, kind: 'recipients', title: '', target: 'recipients', input: {} }))
  },
  'recipients.remove': async ({ tenantId }, { store }) => {
    const removed = await store.recipients.remove(tenantId)
    forgetRecipients(tenantId)
    return { removed }
  },
  'recipients.find': async ({ tenantId, text }, { store }) =>
    (await openRecipients(store, tenantId))?.find(text, mostFound) ?? null,
  'recipients.answers': async ({ tenantId, subject: asked, at }, { store, tenant, ports: { clock } }) => {
    const now = clock.now()
    if (at !== undefined) {
      requireWhole(tenant, at)
      requirePast(at, now)
    }
    const book = await openRecipients(store, tenantId)
    if (!book) return null
    const found = await answersFor(store, { tenantId, asked, at: at ?? null, now }, book)
    return { ...found, readAt: book.read.at }
  },
  'recipients.reach': async ({ tenantId, policyId }, { store, ports: { clock } }) => {
    const book = await openRecipients(store, tenantId)
    return (
      book && {
        readAt: book.read.at,
        unread: book.read.unread,
        byIntent: await reachOfPolicy(store, { tenantId, policyId, now: clock.now() }, book),
      }
    )
  },
  'recipients.planEffects': async ({ tenantId, planId }, { store, ports: { clock } }) => {
    const book = await openRecipients(store, tenantId)
    return (
      book && {
        readAt: book.read.at,
        unread: book.read.unread,
        effects: await planEffects(store, { tenantId, planId, now: clock.now() }, book),
      }
    )
  },
}
