import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import { openLab } from '#tests/support/lab.ts'
import type { RehearsedApp, StartOptions } from './rehearsed-app.ts'
import { rehearsing } from './rehearsing.ts'

const { folder, start: begin, quit, beside } = rehearsing()
let app: RehearsedApp
const start = (environment: Record<string, string> = {}, options: StartOptions = {}): void =>
  void (app = begin({ environment, ...options }))
const demo = async () => TenantId.parse((await app.call('tenants.openDemo', {})).id)
const runsOf = async (tenantId: TenantId) => (await app.call('runs.list', { tenantId })).map(({ kind }) => kind)
const lastStatus = async (tenantId: TenantId) => (await app.call('runs.list', { tenantId }))[0]?.status

describe('an atlas file', () => {
  /** A file of the demo tenant, made by the app itself. */
  async function makeFile(): Promise<string> {
    start()
    await app.heard('show')
    const tenantId = await demo()
    const { runId } = await app.call('backups.create', { tenantId, name: 'Set' })
    await expect.poll(async () => (await app.call('runs.get', { tenantId, runId })).status).toBe('succeeded')
    const path = join(folder(), 'demo.atlas')
    const saved = await app.call('backups.saveFile', { tenantId, path, passphrase: 'correct horse battery' })
    await expect
      .poll(async () => (await app.call('runs.get', { tenantId, runId: saved.runId })).status)
      .toBe('succeeded')
    return path
  }
  const isShown = async () => {
    const page = await app.page()
    await page.getByRole('definition').filter({ hasText: 'Contoso Demo' }).first().waitFor()
    return page
  }

  it('opens by a double-click, in the app that is open or with its start, and is imported from there (0814-6)', async () => {
    const path = await makeFile()
    await app.does('app', { event: 'open-file', values: [path] })
    const page = await isShown()
    expect(await app.heard('recentDocument')).toEqual({ path })
    await page.screenshot({ path: 'test-results/96-atlas-file.png' })
    await page.getByRole('radio', { name: 'Import' }).click()
    await page.getByRole('textbox', { name: 'Name of the imported tenant' }).fill('From a file')
    await page.getByRole('textbox', { name: 'Passphrase of the file' }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await page.getByText('Imported, not connected').waitFor()
    await expect
      .poll(async () => {
        const imported = (await app.call('tenants.list', {})).find(({ name }) => name === 'From a file')
        return (
          imported &&
          (await app.call('backups.list', { tenantId: TenantId.parse(imported.id) })).map(({ name }) => name)
        )
      })
      .toEqual(['Set'])
    // A second start names it relative to its own folder.
    await app.does('app', { event: 'second-instance', values: [['TenantAtlas', 'demo.atlas'], folder()] })
    await isShown()
    // Opened to read, it is beside the others until it is closed or imported (0814-8).
    await page.getByRole('textbox', { name: 'Passphrase of the file' }).fill('correct horse battery')
    await page.keyboard.press('Enter')
    await page.getByText('demo.atlas is open read-only.').waitFor()
    await page.getByRole('button', { name: 'Inventory' }).click()
    await page.getByRole('row').nth(3).waitFor()
    await page.screenshot({ path: 'test-results/96-opened-file.png' })
    await page.getByRole('button', { name: 'Import…' }).click()
    await page.getByRole('textbox', { name: 'Name of the imported tenant' }).fill('Kept')
    await page.screenshot({ path: 'test-results/96-opened-file-keep.png' })
    await page.keyboard.press('Enter')
    await expect
      .poll(async () => (await app.call('tenants.list', {})).map(({ name }) => name))
      .toEqual(['Contoso Demo', 'From a file', 'Kept'])
    await page.getByText('demo.atlas is open read-only.').waitFor({ state: 'hidden' })
    await app.does('app', { event: 'second-instance', values: [['TenantAtlas', 'demo.atlas'], folder()] })
    await page.getByRole('textbox', { name: 'Passphrase of the file' }).fill('correct horse battery')
    await page.getByRole('button', { name: 'Open to read' }).click()
    await page.getByRole('button', { name: 'Close file' }).waitFor()
    await page.getByText('No run in progress').waitFor()
    await page.getByRole('button', { name: 'Close file' }).click()
    await expect
      .poll(async () => (await app.call('tenants.list', {})).map(({ name }) => name))
      .toEqual(['Contoso Demo', 'From a file', 'Kept'])
    await quit()
    start({}, { args: [path] })
    await app.heard('show')
    await isShown()
  })

  it('that is dropped onto the window is looked at (0814-6)', async () => {
    start()
    await app.heard('show')
    await demo()
    const page = await app.page()
    await page.getByRole('button', { name: 'Inventory' }).waitFor()
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['x'], 'other.atlas'))
      return transfer
    })
    await page.locator('main').dispatchEvent('drop', { dataTransfer: dropped })
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Folder, zip or file' }).inputValue())
      .toBe('/dropped/other.atlas')
  })
})

describe('a link', () => {
  it('opens its page in the app that is open, and with its start (905-24)', async () => {
    start()
    await app.heard('show')
    const link = `atlas://tenant/${await demo()}/audit`
    const page = await app.page()
    await page.getByRole('button', { name: 'Inventory' }).waitFor()
    await app.does('app', { event: 'second-instance', values: [['TenantAtlas', '--', link], ''] })
    await page.getByRole('heading', { name: 'Audit' }).waitFor()
    await quit()
    start({}, { args: ['--', link] })
    await app.heard('show')
    const audit = (await app.page()).getByRole('heading', { name: 'Audit' })
    await audit.waitFor()
    expect(await audit.count()).toBe(1)
  })
})

describe('the system', () => {
  it('captures from the taskbar: a second start with the switch does so (905-11)', async () => {
    start()
    await app.heard('show')
    const tenantId = await demo()
    await app.does('app', { event: 'second-instance', values: [['TenantAtlas', '--capture-now'], ''] })
    await expect.poll(() => lastStatus(tenantId)).toBe('succeeded')
    await quit()
    start({}, { args: ['--capture-now'] })
    await app.heard('show')
    await expect.poll(() => runsOf(tenantId)).toEqual(['capture', 'capture'])
    await expect.poll(() => lastStatus(tenantId)).toBe('succeeded')
  })

  it('opens the app at sign-in, in the tray, where somebody agreed (905-12)', async () => {
    start()
    await app.heard('show')
    const entry = join(folder(), 'appData', 'autostart', 'tenantatlas.desktop')
    expect((await app.call('shell.get', {})).opensAtSignIn).toBe(false)
    expect(existsSync(entry)).toBe(false)
    await app.call('shell.openAtSignIn', { open: true })
    expect((await app.call('shell.get', {})).opensAtSignIn).toBe(true)
    expect(readFileSync(entry, 'utf8')).toContain('--hidden')
    await app.call('shell.openAtSignIn', { open: false })
    expect(existsSync(entry)).toBe(false)
    await quit()
    // A window that was left maximized stays hidden, too.
    start()
    await app.heard('show')
    await app.does('maximize')
    await quit()
    start({}, { args: ['--hidden'] })
    await app.heard('tray')
    await app.heard('loaded')
    expect(await app.does('state')).toMatchObject({ isVisible: false })
    await app.does('app', { event: 'activate' })
    expect(await app.does('state')).toMatchObject({ isVisible: true })
    await app.heard('maximize')
  })

  it.each(['resume', 'unlock-screen'])('makes due schedules run on %s (905-13)', async (event) => {
    start()
    await app.heard('show')
    const tenantId = await demo()
    await app.call('schedules.save', {
      tenantId,
      name: 'Nightly',
      cron: '0 3 * * *',
      zone: 'UTC',
      keep: { last: 7, daily: 0, weekly: 0, monthly: 0 },
    })
    // The computer slept over it for two nights.
    const database = new Database(join(folder(), 'data', 'atlas.db'))
    const slept = new Date(Date.now() - 2 * 86_400_000).toISOString()
    database.prepare('UPDATE schedules SET last_due_at = ?').run(slept)
    database.close()
    await app.does('power', { event })
    // Sooner than the app looks by itself.
    await expect.poll(() => runsOf(tenantId), { timeout: 15_000 }).toEqual(['backup'])
  })

  it.each([
    ['available', null],
    ['basic_text', 'This desktop has no keychain that TenantAtlas can use'],
    ['locked', "The keychain is locked or can't be reached."],
    ['refused', 'The keychain refused to protect anything.'],
  ])('says what a keychain that is %s means (905-14)', async (state, sentence) => {
    start({ SHELL_STORAGE: state })
    const page = await app.page()
    await page.getByRole('button', { name: 'Open the demo' }).waitFor()
    if (sentence !== null) await page.getByText(sentence).waitFor()
    expect((await app.call('shell.get', {})).notices).toHaveLength(sentence === null ? 0 : 1)
  })

  it('says that the keychain has another key, and every version is still there (905-14)', async () => {
    start({ SHELL_KEY: 'one' })
    await app.heard('show')
    const tenantId = await demo()
    await app.call('runs.capture', { tenantId })
    await expect.poll(() => lastStatus(tenantId)).toBe('succeeded')
    const before = (await app.call('versions.list', { tenantId })).length
    await quit()
    start({ SHELL_KEY: 'two' })
    const page = await app.page()
    await page.getByText('The keychain has another key than last time').waitFor()
    expect((await app.call('versions.list', { tenantId })).length).toBe(before)
    expect(before).toBeGreaterThan(0)
    await quit()
    start({ SHELL_KEY: 'two' })
    await app.heard('show')
    expect((await app.call('shell.get', {})).notices).toEqual([])
  })

  it('gives requests its proxy, and the permission check says which (905-15)', async () => {
    const lab = openLab({ vault: false })
    const { id: tenantId, simulator } = await lab.tenant('Contoso')
    await lab.between(async () => {
      start({ SHELL_PROXY: 'PROXY proxy.contoso.com:8080; DIRECT' }, { folder: lab.folder })
      await app.heard('show')
      const { runId } = await app.call('tenants.check', { tenantId })
      await expect
        .poll(async () => (await app.call('runs.list', { tenantId })).find(({ id }) => id === runId)?.status)
        .toBe('succeeded')
      expect((await app.call('tenants.health', { tenantId }))?.connection).toMatchObject({
        proxy: 'proxy.contoso.com:8080',
      })
      expect(await app.heard('sessionFetch')).toEqual({ origin: new URL(simulator.url).origin })
      await quit()
    })
    await lab.close()
  })
})

describe('the command line of the app', () => {
  it('runs a command without a window, with its output and exit code (905-16)', async () => {
    start({}, { args: ['--atlas', 'tenant', 'list', '--json'] })
    expect(await app.ended).toBe(0)
    expect(JSON.parse(app.output())).toEqual({ contract: 1, tenants: [] })
    expect(app.asked.filter(({ told }) => told === 'window')).toEqual([])
    start({}, { args: ['--atlas', 'tenant', 'list', '--no-such-option'] })
    expect(await app.ended).toBe(2)
    expect(app.output()).toContain('no-such-option')
  })

  it('takes a folder beside the terminal, and ends with 1 if it can’t be used (905-16)', async () => {
    start({}, { args: ['--', '--atlas', 'tenant', 'list', '--data', 'beside', '--json'] })
    expect(await app.ended).toBe(0)
    expect(existsSync(join(folder(), 'beside', 'atlas.db'))).toBe(true)
    writeFileSync(join(folder(), 'file'), '')
    start({}, { args: ['--', '--atlas', 'tenant', 'list', '--data', join(folder(), 'file', 'x'), '--json'] })
    expect(await app.ended).toBeGreaterThan(0)
    expect(app.asked.filter(({ told }) => told === 'errorBox')).toEqual([])
  })

  it('keeps to the data folder that the command names (905-16)', async () => {
    const data = join(folder(), 'other')
    start({}, { args: ['--atlas', 'tenant', 'list', '--data', data, '--json'] })
    expect(await app.ended).toBe(0)
    expect(existsSync(join(data, 'atlas.db'))).toBe(true)
    writeFileSync(join(folder(), 'kept'), '')
    expect(existsSync(join(folder(), 'data', 'atlas.db'))).toBe(false)
  })

  it('hands its work to the app that is open, beside its window (905-17)', async () => {
    start()
    await app.heard('show')
    const tenantId = await demo()
    const command = beside({ args: ['--atlas', 'capture', '--tenant', 'Contoso Demo', '--json'] })
    expect(await command.ended).toBe(0)
    const { runId } = JSON.parse(command.output()) as { runId: string }
    expect((await app.call('runs.list', { tenantId })).map(({ id }) => id)).toEqual([runId])
    expect(app.asked.filter(({ told }) => told === 'failed')).toEqual([])
    await command.stop()
  })
})
