import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** SHA-256 of a text: the name of its blob. */
export const hashOf = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/** Below this part of what a text takes alone, it is kept as what differs from another one. */
const worthwhile = 0.6

/**
 * Compresses a text, with a similar text as dictionary if that saves much (zstd: raw content dictionary).
 *
 * @returns the bytes, and whether it takes the dictionary to read them
 */
export async function pack(text: string, similar: string | null): Promise<{ content: Buffer; hasBase: boolean }> {
  const alone = await compress(text)
  if (similar === null) return { content: alone, hasBase: false }
  const differing = await compress(text, { dictionary: Buffer.from(similar) })
  return differing.byteLength < alone.byteLength * worthwhile
    ? { content: differing, hasBase: true }
    : { content: alone, hasBase: false }
}

/** The text of packed bytes. @param base the text that was their dictionary @throws Error if they are damaged */
export async function unpack(content: Buffer, base: string | null = null): Promise<string> {
  const bytes = await (base === null ? decompress(content) : decompress(content, { dictionary: Buffer.from(base) }))
  return bytes.toString('utf8')
}

/** Any JSON value as compressed bytes, for bodies that are not content-addressed. */
export const packJson = (value: unknown): Promise<Buffer> => compress(JSON.stringify(value))

/** The value of `packJson`. */
export async function unpackJson(content: Buffer): Promise<unknown> {
  return JSON.parse(await unpack(content))
}
