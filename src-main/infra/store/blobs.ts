import { hash as digest } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { roomToPack, roomToUnpack } from '#domain/zlib-room.ts'

// One document takes a fraction of a millisecond, and a thread for it takes longer than that.

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => digest('sha256', text, 'hex')

/** SHA-256 of a text, as bytes of UTF-8: the name of its blob. */
export const hashOf = (bytes: Buffer): Buffer => digest('sha256', bytes, 'buffer')

/** Below this part of what a text takes alone, it is kept as what differs from another one. */
const worthwhile = 0.6

/** Packed bytes, and whether it takes the dictionary to read them. */
export interface Packed {
  readonly content: Buffer
  readonly hasBase: boolean
}

/** Compresses bytes, with similar ones as dictionary if that saves much (zstd: raw content dictionary). */
export function pack(bytes: Buffer, similar: Buffer | null, alone: Buffer = compressAlone(bytes)): Packed {
  if (similar === null) return { content: alone, hasBase: false }
  const differing = zstdCompressSync(bytes, { dictionary: similar, chunkSize: roomToPack(0) })
  return differing.byteLength < alone.byteLength * worthwhile
    ? { content: differing, hasBase: true }
    : { content: alone, hasBase: false }
}

const compressAlone = (bytes: Buffer): Buffer => zstdCompressSync(bytes, { chunkSize: roomToPack(bytes.byteLength) })

/** A blob as it is stored. */
export interface StoredBytes {
  readonly hash: Buffer
  readonly content: Buffer
}

/** The bytes that were packed in a blob; null if they are damaged. @param base the bytes that were their dictionary */
export function unpack({ hash, content }: StoredBytes, base: Buffer | null = null): Buffer | null {
  try {
    const bytes =
      base === null
        ? zstdDecompressSync(content, { chunkSize: roomToUnpack(content.byteLength) })
        : zstdDecompressSync(content, { dictionary: base, chunkSize: roomToPack(base.byteLength) })
    return hashOf(bytes).equals(hash) ? bytes : null
  } catch {
    return null
  }
}

/** The same for a blob that may have a base. What can't be read of the base makes the blob unreadable, too. */
export function unpackWith(
  blob: StoredBytes & { readonly base: number | null },
  base: StoredBytes | null,
): Buffer | null {
  if (blob.base === null) return unpack(blob)
  const dictionary = base && unpack(base)
  return dictionary && unpack(blob, dictionary)
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Any JSON value as compressed bytes, for bodies that are not content-addressed. They can be large, so a thread does it. */
export const packJson = (value: unknown): Promise<Buffer> => compress(JSON.stringify(value))

/** The value of `packJson`. */
export async function unpackJson(content: Buffer): Promise<unknown> {
  return JSON.parse((await decompress(content)).toString('utf8'))
}
