import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { CaptureOutcome } from '#app/ports/versions.ts'
import { zstdDecompressSync } from 'node:zlib'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { openStore } from '#infra/store/open.ts'
import { compactDatabase } from '#infra/store/compaction.ts'
import { shortHashes } from '#infra/store/migrations/029-short-hashes.ts'
import { body, captured, packingLab } from '#tests/support/packing-lab.ts'

const lab = packingLab()
const steps = { breathe: async () => {} }

/** First versions of policies of a tenant, each with a text that no other has. */
async function firstVersions(tenantId: string, count: number, seed = 0): Promise<CaptureOutcome[]> {
  const kept: CaptureOutcome[] = []
  for (let index = 0; index < count; index += 1)
    kept.push(...(await lab.keep(await lab.policy(tenantId, `${tenantId} ${seed + index}`), body(seed + index, 1))))
  return kept
}

const documentsOf = (kept: readonly CaptureOutcome[]): Promise<object[]> =>
  Promise.all(kept.map(({ versionId }) => lab.store.versions.document(versionId)))

const bodies = (count: number, seed = 0): object[] => Array.from({ length: count }, (_, index) => body(seed + index, 1))

/** Packs of several documents, documents that lie by themselves, and those that don't. */
interface Figures {
  readonly packs: number
  readonly loose: number
  readonly packed: number
}

const figures = (): Figures =>
  lab.raw(
    (database) =>
      database
        .prepare(
          `select coalesce(sum(documents > 1), 0) as packs, coalesce(sum(documents = 1), 0) as loose, coalesce(sum(documents) filter (where documents > 1), 0) as packed from packs`,
        )
        .get() as Figures,
  )

/** Everything that packs hold. */
const heldText = (): string =>
  lab.raw((database) =>
    (database.prepare('select content from packs').pluck().all() as Buffer[])
      .map((content) => zstdDecompressSync(content).toString('utf8'))
      .join('\n'),
  )

/** The part of a document that no other one has. */
const mark = (document: object): string => (document as { content: string }).content.slice(0, 60)

describe('documents of a tenant', () => {
  it('are packed together when there are enough of them, and are read as before (0816-15)', async () => {
    await lab.tenant('a')
    const kept = await firstVersions('a', 100)
    await lab.store.versions.pack('a')
    expect(figures()).toEqual({ packs: 1, loose: 0, packed: 100 })
    expect(await documentsOf(kept)).toEqual(bodies(100))
    const sizes = lab.raw((database) => ({
      shares: database.prepare('select sum(size) from blobs').pluck().get() as number,
      packs: database.prepare('select sum(length(content)) from packs').pluck().get() as number,
      own: database.prepare('select sum(length(content)) from blobs').pluck().get() as number,
    }))
    expect(Math.abs(sizes.shares - sizes.packs)).toBeLessThan(100)
    expect(sizes.own).toBe(0)
    // Nothing is left to pack.
    await lab.store.versions.pack('a')
    expect(figures()).toEqual({ packs: 1, loose: 0, packed: 100 })
    for await (const { id, document } of lab.store.versions.load(kept.map(({ versionId }) => versionId)))
      expect(document).toEqual(
        body(
          kept.findIndex(({ versionId }) => versionId === id),
          1,
        ),
      )
  })

  it('lie by themselves while they are few, until the database is compacted (0816-15, 0816-16)', async () => {
    await lab.tenant('a')
    const kept = await firstVersions('a', 10)
    await lab.store.versions.pack('a')
    expect(figures()).toEqual({ packs: 0, loose: 10, packed: 0 })
    await lab.close()
    await compactDatabase(lab.folder, null, steps)
    await lab.reopen()
    expect(figures()).toEqual({ packs: 1, loose: 0, packed: 10 })
    expect(await documentsOf(kept)).toEqual(bodies(10))
  })

  it('are what later versions are packed with (0816-15)', async () => {
    const of = await lab.tenant('a')
    await lab.keep(of, body(500, 1))
    await firstVersions('a', 40)
    await lab.store.versions.pack('a')
    const later = await lab.keep(of, body(500, 2), body(500, 3))
    const bases = lab.raw((database) =>
      database.prepare('select base, size from blobs order by row desc limit 2').all(),
    )
    expect(bases).toEqual([
      { base: 1, size: expect.any(Number) as number },
      { base: 1, size: expect.any(Number) as number },
    ])
    for (const { size } of bases as { size: number }[]) expect(size).toBeLessThan(120)
    await lab.reopen()
    expect(await documentsOf(later)).toEqual([body(500, 2), body(500, 3)])
  })

  it('leave their pack when they are deleted, and what stays is read as before (0816-15)', async () => {
    const [of] = [await lab.tenant('a'), await lab.tenant('b')]
    await lab.keep(of, body(500, 1))
    const stays = await firstVersions('a', 40)
    await lab.store.versions.pack('a')
    const [, newest] = await lab.keep(of, body(500, 2), body(500, 3))
    expect(heldText()).toContain(mark(body(500, 1)))
    for await (const _step of lab.store.lifecycle.purge(
      'a',
      new Date(Date.now() + 1_000).toISOString(),
      async () => true,
    ));
    expect(await documentsOf([newest!])).toEqual([body(500, 3)])
    expect(await documentsOf(stays)).toEqual(bodies(40))
    const packs = lab.raw((database) =>
      database
        .prepare(
          'select documents, (select count(*) from blobs where pack = packs.row) as held from packs order by documents',
        )
        .all(),
    )
    // The newest version lies by itself, because what it was packed with is gone.
    expect(packs).toEqual([
      { documents: 1, held: 1 },
      { documents: 40, held: 40 },
    ])
    expect(heldText().split('"version":1')).toHaveLength(41)
  })

  it('of a removed tenant leave nothing, and those that another tenant has too stay (0816-15)', async () => {
    await lab.tenant('a')
    await lab.tenant('b')
    await firstVersions('a', 40)
    await lab.store.versions.pack('a')
    const shared = await lab.keep(await lab.policy('b', 'Shared'), body(7, 1))
    const based = await lab.keep(await lab.policy('b', 'Shared'), body(7, 2))
    await lab.store.tenants.remove('a')
    expect(await documentsOf([...shared, ...based])).toEqual([body(7, 1), body(7, 2)])
    expect(heldText()).toContain(mark(body(7, 1)))
    for (const seed of [0, 6, 8, 39]) expect(heldText()).not.toContain(mark(body(seed, 1)))
    await lab.store.tenants.remove('b')
    expect(figures()).toEqual({ packs: 0, loose: 0, packed: 0 })
  })

  it('of a damaged pack are the only ones that can’t be read, and stop nothing (0816-3, 0816-15)', async () => {
    await lab.tenant('a')
    const kept = await firstVersions('a', 200)
    await lab.store.versions.pack('a')
    await lab.close()
    const lost = lab.raw((database) => {
      database.exec('drop trigger packs_no_update')
      database.exec(`update packs set content = x'28b52ffd00' where row = 1`)
      return new Set(database.prepare('select row from blobs where pack = 1').pluck().all() as number[])
    })
    await lab.reopen()
    for (const [index, { versionId }] of kept.entries()) {
      const read = await lab.store.versions.document(versionId).catch(() => null)
      expect(read).toEqual(lost.has(index + 1) ? null : body(index, 1))
    }
    const hashes = await lab.store.versions.hashes({ tenantId: 'a' })
    const checks = await Promise.all(hashes.map((hash) => lab.store.versions.check(hash)))
    expect(checks.filter((isWhole) => !isWhole)).toHaveLength(lost.size)
    const more = await firstVersions('a', 40, 1_000)
    await lab.store.versions.pack('a')
    expect(await documentsOf(more)).toEqual(bodies(40, 1_000))
    const olderThan = new Date(Date.now() + 1_000).toISOString()
    for await (const _step of lab.store.lifecycle.purge('a', olderThan, async () => true));
    await lab.store.tenants.remove('a')
    expect(figures()).toEqual({ packs: 0, loose: 0, packed: 0 })
  })

  it('aren’t taken for those of a transaction that was rolled back (0816-15)', async () => {
    const of = await lab.tenant('a')
    const stop = new Error('stopped')
    const undone = lab.store.transaction(async (store) => {
      // The second one is packed with the first.
      for (const version of [1, 2]) await store.versions.keep([captured(of, body(1, version))])
      throw stop
    })
    await expect(undone).rejects.toBe(stop)
    const [kept] = await lab.keep(of, body(2, 1))
    expect(await documentsOf([kept!])).toEqual([body(2, 1)])
  })

  it('are packed once, although two programs do it at the same time (0816-15)', async () => {
    await lab.tenant('a')
    const kept = await firstVersions('a', 60)
    await Promise.all([lab.store.versions.pack('a'), lab.store.versions.pack('a')])
    expect(figures()).toEqual({ packs: 1, loose: 0, packed: 60 })
    expect(await documentsOf(kept)).toEqual(bodies(60))
  })

  it('are read while they are put together, and never called damaged meanwhile (0816-3, 0816-15)', async () => {
    await lab.tenant('a')
    await firstVersions('a', 60)
    await lab.close()
    // As in the app, other work has its turn between two queries.
    const { store, close } = openStore(lab.folder, () => crypto.randomUUID(), setImmediate)
    try {
      const hashes = await store.versions.hashes({ tenantId: 'a' })
      let isPacked = false
      const packing = store.versions.pack('a').finally(() => (isPacked = true))
      const reading = hashes.map(async (hash) => {
        while (!isPacked) expect(await store.versions.check(hash)).toBe(true)
      })
      await Promise.all([packing, ...reading])
      expect(figures()).toEqual({ packs: 1, loose: 0, packed: 60 })
    } finally {
      await close()
      await lab.reopen()
    }
  })

  it('are found by the shorter name that they have since schema 29 (0816-15)', async () => {
    const one = await lab.tenant('a')
    const [kept] = await lab.keep(one, body(1, 1))
    await lab.close()
    lab.raw((database) => {
      const trigger = database.prepare(`select sql from sqlite_schema where name = 'blobs_no_update'`).pluck().get()
      database.exec('drop trigger blobs_no_update')
      // The whole SHA-256, as before.
      database.function('whole', (hash) =>
        createHash('sha256')
          .update(canonicalText(body(1, 1)))
          .digest()
          .fill(hash as Buffer, 0, 20),
      )
      database.exec(`update blobs set hash = whole(hash); ${String(trigger)}`)
      expect(database.prepare('select length(hash) from blobs').pluck().all()).toEqual([32])
      database.exec(shortHashes)
    })
    await lab.reopen()
    expect(lab.raw((database) => database.prepare('select length(hash) from blobs').pluck().all())).toEqual([20])
    expect(await lab.store.versions.document(kept!.versionId)).toEqual(body(1, 1))
    await lab.keep(await lab.policy('a', 'Another'), body(1, 1))
    expect(lab.raw((database) => database.prepare('select count(*) from blobs').pluck().get())).toBe(1)
    const [hash] = await lab.store.versions.hashes({ tenantId: 'a' })
    expect(await lab.store.versions.check(hash!)).toBe(true)
  })
})
