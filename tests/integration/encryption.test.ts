import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { convertDatabase } from '#infra/store/encryption/conversion.ts'
import { formOf } from '#infra/store/encryption/connection.ts'
import { newStoreKey, readKeyFile } from '#infra/store/encryption/key-file.ts'
import { bytesOfRecoveryKey, newRecoveryKey } from '#infra/store/encryption/recovery-key.ts'
import { createStoreKeys } from '#infra/store/encryption/store-keys.ts'
import { listCopies } from '#infra/store/copies.ts'
import { openStore } from '#infra/store/open.ts'
import { sweepLeftovers } from '#infra/store/replacement.ts'
import { followMove, moveDataFolder } from '#infra/store/relocation.ts'
import { createPassphraseVault, noVault } from '#infra/vault/passphrase-vault.ts'
import { cli } from '#tests/support/cli.ts'
import { openLab, root, type Lab } from '#tests/support/lab.ts'
import { rowsOf as rows } from '#tests/support/rows-of.ts'

/** At how many moments a conversion is killed. */
const moments = Number(process.env['STORAGE_PLACES'] ?? 6) > 6 ? 20 : 4
const atOnce = { breathe: () => Promise.resolve() }

/** Twenty words that are nowhere else, as names, values, scripts and secrets. */
const planted = Array.from({ length: 20 }, (_, index) => `Planted${index}${'qxzvjk'.repeat(2)}${index}`)

const script = (index: number) => ({
  '@odata.type': '#microsoft.graph.deviceManagementScript',
  id: `00000000-0000-4000-8000-0000000000${10 + index}`,
  displayName: planted[index],
  description: planted[10 + (index % 5)],
  fileName: 'a.ps1',
  scriptContent: Buffer.from(
    `Write-Host ${planted[15 + (index % 3)]}\n# password ${planted[18 + (index % 2)]}`,
  ).toString('base64'),
  runAsAccount: 'system',
  assignments: [],
  roleScopeTagIds: ['0'],
})

let lab: Lab
let tenantId: TenantId
const data = () => join(lab.folder, 'data')
const keyOf = (vault = createPassphraseVault('a passphrase for tests')) => createStoreKeys(data(), vault)

beforeAll(async () => {
  lab = openLab()
  const objects = Array.from({ length: 10 }, (_, index) => script(index))
  tenantId = (await lab.tenant('Planted tenant', { deviceManagementScripts: objects })).id
  await lab.capture(tenantId)
  await lab.core.close()
  const store = openStore(data(), () => crypto.randomUUID())
  await store.keepCopy(new Date('2026-11-01'))
  await store.close()
}, 60_000)
afterAll(() => lab.close())

/** Every file below a folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())

/** The planted words that a folder shows, in any spelling of their bytes. */
function shown(folder: string): string[] {
  const all = filesIn(folder).map((path) => readFileSync(path))
  return planted.filter((word) =>
    [Buffer.from(word), Buffer.from(word.toLowerCase()), Buffer.from(word, 'utf16le')].some((bytes) =>
      all.some((file) => file.includes(bytes)),
    ),
  )
}

describe('an encrypted database', () => {
  let whole: string
  beforeAll(() => {
    whole = mkdtempSync(join(tmpdir(), 'tenantatlas-whole-'))
    cpSync(data(), whole, { recursive: true })
    return () => rmSync(whole, { recursive: true, force: true })
  })

  it('shows no name, value or secret in any file of the data folder (0816-7)', async () => {
    expect(shown(data()).length).toBeGreaterThanOrEqual(10)
    const before = rows(join(data(), 'atlas.db'), null)
    const keys = keyOf()
    const key = await keys.create(newRecoveryKey(), null)
    await convertDatabase(data(), null, key, atOnce)
    expect(shown(data())).toEqual([])
    expect(
      filesIn(data())
        .filter((path) => path.endsWith('.db'))
        .map(formOf),
    ).toEqual(['encrypted', 'encrypted'])
    expect(rows(join(data(), 'atlas.db'), key)).toBe(before)
    expect(rows(join(data(), 'copies', listCopies(data())[0]!.name), key)).toBe(before)

    // It works like any other, and stays as it is.
    await lab.reopen({ storeKey: key })
    await lab.capture(tenantId)
    const { runId } = await lab.core.call('backups.verify', { tenantId })
    expect(resultOf(await lab.ended(tenantId, runId), 'verify')).toMatchObject({ damaged: 0, damagedTables: [] })
    const found = await lab.core.call('search.find', { tenantId, text: planted[0]! })
    expect(found.names.length).toBeGreaterThan(0)
    expect(shown(data())).toEqual([])
    await lab.core.close()
    expect(shown(data())).toEqual([])
  })

  it('opens on another computer with its recovery key, and with nothing else (0816-8)', async () => {
    const recoveryKey = newRecoveryKey()
    const keys = keyOf()
    const key = await keys.current()
    await keys.setRecoveryKey(recoveryKey)
    const elsewhere = join(lab.folder, 'elsewhere')
    expect(await moveDataFolder(data(), elsewhere, key)).toEqual([])
    expect(followMove(data())).toBe(elsewhere)
    expect(existsSync(join(data(), 'atlas.db'))).toBe(false)
    const other = createStoreKeys(elsewhere, createPassphraseVault('another computer'))
    await expect(other.current()).rejects.toMatchObject({ error: { code: 'encrypted' } })
    await expect(other.unlock({ recoveryKey: newRecoveryKey() })).rejects.toMatchObject({ error: { code: 'badInput' } })
    await expect(other.unlock({ recoveryKey: recoveryKey.slice(1) })).rejects.toMatchObject({
      error: { code: 'badInput', message: expect.stringContaining('character') as string },
    })
    await expect(other.current()).rejects.toMatchObject({ error: { code: 'encrypted' } })
    await other.unlock({ recoveryKey: ` ${recoveryKey.toLowerCase().replaceAll('-', ' ')} ` })
    expect(await other.current()).toBe(key)
    // From then on, that computer opens it by itself.
    expect(await createStoreKeys(elsewhere, createPassphraseVault('another computer')).current()).toBe(key)
    // A disk that isn't connected: nothing takes its place.
    const away = join(lab.folder, 'away')
    renameSync(elsewhere, away)
    expect(() => followMove(data())).toThrow("isn't there")
    renameSync(away, elsewhere)
    await moveDataFolder(elsewhere, data(), key)
    expect(followMove(data())).toBe(data())
    expect(statSync(data()).mode & 0o777).toBe(0o700)
  })

  it('whose key file is gone is opened by the one beside its copies (0816-8)', async () => {
    rmSync(join(data(), 'store-key.json'))
    expect(readKeyFile(data())).not.toBeNull()
    writeFileSync(join(data(), 'store-key.json'), 'cut off')
    expect(readKeyFile(data())).not.toBeNull()
    rmSync(join(data(), 'store-key.json'))
  })

  it('becomes clear text again (0816-7)', async () => {
    const other = createStoreKeys(data(), createPassphraseVault('another computer'))
    const key = await other.current()
    const before = rows(join(data(), 'atlas.db'), key)
    await convertDatabase(data(), key, null, atOnce)
    expect(rows(join(data(), 'atlas.db'), null)).toBe(before)
    expect(await other.current()).toBeNull()
    await lab.reopen({ storeKey: null })
    expect((await lab.core.call('policies.list', { tenantId })).total).toBeGreaterThan(10)
    await lab.core.close()
  })

  it('is either as before or done, whenever its conversion is killed (0816-9)', async () => {
    const key = newStoreKey()
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-killed-'))
    const worker = (moment: number) =>
      spawnSync(process.execPath, [join(root, 'tests/support/convert-worker.ts'), folder, '-', key, String(moment)], {
        encoding: 'utf8',
      })
    const restart = () => {
      rmSync(folder, { recursive: true, force: true })
      cpSync(whole, folder, { recursive: true })
    }
    const before = rows(join(whole, 'atlas.db'), null)
    restart()
    const done = worker(0)
    expect({ status: done.status, stderr: done.stderr }).toMatchObject({ status: 0 })
    const all = Number(done.stdout)
    expect(all).toBeGreaterThan(20)
    const forms: string[] = []
    for (let index = 0; index < moments; index += 1) {
      restart()
      expect(worker(1 + Math.floor((index / moments) * all)).signal).toBe('SIGKILL')
      const form = formOf(join(folder, 'atlas.db'))
      forms.push(form)
      const own = form === 'clear' ? null : key
      // The next start with the work lock removes what was begun.
      sweepLeftovers(folder)
      const store = openStore(folder, () => crypto.randomUUID(), undefined, own)
      await store.close()
      expect(readdirSync(folder).filter((name) => name.includes('converting'))).toEqual([])
      expect(rows(join(folder, 'atlas.db'), own)).toBe(before)
      for (const { name } of listCopies(folder)) {
        const copy = join(folder, 'copies', name)
        expect(rows(copy, formOf(copy) === 'clear' ? null : key)).toBe(before)
      }
    }
    expect(new Set(forms)).toEqual(new Set(['clear', 'encrypted']))
    rmSync(folder, { recursive: true, force: true })
  }, 120_000)
})

describe('the key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-key-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('needs something that keeps it: a keychain, or a passphrase that is long enough (0816-8)', async () => {
    const recoveryKey = newRecoveryKey()
    const keys = createStoreKeys(folder, noVault)
    await expect(keys.create(recoveryKey, null)).rejects.toMatchObject({ error: { code: 'badInput' } })
    await expect(keys.create(recoveryKey, 'short')).rejects.toMatchObject({ error: { code: 'badInput' } })
    const key = await keys.create(recoveryKey, 'four words are enough')
    const again = createStoreKeys(folder, noVault)
    await expect(again.current()).rejects.toMatchObject({ error: { code: 'encrypted' } })
    await expect(again.unlock({ passphrase: 'three words are not' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await again.unlock({ passphrase: 'four words are enough' })
    expect(await again.current()).toBe(key)
    await again.setPassphrase('five words are more than enough')
    await expect(
      createStoreKeys(folder, noVault).unlock({ passphrase: 'four words are enough' }),
    ).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await again.setPassphrase('four words are enough')
    // The command line takes it from the environment.
    expect(await createStoreKeys(folder, noVault, 'four words are enough').current()).toBe(key)
  })

  it('has a recovery key that finds each typing error (0816-8)', () => {
    for (let index = 0; index < 20; index += 1) {
      const recoveryKey = newRecoveryKey()
      expect(recoveryKey).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(bytesOfRecoveryKey(recoveryKey)).toHaveLength(20)
      const at = index % 4
      const wrong = recoveryKey.slice(0, at) + (recoveryKey[at] === '7' ? '8' : '7') + recoveryKey.slice(at + 1)
      expect(bytesOfRecoveryKey(wrong)).toBeNull()
    }
    expect(bytesOfRecoveryKey('')).toBeNull()
  })
})

describe('the command line', () => {
  it('encrypts, moves, unlocks and decrypts a database (0816-7, 0816-8)', async () => {
    const folder = join(lab.folder, 'command')
    mkdirSync(folder)
    cpSync(data(), folder, { recursive: true })
    const here = { TENANTATLAS_VAULT_KEY: 'this computer' }
    const there = { TENANTATLAS_VAULT_KEY: 'that computer' }
    expect(await cli(folder, ['store', 'encrypt'])).toMatchObject({ code: 2, json: { error: { code: 'badInput' } } })
    const { code, json } = await cli(folder, ['store', 'encrypt'], here)
    expect({ code, json }).toMatchObject({ code: 0, json: { clearText: [] } })
    expect(shown(folder)).toEqual([])
    expect((await cli(folder, ['tenant', 'list'], here)).json).toMatchObject({ tenants: [{ name: 'Planted tenant' }] })
    expect(await cli(folder, ['tenant', 'list'], there)).toMatchObject({
      code: 1,
      json: { error: { code: 'encrypted' } },
    })
    expect(await cli(folder, ['store', 'status'], there)).toMatchObject({
      json: { isEncrypted: true, opensWith: { vault: false, passphrase: false } },
    })
    const moved = join(lab.folder, 'moved')
    expect(await cli(folder, ['store', 'move', moved], here)).toMatchObject({ code: 0, json: { left: [] } })
    const typed = { RECOVERY: String(json['recoveryKey']) }
    expect(
      await cli(moved, ['store', 'unlock', '--recovery-key-env', 'RECOVERY'], { ...there, ...typed }),
    ).toMatchObject({
      code: 0,
    })
    expect((await cli(moved, ['tenant', 'list'], there)).json).toMatchObject({ tenants: [{ name: 'Planted tenant' }] })
    expect(await cli(moved, ['store', 'decrypt'], there)).toMatchObject({ code: 0 })
    expect((await cli(moved, ['tenant', 'list'])).json).toMatchObject({ tenants: [{ name: 'Planted tenant' }] })
    expect(readKeyFile(moved)).toBeNull()
  }, 60_000)
})
