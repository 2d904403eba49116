import { failure } from '#contract/errors.ts'
import { PolicyId, VersionId } from '#contract/model/ids.ts'
import type { backups } from '#contract/api/backups.ts'
import { sealPassphrase } from '../atlas-file/passphrase.ts'
import { requireTypes } from '../capture/chosen-types.ts'
import { captureTarget } from '../capture/capture-target.ts'
import { toAccepted } from './accepted.ts'
import { requireStays } from './ownership.ts'
import type { Handlers } from './handlers.ts'
import { toBackupSet } from './present.ts'
import { requireIdle } from './idle.ts'
import { requireFullPath } from './full-path.ts'
import { words } from './words.ts'

export const backupHandlers: Handlers<keyof typeof backups> = {
  'backups.list': async ({ tenantId }, { store }) => (await store.backups.list(tenantId)).map(toBackupSet),
  'backups.get': async ({ setId }, { store, owned }) => ({
    ...toBackupSet(owned.setId),
    content: (await store.backups.content(setId)).map((entry) => ({
      ...entry,
      versionId: VersionId.parse(entry.versionId),
      policyId: PolicyId.parse(entry.policyId),
    })),
  }),
  'backups.describe': async ({ setId, note: text, tags }, { store, owned, note }) => {
    await store.backups.describe(setId, { note: text, tags })
    note({ name: owned.setId.name })
    return toBackupSet({ ...owned.setId, note: text, tags })
  },
  'backups.frees': async ({ setId }, { store }) => {
    const { versions, bytes } = await store.lifecycle.freedBySet(setId)
    return { versions, size: bytes }
  },
  'backups.remove': async ({ tenantId, setId }, { store, owned, note }) => {
    // A baseline of another tenant may use it, too.
    for (const tenant of await store.tenants.list())
      for (const { name, source } of await store.drift.baselines(tenant.id))
        if ('setId' in source && source.setId === setId) throw failure('badInput', words.backups.isBaseline(name))
    await requireIdle(store, tenantId)
    await store.backups.remove([setId])
    note({ name: owned.setId.name, versions: owned.setId.versions })
    return {}
  },
  'backups.create': async ({ tenantId, name, types, policyIds, assignments, scopeTags }, { start }) => {
    requireTypes(types)
    return toAccepted(
      await start({
        tenantId,
        kind: 'backup',
        title: name,
        target: `${name}/${captureTarget({ types, policyIds, assignments, scopeTags })}`,
        input: { name, types, policyIds, assignments, scopeTags },
      }),
    )
  },
  'backups.import': async ({ tenantId, name, path, passphrase }, { start, tenant, ports }) => {
    if (tenant.signIn !== 'imported') throw failure('badInput', words.backups.notImported(tenant.name))
    // An opened file takes itself, and nothing else.
    if (tenant.openedFile !== path) requireStays(tenant)
    requireFullPath(path)
    const sealedPassphrase = await sealPassphrase(ports.vault, passphrase)
    return toAccepted(
      await start({ tenantId, kind: 'import', title: name, target: path, input: { name, path, sealedPassphrase } }),
    )
  },
  'backups.lookAt': async ({ path }, { atlasFiles }) => ({
    atlasFile: (await atlasFiles.isAtlas(path)) ? { ...(await atlasFiles.header(path)) } : null,
  }),
  'backups.saveFile': async ({ tenantId, path, content, passphrase }, { start, ports }) => {
    requireFullPath(path)
    const sealedPassphrase = await sealPassphrase(ports.vault, passphrase)
    return toAccepted(
      await start({
        tenantId,
        kind: 'save-file',
        title: path.slice(-200),
        target: path,
        input: { path, content, sealedPassphrase },
      }),
    )
  },
  'backups.verify': async ({ tenantId, setId }, { start, owned }) =>
    toAccepted(
      await start({
        tenantId,
        kind: 'verify',
        title: owned.setId?.name ?? words.runs.allData,
        target: setId ?? 'all',
        input: { setId: setId ?? null },
      }),
    ),
}
