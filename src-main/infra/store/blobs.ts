import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { canonicalText } from '#domain/canonical/canonical.ts'

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** A stored document: canonical JSON, its hash, and its compressed bytes. */
export async function packDocument(document: unknown): Promise<{ hash: string; content: Buffer; size: number }> {
  const text = canonicalText(document)
  const content = await compress(text)
  return { hash: sha256(text), content, size: content.byteLength }
}

/** The canonical text of packed bytes. */
export async function unpackText(content: Buffer): Promise<string> {
  return (await decompress(content)).toString('utf8')
}

/** Any JSON value as compressed bytes, for bodies that are not content-addressed. */
export const packJson = (value: unknown): Promise<Buffer> => compress(JSON.stringify(value))

/** The value of `packJson`. */
export async function unpackJson(content: Buffer): Promise<unknown> {
  return JSON.parse(await unpackText(content))
}
