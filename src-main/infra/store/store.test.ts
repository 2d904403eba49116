import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, migrations } from './migrate.ts'
import { openStore } from './open.ts'
import { takeWorkLock } from './work-lock.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-store-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const raw = () => new Database(join(folder, 'atlas.db'))
const tenant = {
  id: 't',
  name: 'Tenant',
  environment: 'test' as const,
  colour: '#000',
  graphUrl: null,
  signIn: 'demo' as const,
}

async function withOneVersion() {
  const opened = openStore(folder, () => crypto.randomUUID())
  const { store } = opened
  await store.tenants.insert(tenant, 'now')
  const [policy] = await store.policies.observe(
    't',
    [
      {
        type: 'deviceManagementScripts',
        externalId: 'x',
        name: 'Script',
        kind: 'k',
        platform: 'Windows',
        modifiedAt: null,
        scopeTags: [],
      },
    ],
    'now',
  )
  const [kept] = await store.versions.keep([
    {
      policy: policy!,
      document: { id: 'x', a: 1 },
      fingerprintText: 'f',
      names: {},
      modifiedAt: null,
      assignmentCount: 0,
      secrets: [],
      runId: 'r',
      at: 'now',
    },
  ])
  await store.audit.append({ at: 'now', tenantId: 't', action: 'tenant.locked', detail: {} })
  return { ...opened, kept: kept! }
}

describe('the store', () => {
  it('refuses to change or delete versions, blobs and audit entries, and detects a damaged body (000-5)', async () => {
    const { store, close, kept } = await withOneVersion()
    const [hash] = await store.versions.hashes({ tenantId: 't' })
    expect(await store.versions.check(hash!)).toBe(true)
    const database = raw()
    for (const table of ['version_rows', 'blobs', 'packs', 'audit_entries']) {
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow('insert-only')
      const column =
        table === 'version_rows'
          ? 'name'
          : table === 'audit_entries'
            ? 'action'
            : table === 'blobs'
              ? 'size'
              : 'documents'
      expect(() => database.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow('insert-only')
    }
    database.exec('DROP TRIGGER packs_no_update')
    database.exec("UPDATE packs SET content = x'00'")
    database.close()
    expect(await store.versions.check(hash!)).toBe(false)
    await expect(store.versions.document(kept.versionId)).rejects.toMatchObject({ error: { code: 'damaged' } })
    await close()
  })

  it('refuses a newer schema, and keeps nothing of a migration that fails (000-10)', async () => {
    const { close } = openStore(folder, () => '')
    await close()
    const database = raw()
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    database.pragma(`user_version = ${migrations.length + 1}`)
    database.close()
    expect(() => openStore(folder, () => '')).toThrow('newer version of TenantAtlas')
    const empty = new Database(':memory:')
    const broken = `${migrations[0]}; CREATE TABLE half (id TEXT); SELECT broken FROM nowhere;`
    expect(() => migrate(empty, () => {}, 1, [broken])).toThrow('nowhere')
    expect(empty.prepare("SELECT count(*) AS count FROM sqlite_master WHERE type = 'table'").get()).toEqual({
      count: 0,
    })
    expect(empty.pragma('user_version', { simple: true })).toBe(0)
  })

  it('lets one process work at a time (000-2)', () => {
    const lock = takeWorkLock(folder)
    expect(() => takeWorkLock(folder)).toThrow('Another TenantAtlas')
    lock.release()
    takeWorkLock(folder).release()
  })

  it('migrates a database of the first schema with its tenants and versions (000-10)', async () => {
    const first = raw()
    migrate(first, () => {}, 1)
    first.exec(
      "INSERT INTO tenants (id, name, environment, colour, graph_url, token_variable, created_at) VALUES ('t', 'Old', 'production', '#000', 'https://graph.microsoft.com', 'TOKEN', 'now'), ('d', 'Demo', 'demo', '#000', NULL, NULL, 'now')",
    )
    first.close()
    const { store, close } = openStore(folder, () => crypto.randomUUID())
    expect(await store.tenants.list()).toMatchObject([
      { name: 'Demo', signIn: 'demo' },
      { name: 'Old', signIn: 'environment', tokenVariable: 'TOKEN', account: null, scopes: [], archivedAt: null },
    ])
    await close()
    const database = raw()
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
    database.close()
  })
})
