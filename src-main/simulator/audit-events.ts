import { text, type Json } from './json.ts'
import type { Call } from './call.ts'
import { collection, put, type Tenant } from './tenant.ts'

const path = '/deviceManagement/auditEvents'
/** Older events go: nobody here looks further back. */
const most = 1_000

const operations: Readonly<Record<string, string>> = { POST: 'Create', PATCH: 'Patch', PUT: 'Patch', DELETE: 'Delete' }

/** Writes down who changed what, as Intune's audit does for a while after each write (G-197). */
export function recordEvent(tenant: Tenant, call: Call, actor: string, answered: Json | undefined): void {
  const segments = call.url.pathname.split('/').filter(Boolean).slice(1)
  if (!/^device(App)?Management$/.test(segments[0] ?? '') || segments.includes('$batch')) return
  const resourceId = segments[2] ?? text(answered?.['id'])
  if (!resourceId) return
  const events = collection(tenant, path)
  put(tenant, path, {
    id: crypto.randomUUID(),
    activity: `${operations[call.method] ?? 'Action'} ${segments[1]}`,
    activityType: `${operations[call.method] ?? 'Action'} ${segments[1]}`,
    activityDateTime: tenant.now(),
    activityOperationType: segments.length > 3 ? 'Action' : (operations[call.method] ?? 'Action'),
    activityResult: 'Success',
    category: 'DeviceConfiguration',
    componentName: segments[1],
    correlationId: crypto.randomUUID(),
    actor: { userPrincipalName: actor },
    resources: [
      { resourceId, displayName: text(answered?.['displayName']) || text(answered?.['name']), modifiedProperties: [] },
    ],
  })
  for (const id of [...events.keys()].slice(0, Math.max(0, events.size - most))) events.delete(id)
}
