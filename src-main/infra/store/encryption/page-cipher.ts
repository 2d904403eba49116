import { decrypt, keyStream } from './aegis.ts'
import type { StoreKey } from './connection.ts'

/** Bytes at the end of each page: a tag and a nonce of 32 bytes each. */
const tagLength = 32
const nonceLength = 32
export const reservedBytes = tagLength + nonceLength
/** The first page begins with a random salt, and with eight bytes that say what a page is like. */
const clearBytes = 24
const header = Buffer.from('SQLite format 3\0')

/**
 * A page of an encrypted database as clear text (SQLite3 Multiple Ciphers: `cipher_aegis.c`). Each page has a key of its
 * own: what its nonce is encrypted to, bound to its number.
 *
 * @returns null if any bit of it was changed
 */
export function decryptPage(key: StoreKey, number: number, page: Buffer): Buffer | null {
  const end = page.length - reservedBytes
  const nonce = page.subarray(end + tagLength)
  const own = keyStream(Buffer.from(key, 'hex'), nonce, 64)
  own.writeUInt32BE(number, 60)
  const start = number === 1 ? clearBytes : 0
  const clear = decrypt(own.subarray(0, 32), own.subarray(32), page.subarray(start, end), page.subarray(end, end + 32))
  if (clear === null) return null
  const opened = Buffer.from(page)
  clear.copy(opened, start)
  if (number === 1) header.copy(opened)
  return opened
}
