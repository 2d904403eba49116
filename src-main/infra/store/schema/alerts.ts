import type { Generated } from 'kysely'

interface AlertChannels {
  id: string
  tenant_id: string
  kind: string
  name: string
  shown: string
  /** JSON of the target, sealed; null for a channel without an address. */
  sealed: Buffer | null
  rules: string
  created_at: string
}

interface Alerts {
  row: Generated<number>
  id: string
  tenant_id: string
  kind: string
  key: string
  severity: string
  /** JSON: title, facts, page. */
  content: string
  raised_at: string
  ended_at: string | null
}

interface AlertMessages {
  id: string
  channel_id: string
  daily: number
  state: string
  attempts: Generated<number>
  due_at: string
  claimed_at: string | null
  tried_at: string | null
  sent_at: string | null
  problem: string | null
}

interface AlertDeliveries {
  message_id: string
  alert: number
}

interface AlertMarks {
  tenant_id: string
  kind: string
  mark: string
}

/** Alerts, the channels that they go to, and messages. */
export interface AlertsTables {
  alert_channels: AlertChannels
  alerts: Alerts
  alert_messages: AlertMessages
  alert_deliveries: AlertDeliveries
  alert_marks: AlertMarks
}
