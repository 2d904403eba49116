import { mkdtempSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PolicyRow } from '#app/ports/policies.ts'
import type { CaptureOutcome, CapturedDocument } from '#app/ports/versions.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import { openStore, type OpenStore } from '#infra/store/open.ts'
import { useSalvaged } from '#infra/store/replacement.ts'
import { cli } from '#tests/support/cli.ts'

let folder: string
let opened: OpenStore

const open = (): OpenStore => (opened = openStore(folder, () => crypto.randomUUID()))
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantatlas-packing-'))
  open()
})
afterEach(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A text that compresses badly alone, and well beside another one of the same seed. */
const body = (seed: number, version: number): object => ({
  id: 'x',
  content: Array.from({ length: 80 }, (_, at) => Math.imul(seed * 7919 + at, 2_654_435_761) >>> 0).join(' '),
  version,
})

async function tenant(id: string): Promise<PolicyRow> {
  const { store } = opened
  const row = {
    id,
    name: `Tenant ${id}`,
    environment: 'demo' as const,
    colour: '#000',
    graphUrl: null,
    signIn: 'demo' as const,
  }
  await store.tenants.insert(row, 'now')
  return policy(id, 'Script')
}

async function policy(tenantId: string, name: string): Promise<PolicyRow> {
  const [row] = await opened.store.policies.observe(
    tenantId,
    [
      {
        type: 'deviceManagementScripts',
        externalId: `x-${name}`,
        name,
        kind: 'k',
        platform: 'Windows',
        modifiedAt: null,
        scopeTags: [],
      },
    ],
    'now',
  )
  return row!
}

const captured = (of: PolicyRow, document: object): CapturedDocument => ({
  policy: of,
  document: { ...document },
  fingerprintText: JSON.stringify(document),
  names: { 'group/1': `Group of ${of.tenantId}` },
  modifiedAt: null,
  assignmentCount: 0,
  secrets: [],
  runId: `run of ${of.tenantId}`,
  at: new Date().toISOString(),
})

const keep = async (of: PolicyRow, ...documents: object[]): Promise<CaptureOutcome[]> => {
  const outcomes: CaptureOutcome[] = []
  for (const document of documents) outcomes.push(...(await opened.store.versions.keep([captured(of, document)])))
  return outcomes
}

const raw = (work: (database: Database.Database) => void): void => {
  const database = new Database(join(folder, 'atlas.db'))
  work(database)
  database.close()
}

describe('content that is packed with other content', () => {
  it('is read after a compaction, also where tenants share some of it (0816-16)', async () => {
    const [first, second] = [await tenant('a'), await tenant('b')]
    const [one, two, three] = [body(1, 1), body(1, 2), body(1, 3)]
    const kept = [...(await keep(first, one, two, three)), ...(await keep(second, two, three))]
    await opened.close()
    // As an earlier version of the app left it: each by itself.
    raw((database) => {
      database.exec(`insert into repacking values ('')`)
      const rows = database.prepare(
        'select blobs.row, blobs.content, bases.content as base from blobs join blobs as bases on bases.row = blobs.base',
      )
      const update = database.prepare('update blobs set content = ?, base = null where row = ?')
      for (const { row, content, base } of rows.all() as { row: number; content: Buffer; base: Buffer }[])
        update.run(zstdCompressSync(zstdDecompressSync(content, { dictionary: zstdDecompressSync(base) })), row)
      database.exec('delete from repacking')
    })
    await compactDatabase(folder, null, { breathe: async () => {} })
    open()
    const documents = [one, two, three, two, three]
    for (const [index, { versionId }] of kept.entries())
      expect(await opened.store.versions.document(versionId)).toEqual(documents[index])
  })

  it('leaves nothing behind of a removed tenant, and nothing of others with it (0816-15)', async () => {
    const [first, second] = [await tenant('a'), await tenant('b')]
    await keep(first, body(1, 1), body(1, 2))
    // The second tenant has what is packed with content of the first one.
    const [shared] = await keep(second, body(1, 2))
    await opened.store.tenants.remove('a')
    expect(await opened.store.versions.document(shared!.versionId)).toEqual(body(1, 2))
    await opened.close()
    raw((database) => {
      expect(database.prepare('select count(*) from blobs').pluck().get()).toBe(1)
      const texts = database.prepare('select text from version_texts').pluck().all().join()
      expect(texts).not.toContain('of a')
      expect(texts).toContain('Group of b')
    })
    open()
  })

  it('is stored although another run stored a version meanwhile (0816-15)', async () => {
    const of = await tenant('a')
    await keep(of, body(1, 1))
    // The second one is ready to be stored as unchanged when the first one isn't the newest any more.
    const outcomes = await opened.store.versions.keep([captured(of, body(1, 2)), captured(of, body(1, 1))])
    expect(outcomes.map(({ number }) => number)).toEqual([2, 3])
    expect(await opened.store.versions.document(outcomes[1]!.versionId)).toEqual(body(1, 1))
  })

  it('that is damaged stops no purge, and isn’t what new content is packed with (0816-15)', async () => {
    const of = await tenant('a')
    const kept = await keep(of, body(1, 1), body(1, 2))
    await opened.close()
    raw((database) => {
      database.exec(
        `insert into repacking values (''); update blobs set content = x'00' where base is null; delete from repacking`,
      )
    })
    open()
    const [after] = await keep(of, body(1, 3))
    expect(await opened.store.versions.document(after!.versionId)).toEqual(body(1, 3))
    await expect(opened.store.versions.document(kept[1]!.versionId)).rejects.toMatchObject({
      error: { code: 'damaged' },
    })
    const olderThan = new Date(Date.now() + 1_000).toISOString()
    for await (const { of } of opened.store.lifecycle.purge('a', olderThan, async () => true))
      expect(of).toBeGreaterThan(0)
    expect(await opened.store.versions.document(after!.versionId)).toEqual(body(1, 3))
    await opened.store.tenants.remove('a')
  })
})

it('a salvage gives nobody the versions of somebody else who was removed (0816-6)', async () => {
  const [gone] = [await tenant('b')]
  for (let index = 0; index < 60; index += 1)
    await keep(await policy('b', `Gone ${index}`), body(index, 1), body(index, 2))
  await keep(gone, body(999, 1))
  await opened.store.tenants.remove('b')
  await tenant('a')
  for (let index = 0; index < 60; index += 1) await keep(await policy('a', `Stays ${index}`), body(index + 500, 1))
  await opened.close()
  await useSalvaged(folder, new Date(), null)
  open()
  const versions = await opened.store.versions.list('a')
  expect(versions).toHaveLength(60)
  expect(versions.every(({ name, number }) => name.startsWith('Stays') && number === 1)).toBe(true)
})

it('a backup of nothing isn’t called whole (0816-17)', async () => {
  const [empty, file] = [join(folder, 'nothing'), join(folder, 'copy.db')]
  expect(await cli(empty, ['store', 'backup', file])).toMatchObject({ code: 2 })
  expect(existsSync(file)).toBe(false)
  expect(existsSync(join(empty, 'atlas.db'))).toBe(false)
})
