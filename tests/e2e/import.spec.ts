import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectAccessible, test, untilIdle } from '#tests/support/fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-export-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const policy = (name: string, value: number) =>
  JSON.stringify({
    '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
    id: '10000000-0000-4000-8000-00000000000a',
    displayName: name,
    description: '',
    omaSettings: [
      { '@odata.type': '#microsoft.graph.omaSettingInteger', displayName: 'Limit', omaUri: './Device/x', value },
    ],
  })

test("another tool's backup is imported, read, and compared with the next one (0813-2, 0813-6, 0813-8)", async ({
  tenant: { page },
}) => {
  mkdirSync(join(folder, 'Device Configurations'), { recursive: true })
  writeFileSync(join(folder, 'Device Configurations', 'كتالوج – مهم.json'), policy('كتالوج – مهم', 1))
  writeFileSync(join(folder, 'Device Configurations', 'broken.json'), '{ "displayName": ')
  writeFileSync(join(folder, 'readme.md'), '# Backup')
  await page.getByRole('button', { name: 'Import a backup' }).click()
  await expect(page.getByRole('heading', { name: 'Import a backup' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Folder, zip or file' }).fill(folder)
  await page.getByRole('textbox', { name: 'Name of the imported tenant' }).fill('Handover')
  await page.screenshot({ path: 'test-results/95-import.png' })
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await untilIdle(page, 'Import')
  await expect(page.getByText('The file is not JSON')).toBeVisible()
  await expect(page.getByText('Imported, not connected')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Sync/ })).toHaveCount(0)
  await page.screenshot({ path: 'test-results/95-imported.png' })
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Inventory', exact: true }).click()
  await expect(page.getByRole('row', { name: /كتالوج – مهم/ })).toBeVisible()
  writeFileSync(join(folder, 'Device Configurations', 'كتالوج – مهم.json'), policy('كتالوج – مهم', 2))
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await page.getByRole('button', { name: 'Import a backup…' }).click()
  await page.getByRole('textbox', { name: 'Folder, zip or file' }).fill(folder)
  await page.getByRole('combobox', { name: 'Import into' }).click()
  await page.getByRole('option', { name: 'Handover' }).click()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: 'test-results/95-import-dark.png' })
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  // The page of the run: what ran before was an import, too.
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()
  await untilIdle(page, 'Import')
  await page.getByRole('button', { name: 'Inventory', exact: true }).click()
  await page.getByRole('row', { name: /كتالوج – مهم/ }).dblclick()
  await expect(page.locator('[data-settings-diff]').first()).toBeVisible()
  await page.screenshot({ path: 'test-results/95-import-diff.png' })

  const repository = join(folder, 'repository')
  await page.getByRole('button', { name: 'Backups', exact: true }).click()
  await page.getByRole('button', { name: 'Export…' }).click()
  await page.getByRole('textbox', { name: 'Folder (full path)' }).fill(repository)
  await page.getByRole('radio', { name: 'A git repository' }).check()
  await page.screenshot({ path: 'test-results/96-export-dark.png' })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.screenshot({ path: 'test-results/96-export.png' })
  await expectAccessible(page, { inDialog: true })
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await untilIdle(page, 'Export')
  await expect.poll(() => existsSync(join(repository, 'Device configuration', 'كتالوج – مهم.md'))).toBe(true)
})
