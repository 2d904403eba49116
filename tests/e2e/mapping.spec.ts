import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'
import { tabTo as tabToIn } from '#tests/support/keyboard.ts'
import { guid } from '#tests/support/restored.ts'
import { script } from '#tests/support/restoring.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'

let seeded: SeededHost

const group = (index: number, displayName: string, more: object = {}) => ({
  id: guid(index),
  displayName,
  securityEnabled: true,
  mailEnabled: false,
  groupTypes: [],
  ...more,
})
const assigned = (...indexes: readonly number[]) => ({
  assignments: indexes.map((index) => ({
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: guid(index) },
  })),
})

test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      {
        name: 'Fabrikam Pilot',
        environment: 'test',
        seed: {
          groups: [
            group(51, 'Stores'),
            group(52, 'Offices'),
            group(53, 'A group whose name is far too long for any column '.repeat(4)),
          ],
          deviceManagementScripts: [
            script(1, { displayName: 'Map the store printers', ...assigned(51) }),
            script(2, { displayName: 'Remove old VPN profiles', ...assigned(51, 52) }),
            script(3, { displayName: 'Kiosk wallpaper', ...assigned(53) }),
          ],
        },
      },
      {
        name: 'Contoso Retail',
        environment: 'test',
        seed: {
          groups: [
            group(61, 'SG-Intune-Stores-EU', {
              mail: 'stores@contoso.example',
              members: [{ '@odata.type': '#microsoft.graph.user', id: guid(81) }],
            }),
            group(62, 'Offices'),
          ],
        },
      },
    ],
    async (core, [source]) => {
      const { runId } = await core.call('backups.create', { tenantId: source!, name: 'Golden pilot' })
      await core.finished(runId)
    },
  )
})
test.afterAll(() => seeded.close())

test('a restore across two tenants with the keyboard alone: a group of the target is searched, another left out, and what ends without assignments is said everywhere (006-19, 006-21)', async ({
  page,
}) => {
  const app = await pageOn(page, seeded.host)
  const shot = (name: string) => page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
  const key = (name: string) => page.keyboard.press(name)
  const tabTo = (role: 'button' | 'combobox', name: string | RegExp) =>
    tabToIn(page, page.getByRole(role, { name }).first())

  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  for (const tenant of ['Fabrikam Pilot', 'Contoso Retail']) {
    await key('Control+k')
    await page.keyboard.type(`>switch ${tenant}`)
    await expect(page.getByRole('option', { selected: true })).toHaveText(`Switch to ${tenant}`)
    await key('Enter')
    await expect(page.locator('.band')).toContainText(tenant)
  }
  await key('Control+k')
  await page.keyboard.type('>restore')
  await expect(page.getByRole('option', { selected: true })).toContainText('Restore')
  await key('Enter')
  await tabTo('combobox', 'Captured from')
  await key('Enter')
  await page.keyboard.type('Fab')
  await key('Enter')
  await expect(page.getByRole('grid', { name: 'Backup sets' })).toContainText('Golden pilot')
  await tabTo('button', 'Next: items')
  await key('Enter')
  await tabTo('button', /^Next: plan/)
  await key('Enter')

  await expect(page.getByRole('grid', { name: 'References' })).toContainText('Stores')
  await expect(page.getByText('2 policies end without assignments')).toBeVisible()
  await expectAccessible(page)
  await shot('80-mapping')
  await page.setViewportSize({ width: 1024, height: 700 })
  await shot('80-mapping-small')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize({ width: 1920, height: 1080 })
  await shot('80-mapping-dark-wide')
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })

  // Passing through, or Enter before anything is found, chooses nothing.
  const stores = page.getByRole('combobox', { name: /^Stores in/ })
  await tabTo('combobox', /^Stores in Contoso Retail/)
  await key('ArrowDown')
  await expect(page.getByRole('option', { name: /^Create in/ })).toBeVisible()
  await key('Tab')
  await expect(stores).toHaveValue('')
  await key('Shift+Tab')
  await tabTo('combobox', /^Stores in Contoso Retail/)
  await page.keyboard.type('zzz')
  await key('Enter')
  await expect(stores).toHaveAttribute('aria-expanded', 'false')
  await expect(stores).toHaveValue('')
  await page.keyboard.type('intune')
  await expect(page.getByRole('option', { name: /SG-Intune-Stores-EU/ })).toContainText(
    '1 direct member · stores@contoso.example',
  )
  await shot('81-search')
  await expect(page.getByText('Searching Contoso Retail…')).toBeHidden()
  await key('ArrowDown')
  await key('Enter')
  await expect(page.getByRole('combobox', { name: /^Stores in/ })).toHaveValue('SG-Intune-Stores-EU')
  await expect(page.getByText('1 policy ends without assignments').first()).toBeVisible()
  await tabTo('button', 'Next: preview')
  await key('Enter')

  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await tabTo('button', /^Next: confirm/)
  await key('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('1 policy ends without assignments: Kiosk wallpaper')
  await shot('82-confirm')
  await tabTo('button', 'Unlock and restore')
  await key('Enter')
  await expect(page.getByRole('heading', { name: /^Restore finished/ })).toBeVisible()
  await expect(page.getByText(/^1 policy ends without assignments: Kiosk/)).toBeVisible()
  await shot('83-result')
  expect(app.complaints(), 'the page must not complain').toEqual([])
})

test('a mapping is saved as a table and loaded again (006-20)', async ({ page }) => {
  const app = await pageOn(page, seeded.host)
  await page.locator('.rail .tenant').click()
  await page.getByRole('option', { name: /Contoso Retail/ }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('combobox', { name: 'Captured from' }).click()
  await page.getByRole('option', { name: 'Fabrikam Pilot' }).click()
  await page.getByRole('button', { name: 'Next: items' }).click()
  await page.getByRole('button', { name: /^Next: plan/ }).click()
  const references = page.getByRole('grid', { name: 'References' })
  await expect(references).toContainText('Stores')
  await page.getByRole('button', { name: 'Apply to all' }).click()
  await page.getByRole('menuitem', { name: /^Create missing groups/ }).click()
  await page.getByRole('button', { name: 'Mapping table' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as a table' }).click(),
  ])
  await page.getByRole('button', { name: 'Undo the choices made here' }).click()
  await page.getByLabel('Load a table…').setInputFiles(await download.path())
  await expect(page.getByText(/choices? loaded from the table/)).toBeVisible()
  await expect(page.getByRole('combobox', { name: /^A group whose name/ })).toHaveValue('Create in Contoso Retail')
  await page.getByLabel('Load a table…').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('no table'),
  })
  await expect(page.getByText(/^This file isn't a mapping table\. Open a table/)).toBeVisible()
  expect(app.complaints(), 'the page must not complain').toEqual([])
})
