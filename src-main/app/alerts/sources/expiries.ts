import { X509Certificate } from 'node:crypto'
import type { Condition } from '#domain/alerts/message.ts'
import { words } from '#domain/alerts/words.ts'
import { text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { breathe } from '../../breathe.ts'
import { loadSide } from '../../compare/side.ts'
import type { AlertSource } from '../source.ts'

const dayMs = 86_400_000
/** Alerts come twice before the end: early enough to plan for it, and when it is urgent. */
const soonDays = 30
const urgentDays = 7

/** Certificates and tokens that have expired or soon will, as they were last captured. */
export const expiries: AlertSource = {
  kind: 'expiry',
  mark: async ({ store, tenant, now }) =>
    `${await store.alerts.policiesMark(tenant.id)}/${now.toISOString().slice(0, 10)}`,
  async conditions({ store, tenant, now }) {
    const found: Condition[] = []
    for (const { document, type, policyId, name } of (await loadSide(store, tenant.id, { now: true })).items) {
      await breathe()
      const end = endOf(document, type)
      const days = end === null ? null : Math.floor((end.getTime() - now.getTime()) / dayMs)
      if (end === null || days === null || days > soonDays) continue
      const [what, on] = [type.noun.one, end.toISOString().slice(0, 10)]
      const stage = days < 0 ? 'over' : days <= urgentDays ? 'urgent' : 'soon'
      found.push({
        kind: 'expiry',
        key: `${policyId}/${end.toISOString()}/${stage}`,
        severity: stage === 'soon' ? 'medium' : 'high',
        content: {
          title: stage === 'over' ? words.expired(what, name, on) : words.expires(what, name, on),
          facts: [],
          page: `/inventory/${policyId}`,
        },
      })
    }
    return found
  },
}

/** When a document ends; null if it doesn't, or nobody can tell. Graph says the year 1 for never. */
function endOf(document: Json, { ends }: PolicyType): Date | null {
  for (const property of ends?.dates ?? []) {
    const end = new Date(text(document[property]))
    if (end.getUTCFullYear() > 2000) return end
  }
  for (const property of ends?.certificates ?? []) {
    const certificate = text(document[property])
    if (certificate === '') continue
    try {
      return new X509Certificate(Buffer.from(certificate, 'base64')).validToDate
    } catch {
      // Not a certificate that can be read.
    }
  }
  return null
}
