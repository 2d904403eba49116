import { inUri } from '#domain/uri.ts'
import { Failure } from '#contract/errors.ts'
import { isObject, objects, text } from '#domain/json.ts'
import type { GraphReader } from '../ports/graph.ts'
import type { ChangeEvent } from '../ports/drift.ts'
import type { RunWork } from '../runs/run-context.ts'
import { words } from './words.ts'

/** How far back the audit is read the first time: Intune keeps a year (G-198), but most of it isn't needed here. */
const firstDays = 30

/**
 * Reads who changed what since it was read last (`deviceManagement/auditEvents`, G-197; permission
 * DeviceManagementApps.Read.All). Without the permission, it is skipped.
 */
export async function readChangeEvents(context: RunWork, reader: GraphReader): Promise<void> {
  const { store, clock } = context.ports
  const since =
    (await store.drift.lastEventAt(context.tenant.id)) ??
    new Date(clock.now().getTime() - firstDays * 86_400_000).toISOString()
  await context.phase(words.readingAudit)
  try {
    const found = await reader.list(`/deviceManagement/auditEvents?$filter=${inUri(`activityDateTime ge ${since}`)}`)
    await store.drift.addEvents(
      context.tenant.id,
      found.flatMap((event): ChangeEvent[] => {
        const actor = isObject(event['actor']) ? event['actor'] : {}
        const who =
          text(actor['userPrincipalName']) ||
          text(actor['applicationDisplayName']) ||
          text(actor['servicePrincipalName'])
        if (!who || (text(event['activityOperationType']) || 'Get') === 'Get') return []
        return objects(event['resources']).flatMap((resource) =>
          text(resource['resourceId'])
            ? [
                {
                  id: text(event['id']),
                  at: text(event['activityDateTime']),
                  actor: who,
                  activity: text(event['activity']) || text(event['activityType']),
                  resourceId: text(resource['resourceId']),
                },
              ]
            : [],
        )
      }),
    )
  } catch (error) {
    // Nothing else depends on it. A finding is valid without knowing who made the change.
    if (!(error instanceof Failure) || error.error.code === 'cancelled') throw error
    context.ports.log.info({ code: error.error.code }, "Intune's audit log could not be read")
  }
}
