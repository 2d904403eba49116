import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import { formOf } from '#infra/store/encryption/connection.ts'
import { migrate } from '#infra/store/migrate.ts'
import type { RehearsedApp, StartOptions } from './rehearsed-app.ts'
import { rehearsing } from './rehearsing.ts'

const { folder, start: begin, quit } = rehearsing()
let app: RehearsedApp
const start = (environment: Record<string, string> = {}, options: StartOptions = {}): void =>
  void (app = begin({ environment, ...options }))

describe('the data folder', () => {
  it('opens an encrypted database with its recovery key once the keychain is lost, and shows itself (905-14, 0816-8, 0816-10)', async () => {
    start({ SHELL_KEY: 'one' })
    await app.heard('show')
    const tenantId = TenantId.parse((await app.call('tenants.openDemo', {})).id)
    await app.call('runs.capture', { tenantId })
    await expect.poll(async () => (await app.call('runs.list', { tenantId }))[0]?.status).toBe('succeeded')
    const before = (await app.call('versions.list', { tenantId })).length
    const { recoveryKey } = await app.call('storage.newRecoveryKey', {})
    await app.call('storage.encrypt', { recoveryKey, passphrase: null })
    await expect.poll(async () => (await app.call('storage.get', {})).isEncrypted).toBe(true)
    expect(formOf(join(folder(), 'data', 'atlas.db'))).toBe('encrypted')
    await quit()
    // With its keychain, it opens by itself.
    start({ SHELL_KEY: 'one' })
    await app.heard('show')
    expect((await app.call('versions.list', { tenantId })).length).toBe(before)
    await quit()
    // At sign-in, in the tray: nothing would be backed up, and nobody would know.
    start({ SHELL_KEY: 'two' }, { args: ['--hidden'] })
    await app.heard('show')
    const page = await app.page()
    await page.getByRole('heading', { name: 'The database is locked' }).waitFor()
    // What needs the database is refused, and the app goes on.
    for (let times = 0; times < 5; times += 1)
      await app.does('app', { event: 'second-instance', values: [['TenantAtlas', '--capture-now'], ''] })
    await page.getByLabel('Recovery key').fill(recoveryKey)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Inventory', exact: true }).first().waitFor()
    expect((await app.call('versions.list', { tenantId })).length).toBe(before)
    await quit()
    start({ SHELL_KEY: 'two' })
    await app.heard('show')
    expect((await app.call('storage.get', {})).opensWith).toEqual({ vault: true, passphrase: false })
  })

  it('updates a large database of an earlier version in its window, also after a hidden start (0816-18)', async () => {
    const data = join(folder(), 'data')
    mkdirSync(data)
    const database = new Database(join(data, 'atlas.db'))
    migrate(database, () => {}, 18)
    database.exec(`INSERT INTO tenants (id, name, environment, colour, created_at, sign_in)
      VALUES ('22222222-0000-4000-8000-000000000001', 'Of an earlier version', 'test', '#335577', '2026-01-01T00:00:00.000Z', 'environment')`)
    const add = database.prepare('INSERT INTO audit_entries (at, action, detail) VALUES (?, ?, ?)')
    const detail = JSON.stringify({ filler: 'x'.repeat(400) })
    // As large as one that isn't updated while it is opened.
    database.transaction(() => {
      for (let row = 0; row < 80_000; row += 1) add.run('2026-01-01T00:00:00.000Z', 'filler', detail)
    })()
    database.close()
    start({}, { args: ['--hidden'] })
    await app.heard('show')
    const page = await app.page()
    await page.getByText('It is up to date now.').waitFor()
    await page.getByRole('button', { name: 'Inventory', exact: true }).first().waitFor()
    expect(await app.call('tenants.list', {})).toMatchObject([{ name: 'Of an earlier version' }])
  })

  it('says that the data folder can’t be used, and ends (905-3)', async () => {
    const file = join(folder(), 'a file')
    writeFileSync(file, '')
    start({ TENANTATLAS_DATA: join(file, 'data') })
    expect(await app.heard('errorBox')).toMatchObject({ content: expect.stringContaining("can't be used") as string })
    expect(await app.ended).toBe(1)
  })
})
