import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { compactDatabase } from '#infra/store/compaction.ts'
import { blobReader } from '#infra/store/read-blobs.ts'
import { useSalvaged } from '#infra/store/replacement.ts'
import { cli } from '#tests/support/cli.ts'
import { body, captured, packingLab } from '#tests/support/packing-lab.ts'

const lab = packingLab()

describe('content that is packed with other content', () => {
  it('is read after a compaction, also where tenants share some of it (0816-16)', async () => {
    const [first, second] = [await lab.tenant('a'), await lab.tenant('b')]
    const [one, two, three] = [body(1, 1), body(1, 2), body(1, 3)]
    const kept = [...(await lab.keep(first, one, two, three)), ...(await lab.keep(second, two, three))]
    await lab.close()
    // As an earlier version of the app left it: each by itself.
    lab.raw((database) => {
      database.exec(`insert into repacking values ('')`)
      const read = blobReader(database)
      const rows = database.prepare('select row from blobs').pluck().all() as number[]
      const texts = rows.map((row) => [zstdCompressSync(read(row)!), row])
      const update = database.prepare('update blobs set content = ?, base = null, pack = null where row = ?')
      for (const [content, row] of texts) update.run(content, row)
      database.exec('delete from repacking; delete from packs')
    })
    await compactDatabase(lab.folder, null, { breathe: async () => {} })
    await lab.reopen()
    const documents = [one, two, three, two, three]
    for (const [index, { versionId }] of kept.entries())
      expect(await lab.store.versions.document(versionId)).toEqual(documents[index])
  })

  it('leaves nothing behind of a removed tenant, and nothing of others with it (0816-15)', async () => {
    const [first, second] = [await lab.tenant('a'), await lab.tenant('b')]
    await lab.keep(first, body(1, 1), body(1, 2))
    // The second tenant has what is packed with content of the first one.
    const [shared] = await lab.keep(second, body(1, 2))
    await lab.store.tenants.remove('a')
    expect(await lab.store.versions.document(shared!.versionId)).toEqual(body(1, 2))
    await lab.close()
    lab.raw((database) => {
      expect(database.prepare('select count(*) from blobs').pluck().get()).toBe(1)
      const texts = database.prepare('select text from version_texts').pluck().all().join()
      expect(texts).not.toContain('of a')
      expect(texts).toContain('Group of b')
    })
    await lab.reopen()
  })

  it('is stored although another run stored a version meanwhile (0816-15)', async () => {
    const of = await lab.tenant('a')
    await lab.keep(of, body(1, 1))
    // The second one is ready to be stored as unchanged when the first one isn't the newest any more.
    const outcomes = await lab.store.versions.keep([captured(of, body(1, 2)), captured(of, body(1, 1))])
    expect(outcomes.map(({ number }) => number)).toEqual([2, 3])
    expect(await lab.store.versions.document(outcomes[1]!.versionId)).toEqual(body(1, 1))
  })

  it('that is damaged stops no purge, and isn’t what new content is packed with (0816-15)', async () => {
    const of = await lab.tenant('a')
    const kept = await lab.keep(of, body(1, 1), body(1, 2))
    await lab.close()
    lab.raw((database) => {
      database.exec(`drop trigger packs_no_update; update packs set content = x'00'`)
    })
    await lab.reopen()
    const [after] = await lab.keep(of, body(1, 3))
    expect(await lab.store.versions.document(after!.versionId)).toEqual(body(1, 3))
    await expect(lab.store.versions.document(kept[1]!.versionId)).rejects.toMatchObject({
      error: { code: 'damaged' },
    })
    const olderThan = new Date(Date.now() + 1_000).toISOString()
    for await (const { of } of lab.store.lifecycle.purge('a', olderThan, async () => true))
      expect(of).toBeGreaterThan(0)
    expect(await lab.store.versions.document(after!.versionId)).toEqual(body(1, 3))
    await lab.store.tenants.remove('a')
  })
})

it('a salvage gives nobody the versions of somebody else who was removed (0816-6)', async () => {
  const [gone] = [await lab.tenant('b')]
  for (let index = 0; index < 60; index += 1)
    await lab.keep(await lab.policy('b', `Gone ${index}`), body(index, 1), body(index, 2))
  await lab.keep(gone, body(999, 1))
  await lab.store.tenants.remove('b')
  await lab.tenant('a')
  for (let index = 0; index < 60; index += 1)
    await lab.keep(await lab.policy('a', `Stays ${index}`), body(index + 500, 1))
  await lab.close()
  await useSalvaged(lab.folder, new Date(), null)
  await lab.reopen()
  const versions = await lab.store.versions.list('a')
  expect(versions).toHaveLength(60)
  expect(versions.every(({ name, number }) => name.startsWith('Stays') && number === 1)).toBe(true)
})

it('a backup of nothing isn’t called whole (0816-17)', async () => {
  const [empty, file] = [join(lab.folder, 'nothing'), join(lab.folder, 'copy.db')]
  expect(await cli(empty, ['store', 'backup', file])).toMatchObject({ code: 2 })
  expect(existsSync(file)).toBe(false)
  expect(existsSync(join(empty, 'atlas.db'))).toBe(false)
})
