import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, expectAccessible, test, untilIdle } from '#tests/support/fixture.ts'

test('a report is looked at, saved, and read without TenantAtlas (0817-3, 0817-6, 0817-9) @deep', async ({
  app: { page },
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-report-'))
  await page.getByRole('button', { name: 'Open it without a history' }).click()
  await page.getByRole('button', { name: 'Capture the tenant' }).click()
  await untilIdle(page, 'new, 0 unchanged')
  await page.getByRole('button', { name: 'Overview', exact: true }).click()
  await page.getByRole('button', { name: 'Report…' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('Configuration of Microsoft Intune')
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/70-report.png' })
  await page.getByLabel('Language').selectOption('Deutsch')
  await expect(preview).toContainText('Konfiguration von Microsoft Intune')
  await page.getByLabel('Customer').fill('Contoso AG')
  await expect(preview).toContainText('Contoso AG')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1024, height: 700 })
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/71-report-dark-small.png' })
  await page.getByRole('textbox', { name: 'Folder on this computer' }).fill(folder)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/Contoso Demo .*Konfiguration von Microsoft Intune\.html is in/)).toBeVisible()
  const [name] = readdirSync(folder)
  expect(readFileSync(join(folder, name!), 'utf8')).toContain('Contoso AG')

  // The file itself, in a browser.
  await page.emulateMedia({ colorScheme: 'light' })
  const reader = await page.context().newPage()
  const said: string[] = []
  reader.on('console', (message) => said.push(message.text()))
  reader.on('pageerror', (error) => said.push(error.message))
  reader.on('request', (request) => said.push(...(request.url().startsWith('file:') ? [] : [request.url()])))
  await reader.goto(pathToFileURL(join(folder, name!)).href)
  await reader.getByLabel('In diesem Bericht suchen').fill('bitlocker silent')
  await expect(reader.getByRole('navigation').getByRole('link')).toHaveCount(4)
  await reader.getByRole('button', { name: 'Hell oder dunkel' }).click()
  expect(await reader.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  expect(said).toEqual([])
  await reader.close()
  rmSync(folder, { recursive: true, force: true })
})
