import { BackupSetId, TenantId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'

/** A side as people write it: nothing for now, the id of a set, or a moment. */
export function sideOf(tenantId: string, from: string | undefined): Side {
  const id = TenantId.parse(tenantId)
  if (from === undefined || from === 'now') return { tenantId: id, from: { now: true } }
  const at = momentOf(from)
  return at === null ? { tenantId: id, from: { setId: BackupSetId.parse(from) } } : { tenantId: id, from: { at } }
}

/** A day or a moment in ISO 8601; JavaScript would read a moment out of nearly any text. */
export const momentOf = (text: string): string | null =>
  /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text) && !Number.isNaN(Date.parse(text))
    ? new Date(text).toISOString()
    : null
