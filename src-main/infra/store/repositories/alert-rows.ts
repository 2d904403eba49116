import type { Selectable } from 'kysely'
import { AlertKind, AlertRules } from '#contract/model/alerts.ts'
import { Severity } from '#contract/model/severity.ts'
import type { AlertChannelRow, AlertRow } from '#app/ports/alerts.ts'
import type { AlertContent } from '#domain/alerts/message.ts'
import type { Schema } from '../schema/schema.ts'

export function toChannel(row: Selectable<Schema['alert_channels']>): AlertChannelRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    // Written by `saveChannel` from the same type.
    kind: row.kind as AlertChannelRow['kind'],
    name: row.name,
    shown: row.shown,
    sealed: row.sealed,
    rules: AlertRules.parse(JSON.parse(row.rules)),
    createdAt: row.created_at,
  }
}

export function toAlert(row: Selectable<Schema['alerts']>): AlertRow {
  return {
    row: row.row,
    id: row.id,
    tenantId: row.tenant_id,
    kind: AlertKind.parse(row.kind),
    key: row.key,
    severity: Severity.parse(row.severity),
    // Written by `raise` from the same type.
    content: JSON.parse(row.content) as AlertContent,
    raisedAt: row.raised_at,
    endedAt: row.ended_at,
  }
}
