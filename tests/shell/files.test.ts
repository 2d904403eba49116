import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callPieceLength } from '#contract/wire.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { RehearsedApp, StartOptions } from './rehearsed-app.ts'
import { rehearsing } from './rehearsing.ts'

const { folder, start: begin } = rehearsing()
let app: RehearsedApp
const start = (environment: Record<string, string> = {}, options: StartOptions = {}): void =>
  void (app = begin({ environment, ...options }))
const demo = async () => TenantId.parse((await app.call('tenants.openDemo', {})).id)
const lastStatus = async (tenantId: TenantId) => (await app.call('runs.list', { tenantId }))[0]?.status

describe('files', () => {
  it('are saved with the dialog of the system (905-9)', async () => {
    start()
    const file = join(folder(), 'plan.json')
    await app.heard('show')
    expect(await app.call('shell.saveFile', { name: 'plan.json' })).toEqual({ saving: null })
    await app.does('dialogs', { save: [file] })
    const { saving } = await app.call('shell.saveFile', { name: 'plan.json' })
    await app.call('shell.addToFile', { saving: saving!, piece: '{"a"', isLast: false })
    await app.call('shell.addToFile', { saving: saving!, piece: ':1}', isLast: true })
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}')
    await app.does('dialogs', { save: [join(folder(), 'nowhere', 'plan.json')] })
    const lost = await app.call('shell.saveFile', { name: 'plan.json' })
    await expect(app.call('shell.addToFile', { saving: lost.saving!, piece: '{}', isLast: true })).rejects.toThrow(
      /nowhere/,
    )
  })

  it('are saved where the system finds no folder for downloads (905-9)', async () => {
    start({ SHELL_LOST_FOLDERS: 'downloads,documents' })
    await app.heard('show')
    await app.does('dialogs', { save: [join(folder(), 'plan.json')] })
    expect((await app.call('shell.saveFile', { name: 'plan.json' })).saving).not.toBeNull()
    expect(await app.call('shell.reportProblem', {})).toMatchObject({ folder: expect.any(String) as string })
  })

  it('that are too large for one call are saved from the page (905-9, 0815-7)', async () => {
    start()
    await app.heard('show')
    const tenantId = await demo()
    await app.call('runs.capture', { tenantId })
    await expect.poll(() => lastStatus(tenantId)).toBe('succeeded')
    const page = await app.page()
    const file = join(folder(), 'settings.json')
    await app.does('dialogs', { save: [file] })
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByRole('tab', { name: 'Settings across policies' }).click()
    await page.getByRole('checkbox', { name: 'Include single-policy settings' }).check()
    await page.getByPlaceholder(/^Filter \d{3,} settings$/).waitFor()
    await page.getByRole('button', { name: 'Save Settings as a file' }).click()
    await page.getByRole('menuitem', { name: 'Save as JSON' }).click()
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').endsWith(']\n')).toBe(true)
    const text = readFileSync(file, 'utf8')
    expect(text.length).toBeGreaterThan(5 * callPieceLength)
    expect((JSON.parse(text) as unknown[]).length).toBeGreaterThan(400)
  })

  it('and folders are chosen with the dialog of the system, or dropped onto their field (905-9)', async () => {
    start()
    await app.heard('show')
    await demo()
    const page = await app.page()
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await page.getByRole('button', { name: 'Connect a tenant…' }).click()
    await page.getByRole('radio', { name: 'An app' }).check()
    const field = page.getByRole('textbox', { name: 'Certificate and private key file' })
    await app.does('dialogs', { open: [['/keys/app.pem']] })
    await page.getByRole('button', { name: 'Choose…' }).click()
    await expect.poll(() => field.inputValue()).toBe('/keys/app.pem')
    expect(await app.heard('openDialog')).toMatchObject({ properties: ['openFile'] })
    // Nobody chose anything this time.
    await page.getByRole('button', { name: 'Choose…' }).click()
    await expect.poll(() => app.asked.filter(({ told }) => told === 'openDialog').length).toBe(2)
    expect(await field.inputValue()).toBe('/keys/app.pem')
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['pem'], 'other.pem'))
      return transfer
    })
    await field.dispatchEvent('drop', { dataTransfer: dropped })
    await expect.poll(() => field.inputValue()).toBe('/dropped/other.pem')
    await page.screenshot({ path: 'test-results/86-choose-path.png' })
  })

  it('of a report are the log and the versions, without a token (905-10)', async () => {
    start()
    await app.heard('show')
    await demo()
    await app.does('menu', { path: '/help/Report a problem' })
    const path = String((await app.heard('openPath'))['path'])
    expect(readdirSync(path).toSorted()).toEqual(['tenantatlas.log', 'versions.txt'])
    expect(readFileSync(join(path, 'versions.txt'), 'utf8')).toMatch(/^TenantAtlas: 0\.1\.0\n/)
    expect(readFileSync(join(path, 'tenantatlas.log'), 'utf8')).not.toMatch(/Bearer|eyJ/)
  })
})
