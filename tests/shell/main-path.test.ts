import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { seedCounts } from '../support/seed-counts.ts'
import { openScreen, startApp, type RehearsedApp, type Screen } from './rehearsed-app.ts'

const { policies: demo } = seedCounts('demo')

let screen: Screen
let app: RehearsedApp
beforeAll(async () => void (screen = await openScreen()))
afterAll(() => screen.close())
afterEach(() => app.stop())

describe('the built app', () => {
  it('captures, compares and restores in its window (905-19)', async () => {
    app = startApp(screen)
    const page = await app.page()
    page.setDefaultTimeout(20_000)
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
    await button('Open it without a history').click()
    await button('Capture the tenant').click()
    await page.getByText(`${demo} new, 0 unchanged`).waitFor()
    await button("Simulate an admin's change").click()
    await button('Capture').click()
    await page.getByText(`2 new, ${demo - 2} unchanged`).waitFor()
    await button('Inventory').click()
    await page.getByRole('textbox', { name: 'Filter' }).fill('bitlocker – silent')
    await page.getByRole('row', { name: /BitLocker – silent encryption/ }).dblclick()
    await page.locator('[data-settings-diff]').first().waitFor()
    await page.getByRole('button', { name: 'Restore version 1…' }).click()
    await page.getByText('1 to update.').waitFor()
    await page.getByRole('button', { name: /^Next: confirm 1 change/ }).click()
    await page.getByRole('button', { name: 'Unlock and restore' }).click()
    await page.locator('[data-run-status=succeeded]').waitFor()
    // What the shell asked of the system on this way, in its order.
    expect(app.asked.map(({ told }) => told)).toEqual(
      expect.arrayContaining(['appUserModelId', 'sandboxed', 'window', 'menu', 'loaded', 'show', 'powerSaveBlocker']),
    )
    expect(app.asked.filter(({ told }) => told === 'errorBox' || told === 'failed')).toEqual([])
  })
})
