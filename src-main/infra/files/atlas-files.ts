import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  scrypt,
  sign,
  verify,
} from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { AtlasFiles, AtlasHeader } from '#app/ports/atlas-files.ts'
import { failure, Failure } from '#contract/errors.ts'
import {
  boundTo,
  chained,
  chunkLength,
  fingerprintOf,
  Header,
  headOf,
  lastBit,
  magic,
  most,
  newestVersion,
  nonceOf,
  scryptCost,
  signatureLength,
} from './atlas-format.ts'
import { words } from './words.ts'

const [zip, unzip] = [promisify(gzip), promisify(gunzip)]
const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)
const tagLength = 16

/** The key that signs files: its private part as PKCS#8, and its public one as SPKI. */
export interface SigningKey {
  readonly privateKey: Buffer
  readonly publicKey: string
}

/** Reads and writes atlas files. @param signingKey the key of this data folder */
export function createAtlasFiles(signingKey: () => Promise<SigningKey>): AtlasFiles {
  return {
    async write(path, { passphrase, ...about }, records) {
      const { privateKey, publicKey } = await signingKey()
      const salt = randomBytes(16)
      const key = passphrase === null ? null : await keyOf(passphrase, salt)
      const header = Buffer.from(
        JSON.stringify({
          version: newestVersion,
          ...about,
          publicKey,
          encryption: key ? { kdf: 'scrypt', ...scryptCost, salt: salt.toString('base64') } : null,
        } satisfies Header),
      )
      const unfinished = `${path}.unfinished`
      try {
        const file = await open(unfinished, 'w', 0o600)
        let figures: { readonly records: number; readonly bytes: number }
        try {
          figures = await writeChunks(file, header, key, records, privateKey)
        } finally {
          await file.close()
        }
        await rename(unfinished, path)
        return figures
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error instanceof Failure ? error : failure('badInput', words.unwritable(path), { cause: error })
      }
    },
    async isAtlas(path) {
      const file = await open(path).catch(() => null)
      if (!file) return false
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0)
        return bytesRead === magic.length && buffer.equals(magic)
      } catch {
        // A folder.
        return false
      } finally {
        await file.close()
      }
    },
    async header(path) {
      const reader = await openReader(path)
      await reader.close()
      return aboutOf(reader.header)
    },
    async *read(path, passphrase) {
      const reader = await openReader(path)
      try {
        const { encryption } = reader.header
        if (encryption && passphrase === null) throw failure('badInput', words.atlas.needsPassphrase)
        const key = encryption ? await keyOf(passphrase!, Buffer.from(encryption.salt, 'base64')) : null
        await reader.check()
        for await (const { payload, index, isLast } of reader.chunks()) {
          const text = await opened(payload, key, boundTo(reader.head, index, isLast), index)
          for (const line of text.split('\n')) if (line !== '') yield JSON.parse(line) as unknown
        }
      } finally {
        await reader.close()
      }
    },
  }
}

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  derive(passphrase.normalize('NFKC'), salt, 32, { ...scryptCost, maxmem: 64 * 1024 * 1024 })

const aboutOf = ({ createdAt, product, tenantName, publicKey, encryption }: Header): AtlasHeader => ({
  createdAt,
  product,
  tenantName,
  signedBy: fingerprintOf(publicKey),
  isEncrypted: encryption !== null,
})

async function writeChunks(
  file: FileHandle,
  header: Buffer,
  key: Buffer | null,
  records: AsyncIterable<object>,
  privateKey: Buffer,
): Promise<{ readonly records: number; readonly bytes: number }> {
  const head = headOf(header)
  let [chain, index, count, bytes] = [head, 0, 0, 0]
  const put = async (...parts: Uint8Array[]): Promise<void> => {
    for (const part of parts) {
      await file.appendFile(part)
      bytes += part.length
    }
  }
  const putChunk = async (text: string, isLast: boolean): Promise<void> => {
    const packed = await zip(Buffer.from(text))
    const payload = key ? sealed(packed, key, boundTo(head, index, isLast), index) : packed
    const length = lengthBytes(payload.length)
    if (isLast) length.writeUInt32BE((payload.length | lastBit) >>> 0)
    await put(length, payload)
    chain = chained(chain, index, isLast, payload)
    index += 1
  }
  await put(magic, lengthBytes(header.length), header)
  let lines: string[] = []
  let length = 0
  for await (const record of records) {
    const line = JSON.stringify(record)
    if (length > 0 && length + line.length > chunkLength) {
      await putChunk(lines.join('\n'), false)
      lines = []
      length = 0
    }
    lines.push(line)
    length += line.length
    count += 1
  }
  await putChunk(lines.join('\n'), true)
  await put(sign(null, chain, createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })))
  await file.sync()
  return { records: count, bytes }
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}

function sealed(packed: Buffer, key: Buffer, bound: Buffer, index: number): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(bound)
  return Buffer.concat([cipher.update(packed), cipher.final(), cipher.getAuthTag()])
}

async function opened(payload: Buffer, key: Buffer | null, bound: Buffer, index: number): Promise<string> {
  let packed = payload
  if (key) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(bound)
      decipher.setAuthTag(payload.subarray(-tagLength))
      packed = Buffer.concat([decipher.update(payload.subarray(0, -tagLength)), decipher.final()])
    } catch (error) {
      // The whole file was checked before, so it is the passphrase.
      throw failure('badInput', words.atlas.wrongPassphrase, { cause: error })
    }
  }
  try {
    return (await unzip(packed, { maxOutputLength: most.text })).toString('utf8')
  } catch (error) {
    throw failure('badInput', words.atlas.damaged, { cause: error })
  }
}

interface Chunk {
  readonly payload: Buffer
  readonly index: number
  readonly isLast: boolean
}

interface Reader {
  readonly header: Header
  readonly head: Buffer
  chunks(): AsyncIterable<Chunk>
  /** Checks the chain and the signature. @throws Failure `badInput` */
  check(): Promise<void>
  close(): Promise<void>
}

async function openReader(path: string): Promise<Reader> {
  const file = await open(path).catch((error: unknown) => {
    throw failure('badInput', words.exports.missing(path), { cause: error })
  })
  try {
    const take = async (at: number, length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at)
      if (bytesRead < length) throw failure('badInput', words.atlas.cutOff)
      return buffer
    }
    const first = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0)
    if (!first.buffer.equals(magic)) throw failure('badInput', words.atlas.foreign)
    const length = (await take(magic.length, 4)).readUInt32BE()
    if (length > most.header) throw failure('badInput', words.atlas.damaged)
    const bytes = await take(magic.length + 4, length)
    const header = headerOf(bytes)
    const start = magic.length + 4 + length
    async function* chunks(): AsyncGenerator<Chunk> {
      let at = start
      for (let index = 0; ; index += 1) {
        const marked = (await take(at, 4)).readUInt32BE()
        const isLast = (marked & lastBit) !== 0
        const size = (marked & ~lastBit) >>> 0
        if (size > most.payload) throw failure('badInput', words.atlas.damaged)
        yield { payload: await take(at + 4, size), index, isLast }
        at += 4 + size
        if (isLast) return
      }
    }
    return {
      header,
      head: headOf(bytes),
      chunks,
      async check() {
        let chain = headOf(bytes)
        let at = start
        for await (const { payload, index, isLast } of chunks()) {
          chain = chained(chain, index, isLast, payload)
          at += 4 + payload.length
        }
        const signature = await take(at, signatureLength)
        const { size } = await file.stat()
        if (size !== at + signatureLength || !isSigned(chain, header.publicKey, signature))
          throw failure('badInput', words.atlas.changed)
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

function headerOf(bytes: Buffer): Header {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw failure('badInput', words.atlas.damaged, { cause: error })
  }
  const version: unknown = typeof value === 'object' && value !== null && 'version' in value ? value.version : null
  if (typeof version === 'number' && version > newestVersion) throw failure('badInput', words.atlas.newer)
  const header = Header.safeParse(value)
  if (!header.success) throw failure('badInput', words.atlas.damaged)
  return header.data
}

function isSigned(chain: Buffer, publicKey: string, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' && verify(null, chain, key, signature)
  } catch {
    return false
  }
}
