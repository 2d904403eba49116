import { hash as digest } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { roomToPack, roomToUnpack } from '#domain/zlib-room.ts'

// One document takes a fraction of a millisecond, and a thread for it takes longer than that.

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => digest('sha256', text, 'hex')

/** The first bytes of the SHA-256 of a document, which is the name of its blob. Before schema 29, it was all 32. */
export const bytesOfHash = 20

/** The name of the blob of a document, which is given as bytes of UTF-8. */
export const hashOf = (bytes: Buffer): Buffer => digest('sha256', bytes, 'buffer').subarray(0, bytesOfHash)

/** Below this part of what a text takes alone, it is kept as what differs from another one. */
const worthwhile = 0.6

/** A sixth less than the default, in the same time (measured on exports). */
const levelOfDifferences = 6

/** Packed bytes, and whether it takes the dictionary to read them. */
export interface Packed {
  readonly content: Buffer
  readonly hasBase: boolean
}

/** Compresses bytes, with similar ones as dictionary if that saves much (zstd: raw content dictionary). */
export function pack(bytes: Buffer, similar: Buffer | null, alone: Buffer = compressAlone(bytes)): Packed {
  if (similar === null) return { content: alone, hasBase: false }
  const differing = zstdCompressSync(bytes, {
    dictionary: similar,
    chunkSize: roomToPack(0),
    pledgedSrcSize: bytes.byteLength,
    params: { [constants.ZSTD_c_compressionLevel]: levelOfDifferences },
  })
  return differing.byteLength < alone.byteLength * worthwhile
    ? { content: differing, hasBase: true }
    : { content: alone, hasBase: false }
}

/** Told how much there is, zstd takes less memory and time for it. */
const compressAlone = (bytes: Buffer): Buffer =>
  zstdCompressSync(bytes, { chunkSize: roomToPack(bytes.byteLength), pledgedSrcSize: bytes.byteLength })

/** What of a stored blob says which bytes were packed. */
export interface StoredBytes {
  readonly hash: Buffer
  readonly content: Buffer
}

/** A blob as it is stored: as what differs from a base, or in a pack. Before schema 28, it could lie by itself. */
export interface StoredBlob extends StoredBytes {
  readonly row: number
  /** The blob whose bytes are the dictionary of the content. */
  readonly base: number | null
  /** The pack that holds its bytes; `content` is empty then. */
  readonly pack: number | null
  /** Where they begin in the pack. */
  readonly start: number | null
  readonly length: number | null
}

/** The bytes that were packed in a blob; null if they are damaged. @param base the bytes that were their dictionary */
export function unpack({ hash, content }: StoredBytes, base: Buffer | null = null): Buffer | null {
  try {
    const bytes =
      base === null
        ? zstdDecompressSync(content, { chunkSize: roomToUnpack(content.byteLength) })
        : zstdDecompressSync(content, { dictionary: base, chunkSize: roomToPack(base.byteLength) })
    return proved(hash, bytes)
  } catch {
    return null
  }
}

const proved = (hash: Buffer, bytes: Buffer): Buffer | null =>
  hashOf(bytes).equals(hash.subarray(0, bytesOfHash)) ? bytes : null

/** Where to find what belongs to a blob. */
export interface BlobSource {
  blob(row: number): StoredBlob | undefined
  /** What was packed together; null if it is damaged or gone. */
  pack(row: number): Buffer | null
}

/** The bytes of a blob; null if its own, those of its base, or those of a pack of either are damaged or gone. */
export function bytesOf(blob: StoredBlob, source: BlobSource): Buffer | null {
  if (blob.base === null) return ownBytes(blob, source)
  const base = source.blob(blob.base)
  // A base has none itself.
  const dictionary = base && base.base === null ? ownBytes(base, source) : null
  return dictionary && unpack(blob, dictionary)
}

function ownBytes(blob: StoredBlob, source: BlobSource): Buffer | null {
  const { hash, pack: row, start, length } = blob
  if (row === null) return unpack(blob)
  const whole = source.pack(row)
  if (whole === null || start === null || length === null) return null
  return proved(hash, whole.subarray(start, start + length))
}

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/**
 * From this level on, packs get smaller by less than a hundredth, and take three times as long. With these tables, zstd
 * takes 9 MB instead of 46, in two thirds of the time, and packs get larger by a thousandth (measured on exports).
 */
const paramsOfPacks = {
  [constants.ZSTD_c_compressionLevel]: 9,
  [constants.ZSTD_c_hashLog]: 18,
  [constants.ZSTD_c_chainLog]: 18,
}

/** Compresses the bytes of many documents together. A thread does it. */
export function packTogether(bytes: readonly Buffer[]): Promise<Buffer> {
  const whole = Buffer.concat(bytes)
  return compress(whole, { pledgedSrcSize: whole.byteLength, params: paramsOfPacks })
}

/** What `packTogether` was given, as one; null if it is damaged. @param bytes how many there were */
export function unpackTogether(content: Buffer, bytes: number): Buffer | null {
  try {
    return zstdDecompressSync(content, { chunkSize: Math.max(leastChunk, bytes), maxOutputLength: Math.max(1, bytes) })
  } catch {
    return null
  }
}

/** Node docs: the smallest `chunkSize` of zlib. */
const leastChunk = 64

/** Any JSON value as compressed bytes, for bodies that are not content-addressed. They can be large, so a thread does it. */
export const packJson = (value: unknown): Promise<Buffer> => compress(JSON.stringify(value))

/** The value of `packJson`. */
export async function unpackJson(content: Buffer): Promise<unknown> {
  return JSON.parse((await decompress(content)).toString('utf8'))
}
