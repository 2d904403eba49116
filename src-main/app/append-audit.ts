import type { Json } from '#domain/json.ts'
import type { AuditAction } from '#contract/model/audit.ts'
import type { Ports } from './ports/ports.ts'
import type { Store } from './ports/store.ts'

/** Writes an entry of the audit, with its time and with who uses this computer. */
export async function appendAudit(
  store: Pick<Store, 'audit'>,
  { clock, info }: Pick<Ports, 'clock' | 'info'>,
  entry: { readonly tenantId: string | null; readonly action: AuditAction; readonly detail: Json },
): Promise<void> {
  const who = info.user === '' ? {} : { user: info.user }
  await store.audit.append({ ...entry, at: clock.now().toISOString(), detail: { ...entry.detail, ...who } })
}
