import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import type { Core } from '#app/core.ts'
import type { Vault } from '#app/ports/ports.ts'
import type { EventData } from '#contract/events.ts'
import { TenantId } from '#contract/model/ids.ts'
import { superviseHost } from '#hosts/supervise-host.ts'
import { migrate, migrations } from '#infra/store/migrate.ts'
import { connect, formOf } from '#infra/store/encryption/connection.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { createPassphraseVault, noVault } from '#infra/vault/passphrase-vault.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'

/** A host with a window on a data folder that nothing else has open. */
async function hostOn(dataFolder: string, largeFrom: number, vault: Vault = noVault): Promise<Core> {
  const { core } = await superviseHost({
    host: 'web',
    version: '0.0.0',
    dataFolder,
    resources,
    logToStderr: false,
    vault,
    largeFrom,
    giveUp: (sentence) => {
      throw new Error(sentence)
    },
  })
  onTestFinished(() => core.close())
  return core
}

/** Resolves at the end of work on the database. */
const workDone = (core: Core): Promise<void> =>
  new Promise((resolve) => core.subscribe((name) => (name === 'storage.changed' ? resolve() : undefined)))

async function withLab(): Promise<Lab> {
  const lab = openLab()
  onTestFinished(() => lab.close())
  return lab
}

const tenantId = TenantId.parse('22222222-0000-4000-8000-000000000001')

/** A database of the schema before, with a tenant and a run that found something. */
function makeOld(dataFolder: string): void {
  const database = new Database(join(dataFolder, 'atlas.db'))
  database.exec(`
    INSERT INTO tenants (id, name, environment, colour, created_at, sign_in) VALUES ('${tenantId}', 'Old', 'test', '#000', '2026-01-01T00:00:00.000Z', 'environment');
    INSERT INTO runs (id, tenant_id, kind, title, target, input, status, result, created_at) VALUES
      ('11111111-0000-4000-8000-000000000001', '${tenantId}', 'capture', 'Capture', 'all', '{"assignments":true,"scopeTags":true}', 'succeeded',
        '{"newVersions":0,"notices":["One.","Two."]}', '2026-01-01T00:00:00.000Z'),
      ('11111111-0000-4000-8000-000000000002', '${tenantId}', 'capture', 'Capture', 'all', '{"assignments":true,"scopeTags":true}', 'succeeded',
        '{"newVersions":0,"notices":["Two.","Three."]}', '2026-01-02T00:00:00.000Z'),
      ('11111111-0000-4000-8000-000000000003', '${tenantId}', 'capture', 'Capture', 'all', '{"assignments":true,"scopeTags":true}', 'succeeded',
        '{"newVersions":0,"notices":[]}', '2026-01-03T00:00:00.000Z');
  `)
  database.close()
}

const schemaIn = (dataFolder: string): unknown => {
  const database = new Database(join(dataFolder, 'atlas.db'), { readonly: true })
  try {
    return database.pragma('user_version', { simple: true })
  } finally {
    database.close()
  }
}

it('updates a large database of an earlier version at the start, with progress, and loses nothing (0816-18)', async () => {
  const lab = await withLab()
  await lab.between(async (dataFolder) => {
    const file = new Database(join(dataFolder, 'older.db'))
    migrate(file, () => {}, 19)
    file.close()
    for (const end of ['', '-wal', '-shm']) rmSync(join(dataFolder, `atlas.db${end}`), { force: true })
    renameSync(join(dataFolder, 'older.db'), join(dataFolder, 'atlas.db'))
    makeOld(dataFolder)
    expect(schemaIn(dataFolder)).toBe(19)
    const core = await hostOn(join(lab.folder, 'data'), 0)
    const told: EventData<'storage.progress'>[] = []
    core.subscribe((name, data) => (name === 'storage.progress' ? void told.push(data as never) : undefined))
    // Until then, a page is shown, and it begins the update.
    expect(await core.call('storage.get', {})).toMatchObject({ isOutdated: true, problem: { code: 'storage' } })
    const done = workDone(core)
    await core.call('storage.update', {})
    await done
    expect(told.some(({ work, canStop }) => work === 'update' && !canStop)).toBe(true)
    expect(await core.call('storage.get', {})).toMatchObject({
      isOutdated: false,
      problem: null,
      outcome: { work: 'update', hasFailed: false },
    })
    // Once more, there is nothing to do.
    await core.call('storage.update', {})
    expect(schemaIn(dataFolder)).toBe(migrations.length)
    const runs = await core.call('runs.list', { tenantId })
    expect(runs.map(({ result }) => (result as { notices?: string[] }).notices)).toEqual([
      [],
      ['Two.', 'Three.'],
      ['One.', 'Two.'],
    ])
    await core.close()
  })
})

it('leaves one alone that is up to date (0816-18)', async () => {
  const lab = await withLab()
  await lab.between(async (dataFolder) => {
    const database = new Database(join(dataFolder, 'atlas.db'))
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    database.close()
    const core = await hostOn(join(lab.folder, 'data'), 0)
    expect((await core.call('storage.get', {})).outcome).toBeNull()
    await core.close()
  })
})

it('stops compacting when somebody asks for it, and keeps the database as it was (0816-19)', async () => {
  const lab = await withLab()
  const { id } = await lab.tenant('Stopped', join(resources, 'demo'))
  await lab.capture(id)
  const before = (await lab.core.call('versions.list', { tenantId: id })).length
  await lab.between(async () => {
    const core = await hostOn(join(lab.folder, 'data'), 0)
    const done = workDone(core)
    core.subscribe((name, data) => {
      if (name === 'storage.progress' && (data as EventData<'storage.progress'>).canStop)
        void core.callUntrusted('storage.stop', {})
    })
    await core.call('storage.compact', {})
    await done
    expect((await core.call('storage.get', {})).outcome).toEqual({
      work: 'compact',
      hasFailed: false,
      sentence: 'Stopped. The database is as it was before.',
      details: [],
    })
    expect(await core.call('versions.list', { tenantId: id })).toHaveLength(before)
    await core.close()
  })
})

it('does not compact when it is stopped before it begins (0816-19)', async () => {
  const lab = await withLab()
  const { id } = await lab.tenant('Stopped', join(resources, 'demo'))
  await lab.capture(id)
  await lab.between(async () => {
    const core = await hostOn(join(lab.folder, 'data'), 0)
    const done = workDone(core)
    await core.call('storage.compact', {})
    await core.callUntrusted('storage.stop', {})
    await done
    expect((await core.call('storage.get', {})).outcome?.sentence).toBe('Stopped. The database is as it was before.')
    await core.close()
  })
})

it('copies the database into a folder while it is open, and checks the copy (0816-17)', async () => {
  const lab = await withLab()
  const { id } = await lab.tenant('Copied', join(resources, 'demo'))
  await lab.capture(id)
  const { folder, size } = await lab.core.call('app.copyDatabase', { folder: lab.folder })
  expect(folder).toMatch(/tenantatlas-\d{4}-\d\d-\d\dT\d{4}$/)
  expect(process.platform === 'win32' || (statSync(folder).mode & 0o777) === 0o700).toBe(true)
  const copy = new Database(join(folder, 'atlas.db'), { readonly: true })
  onTestFinished(() => void copy.close())
  expect(copy.prepare('select count(*) from version_rows').pluck().get()).toBe(
    (await lab.core.call('versions.list', { tenantId: id })).length,
  )
  expect(size).toBeGreaterThan(100_000)
  await expect(lab.core.call('app.copyDatabase', { folder: 'backups' })).rejects.toThrow('backups')
  writeFileSync(join(lab.folder, 'file'), '')
  for (const name of ['none', 'file'])
    await expect(lab.core.call('app.copyDatabase', { folder: join(lab.folder, name) })).rejects.toThrow(
      'There is no folder',
    )
})

it('puts the file that the recovery key needs beside an encrypted copy (0816-17)', async () => {
  const lab = await withLab()
  const core = await hostOn(
    join(lab.folder, 'encrypted'),
    Number.MAX_SAFE_INTEGER,
    createPassphraseVault('a passphrase for tests'),
  )
  const { recoveryKey } = await core.call('storage.newRecoveryKey', {})
  const done = workDone(core)
  await core.call('storage.encrypt', { recoveryKey, passphrase: null })
  await done
  const { folder } = await core.call('app.copyDatabase', { folder: lab.folder })
  await core.close()
  // On another computer, only the recovery key opens it.
  const keys = createStoreKeys(folder, noVault, null)
  await keys.unlock({ recoveryKey })
  const file = join(folder, 'atlas.db')
  expect(formOf(file)).toBe('encrypted')
  const database = connect(file, await keys.current(), { readonly: true })
  onTestFinished(() => void database.close())
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
})
