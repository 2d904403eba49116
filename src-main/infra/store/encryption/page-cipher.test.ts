import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { decrypt, keyStream } from './aegis.ts'
import { connect } from './connection.ts'
import { newStoreKey } from './key-file.ts'
import { decryptPage } from './page-cipher.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-pages-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const hex = (text: string) => Buffer.from(text, 'hex')

describe('AEGIS-256', () => {
  // Test vectors of draft-irtf-cfrg-aegis-aead, section A.3, without associated data.
  const key = hex('1001000000000000000000000000000000000000000000000000000000000000')
  const nonce = hex('1000020000000000000000000000000000000000000000000000000000000000')

  test('decrypts the test vector of its specification', () => {
    const tag = hex('1181a1d18091082bf0266f66297d167d2e68b845f61a3b0527d31fc7b7b89f13')
    expect(decrypt(key, nonce, hex('754fc3d8c973246dcc6d741412a4b236'), tag)).toEqual(Buffer.alloc(16))
    expect(keyStream(key, nonce, 16)).toEqual(hex('754fc3d8c973246dcc6d741412a4b236'))
  })

  test('refuses what was changed', () => {
    const tag = hex('1181a1d18091082bf0266f66297d167d2e68b845f61a3b0527d31fc7b7b89f13')
    expect(decrypt(key, nonce, hex('744fc3d8c973246dcc6d741412a4b236'), tag)).toBeNull()
  })
})

const pageSize = 2_048

describe('the pages of an encrypted database', () => {
  test('are what SQLite encrypted (0816-11)', () => {
    const file = join(folder, 'atlas.db')
    const key = newStoreKey()
    const database = connect(file, key)
    database.exec(`create table names (name text); insert into names values ('Planted')`)
    database.close()
    const bytes = readFileSync(file)
    const pages = Array.from({ length: bytes.length / pageSize }, (_, index) =>
      decryptPage(key, index + 1, bytes.subarray(index * pageSize, (index + 1) * pageSize)),
    )
    expect(bytes.includes('Planted')).toBe(false)
    expect(pages[0]!.subarray(0, 16).toString()).toBe('SQLite format 3\0')
    expect(pages[1]!.includes('Planted')).toBe(true)
    const changed = Buffer.from(bytes.subarray(pageSize))
    changed[100]! ^= 1
    expect(decryptPage(key, 2, changed)).toBeNull()
    expect(decryptPage(newStoreKey(), 2, bytes.subarray(pageSize))).toBeNull()
  })
})
