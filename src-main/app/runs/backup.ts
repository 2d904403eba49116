import { text } from '#domain/json.ts'
import { captureTypes } from '../capture/capture-types.ts'
import type { ReadRunHandler } from './run-context.ts'

/** Captures, then keeps the versions as a named set. The set says whether anything could not be captured. */
export const backup: ReadRunHandler = {
  access: 'read',
  async run(context, connect) {
    const { store, clock, newId } = context.ports
    await captureTypes(context, await connect())
    const items = await context.items()
    const versions = items.flatMap(({ detail }) =>
      (typeof detail['versionId'] === 'string' ? [{ versionId: detail['versionId'], isNew: detail['isNew'] === true }] : []))
    const at = clock.now().toISOString()
    const id = newId()
    await store.backups.insert({
      id,
      tenantId: context.run.tenantId,
      name: text(context.run.input['name']),
      runId: context.run.id,
      complete: items.every((item) => item.state === 'done' || item.state === 'unchanged'),
      at,
    }, versions)
    await store.tenants.setSynced(context.run.tenantId, at)
    await context.result({ setId: id, versions: versions.length })
    context.emit('backups.changed')
  },
}
