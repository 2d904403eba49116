import { collection } from '#simulator/tenant.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'

const id = '10000000-0000-4000-8000-000000000001'
const collectionPath = '/deviceManagement/deviceManagementScripts'
/** Three of its lines differ in the second version, one of them by white space alone. */
const lines = (isSecond: boolean): string =>
  Array.from({ length: 60 }, (_, at) =>
    isSecond && at % 20 === 3 ? (at === 3 ? `  Write-Host ${at}` : `Write-Host "changed ${at}"`) : `Write-Host ${at}`,
  ).join('\r\n')
const encoded = (text: string): string => Buffer.from(text).toString('base64')

let seeded: SeededHost
test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      {
        name: 'Scripts',
        environment: 'test',
        seed: {
          deviceManagementScripts: [
            {
              id,
              displayName: 'Remove bloatware',
              fileName: 'remove.ps1',
              runAsAccount: 'system',
              scriptContent: encoded(lines(false)),
              roleScopeTagIds: ['0'],
              assignments: [],
            },
          ],
        },
      },
    ],
    async (core, [tenantId], [simulator]) => {
      const capture = async () => core.finished((await core.call('runs.capture', { tenantId: tenantId! })).runId)
      await capture()
      Object.assign(collection(simulator!.tenant, collectionPath).get(id)!, { scriptContent: encoded(lines(true)) })
      await capture()
    },
  )
})
test.afterAll(() => seeded.close())

test('two versions of a script are compared line by line, counted, swapped and copied (002-3)', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { complaints } = await pageOn(page, seeded.host)
  await page.getByRole('button', { name: 'Inventory', exact: true }).first().click()
  await page
    .getByRole('grid', { name: 'Policies' })
    .getByRole('row', { name: /Remove bloatware/ })
    .dblclick()
  const diff = page.locator('[data-settings-diff] [data-language=powershell]')
  await expect(diff.locator('.view-line', { hasText: 'changed 23' })).toBeVisible()
  const changes = page.getByRole('status').filter({ hasText: /changes?$/ })
  await expect(changes).toHaveText('3 changes')
  await page.screenshot({ path: 'test-results/80-script-diff.png', animations: 'disabled' })
  await expectAccessible(page)
  await page.getByRole('checkbox', { name: 'Ignore leading and trailing white space' }).check()
  await expect(changes).toHaveText('2 changes')
  await page.getByRole('checkbox', { name: 'Inline' }).check()
  await expect(diff.locator('.monaco-diff-editor.side-by-side')).toHaveCount(0)
  // With the keyboard alone: to the second change, which is further down.
  await page.getByRole('button', { name: 'Next change (F7)' }).focus()
  await page.keyboard.press('F7')
  await page.keyboard.press('F7')
  await expect(diff.locator('.view-line', { hasText: 'changed 43' })).toBeVisible()
  await page.getByRole('button', { name: 'Swap sides' }).click()
  await expect(page.locator('.text-diff-bar')).toContainText(/B: Version 2, live.*A: Version 1/)
  await page.getByRole('button', { name: 'Copy or save' }).click()
  await page.getByRole('menuitem', { name: 'Copy the right text' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(lines(false))
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: 'test-results/80-script-diff-dark-small.png', animations: 'disabled' })
  expect(complaints(), 'the page must not complain').toEqual([])
})
