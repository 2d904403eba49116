import { createHmac } from 'node:crypto'
import type { Message } from '#domain/alerts/message.ts'

/** What a webhook gets. The version changes when a reader of it has to. */
export const webhookBody = ({ id, tenantId, tenantName, subject, notes, entries, left }: Message) => ({
  version: 1,
  id,
  tenant: { id: tenantId, name: tenantName },
  subject,
  notes,
  /** Alerts that aren't in the list. */
  left,
  alerts: entries.map(({ id: alertId, kind, severity, title, facts, at, isOver, link }) => ({
    id: alertId,
    kind,
    severity,
    title,
    facts,
    raisedAt: at,
    isOver,
    link,
  })),
})

/** HMAC-SHA-256 over `time.body`, so that nobody can change a message or send an old one again. */
export const signatureOf = (key: string, seconds: number, body: string): string =>
  `sha256=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`
