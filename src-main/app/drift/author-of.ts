import type { ReadStore } from '../ports/store.ts'
import type { VersionRow } from '../ports/versions.ts'

/**
 * Who changed an object: TenantAtlas, or the person in Intune's audit log.
 *
 * @param since the moment before which changes don't count, and the version that shows the change; without a version,
 *   the object is gone
 */
export async function authorOf(
  store: ReadStore,
  { tenantId, externalId }: { readonly tenantId: string; readonly externalId: string },
  { after, version }: { readonly after: string | null; readonly version: VersionRow | undefined },
): Promise<string | null> {
  const capturing = version ? await store.runs.find(version.runId) : undefined
  if (capturing?.kind === 'restore') return `TenantAtlas (${capturing.title})`
  const event = await store.drift.lastEvent(tenantId, externalId, { after, until: version?.capturedAt ?? null })
  return event?.actor ?? null
}
