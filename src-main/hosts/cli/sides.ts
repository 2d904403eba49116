import { BackupSetId, TenantId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'

/** A side from its option: nothing for now, the ID of a backup set, or a date. */
export function sideOf(tenantId: string, from: string | undefined): Side {
  const id = TenantId.parse(tenantId)
  if (from === undefined || from === 'now') return { tenantId: id, from: { now: true } }
  const at = momentOf(from)
  return at === null ? { tenantId: id, from: { setId: BackupSetId.parse(from) } } : { tenantId: id, from: { at } }
}

/** A date or date and time in ISO 8601. JavaScript would parse nearly any text as a date. */
export const momentOf = (text: string): string | null =>
  /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text) && !Number.isNaN(Date.parse(text))
    ? new Date(text).toISOString()
    : null
