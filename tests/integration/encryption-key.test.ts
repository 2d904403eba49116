import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clearTextIn, convertDatabase, encryptedIn } from '#infra/store/encryption/conversion.ts'
import { formOf, type StoreKey } from '#infra/store/encryption/connection.ts'
import { newStoreKey } from '#infra/store/encryption/key-file.ts'
import { newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { openStore } from '#infra/store/open.ts'
import { sweepLeftovers, useCopy } from '#infra/store/replacement.ts'
import { createPassphraseVault } from '#infra/vault/passphrase-vault.ts'
import { rowsOf as rows } from '#tests/support/rows-of.ts'

const atOnce = { breathe: () => Promise.resolve() }

describe('a key that files still need', () => {
  const fresh = () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-needed-'))
    const store = openStore(folder, () => crypto.randomUUID())
    return { folder, store, keys: createStoreKeys(folder, createPassphraseVault('this computer')) }
  }
  const made = async () => {
    const { folder, store, keys } = fresh()
    await store.keepCopy(new Date('2026-11-01'))
    await store.close()
    const key = await keys.create(newRecoveryKey(), null)
    await convertDatabase(folder, null, key, atOnce)
    return { folder, keys, key, copy: join(folder, 'copies', 'atlas-2026-11-01.db') }
  }
  const reads = (file: string, key: StoreKey | null) => rows(file, key).length > 0

  it('is never removed nor replaced: what was moved aside stays readable (0816-7, 0816-8)', async () => {
    const { folder, keys, key } = await made()
    const movedTo = await useCopy(folder, 'atlas-2026-11-01.db', new Date(), key)
    await convertDatabase(folder, await keys.any(), null, atOnce)
    expect(encryptedIn(folder)).toEqual([relative(folder, join(movedTo, 'atlas.db'))])
    expect(reads(join(movedTo, 'atlas.db'), await keys.any())).toBe(true)
    // Encrypting once more takes the same key, with a new recovery key.
    const recoveryKey = newRecoveryKey()
    expect(await keys.create(recoveryKey, null)).toBe(key)
    const elsewhere = createStoreKeys(folder, createPassphraseVault('that computer'))
    await elsewhere.unlock({ recoveryKey })
    expect(await elsewhere.any()).toBe(key)
    rmSync(folder, { recursive: true })
  })

  it('is kept aside where nothing opens it, and a new one is made (0816-8)', async () => {
    const { folder, copy } = await made()
    // The database is gone, and its copies are encrypted.
    rmSync(join(folder, 'atlas.db'))
    const other = createStoreKeys(folder, createPassphraseVault('that computer'))
    await other.create(newRecoveryKey(), null)
    const aside = readdirSync(folder).filter((name) => /^store-key-.*\.json$/.test(name))
    expect(aside).toHaveLength(1)
    expect(existsSync(copy)).toBe(true)
    rmSync(folder, { recursive: true })
  })

  it('finishes a decryption that was cut off after the database (0816-9)', async () => {
    const { folder, keys, key, copy } = await made()
    // Only the database was done.
    const copied = readFileSync(copy)
    await convertDatabase(folder, key, null, atOnce)
    writeFileSync(copy, copied)
    expect(await keys.current()).toBeNull()
    await useCopy(folder, 'atlas-2026-11-01.db', new Date(), await keys.any())
    expect(formOf(join(folder, 'atlas.db'))).toBe('encrypted')
    await convertDatabase(folder, await keys.any(), null, atOnce)
    expect(formOf(copy)).toBe('clear')
    rmSync(folder, { recursive: true })
  })

  it('leaves nothing that was begun, and takes no half copy for a database (0816-5, 0816-7)', async () => {
    const { folder, store } = fresh()
    await store.close()
    const begun = [
      'atlas.db.copying',
      'atlas.db.copying.copy',
      'atlas.db.before-schema-9.partial',
      'copies/x.db.1.partial',
    ]
    mkdirSync(join(folder, 'copies'), { recursive: true })
    for (const name of begun) writeFileSync(join(folder, name), 'Planted')
    sweepLeftovers(folder)
    expect(begun.filter((name) => existsSync(join(folder, name)))).toEqual([])
    // Only a whole copy has the name that a start puts in place.
    rmSync(join(folder, 'atlas.db'))
    writeFileSync(join(folder, 'atlas.db.copying'), 'half of it')
    sweepLeftovers(folder)
    expect(existsSync(join(folder, 'atlas.db'))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  it('is not raced by a copy: closing the store ends it (0816-5, 0816-9)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-race-'))
    let turns = 0
    const store = openStore(
      folder,
      () => crypto.randomUUID(),
      async () => {
        turns += 1
        await new Promise((resolve) => setImmediate(resolve))
      },
    )
    const copy = store.keepCopy(new Date('2026-11-01')).then(
      () => 'made',
      () => 'ended',
    )
    while (turns === 0) await new Promise((resolve) => setImmediate(resolve))
    await store.close()
    expect(await copy).toBe('ended')
    expect(existsSync(join(folder, 'copies')) ? readdirSync(join(folder, 'copies')) : []).toEqual([])
    await convertDatabase(folder, null, newStoreKey(), atOnce)
    expect(clearTextIn(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})
