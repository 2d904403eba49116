import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAtlasFiles } from './atlas-files.ts'
import { signingKeyOf } from './signing-key.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantatlas-files-'))
  path = join(folder, 'contoso.atlas')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const vault = {
  seal: async (text: string) => Buffer.from(`sealed ${text}`),
  open: async (sealed: Uint8Array) => Buffer.from(sealed).toString().replace('sealed ', ''),
}
const files = () => createAtlasFiles(signingKeyOf(join(folder, 'key'), vault))
const about = { createdAt: '2026-05-01T08:00:00.000Z', product: '0.1.0', tenantName: 'Contoso', passphrase: null }
async function* records(count: number, size = 10): AsyncGenerator<object> {
  for (let index = 0; index < count; index += 1) yield { index, text: 'x'.repeat(size) }
}
const readAll = async (passphrase: string | null = null, from = path): Promise<unknown[]> => {
  const read: unknown[] = []
  for await (const record of files().read(from, passphrase)) read.push(record)
  return read
}
const refusal = (passphrase: string | null = null) =>
  readAll(passphrase).then(
    () => 'read',
    (error: { error: { message: string } }) => error.error.message,
  )

describe('an atlas file', () => {
  it('gives back what was written, over many chunks, with or without a passphrase (0814-1, 0814-3)', async () => {
    for (const passphrase of [null, 'correct horse battery']) {
      const written = await files().write(path, { ...about, passphrase }, records(40, 100_000))
      expect(written).toMatchObject({ records: 40, bytes: readFileSync(path).length })
      expect(await readAll(passphrase)).toMatchObject(Array.from({ length: 40 }, (_, index) => ({ index })))
      expect(await files().header(path)).toMatchObject({ tenantName: 'Contoso', isEncrypted: passphrase !== null })
    }
    expect(await files().isAtlas(path)).toBe(true)
    expect(await files().isAtlas(folder)).toBe(false)
  })

  it('is signed with one key for all files of a data folder (0814-2)', async () => {
    await files().write(path, about, records(1))
    const { signedBy } = await files().header(path)
    await files().write(join(folder, 'second.atlas'), about, records(1))
    expect((await files().header(join(folder, 'second.atlas'))).signedBy).toBe(signedBy)
    expect(signedBy).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
    const other = createAtlasFiles(signingKeyOf(join(folder, 'other-key'), vault))
    await other.write(path, about, records(1))
    expect((await files().header(path)).signedBy).not.toBe(signedBy)
  })

  it('hides everything behind its passphrase, and says which one is missing (0814-3)', async () => {
    await files().write(path, { ...about, passphrase: 'correct horse battery' }, records(3))
    expect(readFileSync(path).toString('latin1')).not.toContain('xxxxx')
    expect(await refusal()).toBe('The file is protected with a passphrase.')
    expect(await refusal('another one')).toBe('The passphrase is wrong, so nothing was imported.')
  })

  it('is refused before its first record when any byte of it was changed (0814-2)', async () => {
    await files().write(path, about, records(30, 100_000))
    const whole = readFileSync(path)
    let seed = 7
    for (let round = 0; round < 200; round += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      const changed = Buffer.from(whole)
      const at = seed % whole.length
      changed[at] = changed[at]! ^ (1 + (seed % 255))
      writeFileSync(path, changed)
      const read: unknown[] = []
      await expect(
        (async () => {
          for await (const record of files().read(path, null)) read.push(record)
        })(),
        `byte ${at}`,
      ).rejects.toMatchObject({ error: { code: 'badInput' } })
      expect(read).toEqual([])
    }
  })

  it('is refused with a sentence when it is cut off, longer, foreign or newer (0814-2)', async () => {
    await files().write(path, about, records(3))
    const whole = readFileSync(path)
    for (const length of [0, 3, 9, 40, whole.length - 70, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length))
      expect(await refusal(), `${length} bytes`).toMatch(/cut off|not an atlas file/)
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from('more')]))
    expect(await refusal()).toContain('was changed')
    writeFileSync(path, '{"some":"json"}')
    expect(await refusal()).toBe('This is not an atlas file.')
    writeFileSync(path, whole.toString('latin1').replace('"version":1', '"version":2'), 'latin1')
    expect(await refusal()).toBe('A newer version of TenantAtlas wrote this file.')
  })

  it('asks for no more memory than it may, whatever it says (0814-4)', async () => {
    await files().write(path, { ...about, passphrase: 'correct horse battery' }, records(1))
    const text = readFileSync(path).toString('latin1')
    writeFileSync(path, text.replace('"N":32768', '"N":99999'), 'latin1')
    expect(await refusal('correct horse battery')).toBe('The file is damaged, so nothing was imported.')
    writeFileSync(path, Buffer.concat([Buffer.from(text.slice(0, 8), 'latin1'), Buffer.from([255, 255, 255, 255])]))
    expect(await refusal()).toBe('The file is damaged, so nothing was imported.')
  })

  it('appears only when it is complete (0814-1)', async () => {
    await files().write(path, about, records(1))
    const before = readFileSync(path)
    await expect(
      files().write(
        path,
        about,
        (async function* () {
          yield { index: 0 }
          throw new Error('cancelled')
        })(),
      ),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([])
    await expect(files().write(join(folder, 'nowhere', 'a.atlas'), about, records(1))).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})
