import { createHash } from 'node:crypto'
import { z } from 'zod'

/*
 * An atlas file: the magic, the length of the header, the header as JSON, chunks, and a signature.
 *
 * A chunk is its length (the top bit marks the last one) and its payload: up to a megabyte of JSON lines, packed with
 * gzip, and sealed with AES-256-GCM where there is a passphrase. Each chunk is hashed together with the hash before it,
 * beginning with that of the header, and the last hash is signed with Ed25519. So nothing can be changed, moved, left out
 * or added without the key.
 */
export const magic = Buffer.from('TATLAS\r\n', 'latin1')
export const newestVersion = 1
export const most = { header: 64 * 1024, payload: 16 * 1024 * 1024, text: 96 * 1024 * 1024 }
/** Characters of JSON lines in a chunk, unless one line alone is longer. */
export const chunkLength = 1024 * 1024
export const lastBit = 0x8000_0000
export const signatureLength = 64

/** scrypt with 32 MB, about a tenth of a second (RFC 7914; OWASP: password storage). */
export const scryptCost = { N: 32_768, r: 8, p: 1 } as const

export const Header = z.object({
  version: z.literal(newestVersion),
  createdAt: z.iso.datetime(),
  product: z.string().max(100),
  tenantName: z.string().max(200),
  /** Ed25519, as SPKI in base64. */
  publicKey: z.string().max(200),
  encryption: z.object({ kdf: z.literal('scrypt'), ...scryptShape(), salt: z.string().max(100) }).nullable(),
})
export type Header = z.infer<typeof Header>

/** Only the cost that this version writes, so that no file can ask for hours or gigabytes. */
function scryptShape() {
  return { N: z.literal(scryptCost.N), r: z.literal(scryptCost.r), p: z.literal(scryptCost.p) }
}

/** The next hash of the chain. */
export const chained = (before: Buffer, index: number, isLast: boolean, payload: Uint8Array): Buffer =>
  createHash('sha256').update(before).update(place(index, isLast)).update(payload).digest()

export const headOf = (header: Uint8Array): Buffer => createHash('sha256').update(header).digest()

/** What a sealed chunk is bound to: its file and its place. */
export const boundTo = (head: Buffer, index: number, isLast: boolean): Buffer =>
  Buffer.concat([head, place(index, isLast)])

/** Each chunk has a key of its own file, so that its number is enough. */
export function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 8)
  return nonce
}

function place(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt32BE(index)
  bytes[4] = isLast ? 1 : 0
  return bytes
}

/** A key as people compare it: eight groups of four digits. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey, 'base64'))
    .digest('hex')
    .slice(0, 32)
    .replaceAll(/(.{4})(?=.)/g, '$1 ')
