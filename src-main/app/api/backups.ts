import { PolicyId, RunId, VersionId } from '#contract/model/ids.ts'
import type { backups } from '#contract/api/backups.ts'
import { requireTypes } from '../capture/capture-types.ts'
import type { Handlers } from './handlers.ts'
import { requirePolicy, requireSet } from './ownership.ts'
import { toBackupSet } from './present.ts'
import { targetOf } from './runs.ts'

export const backupHandlers: Handlers<keyof typeof backups> = {
  'backups.list': async ({ tenantId }, { ports }) => (await ports.store.backups.list(tenantId)).map(toBackupSet),
  'backups.get': async ({ tenantId, setId }, { ports }) => {
    const set = await requireSet(ports.store, tenantId, setId)
    const content = await ports.store.backups.content(setId)
    return {
      ...toBackupSet(set),
      content: content.map((entry) => ({
        ...entry,
        versionId: VersionId.parse(entry.versionId),
        policyId: PolicyId.parse(entry.policyId),
      })),
    }
  },
  'backups.create': async ({ tenantId, name, types, policyIds, assignments, scopeTags }, { engine, ports }) => {
    for (const id of policyIds ?? []) await requirePolicy(ports.store, tenantId, id)
    requireTypes(types)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'backup',
      title: name,
      target: `${name}/${targetOf({ types, policyIds, assignments, scopeTags })}`,
      input: { name, types: types ?? [], policyIds: policyIds ?? [], assignments, scopeTags },
    })
    return { runId: RunId.parse(runId), reused }
  },
  'backups.verify': async ({ tenantId, setId }, { engine, ports }) => {
    const set = setId === undefined ? undefined : await requireSet(ports.store, tenantId, setId)
    const { runId, reused } = await engine.start({
      tenantId,
      kind: 'verify',
      title: set?.name ?? 'Everything stored',
      target: setId ?? 'all',
      input: setId === undefined ? {} : { setId },
    })
    return { runId: RunId.parse(runId), reused }
  },
}
