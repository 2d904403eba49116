import { collection } from '#simulator/tenant.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'
import { script } from '#tests/support/restoring.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'
import { TenantId } from '#contract/model/ids.ts'

let seeded: SeededHost

test.beforeAll(async () => {
  const seed = { deviceManagementScripts: [script(1, { displayName: 'Map drives' })] }
  seeded = await openSeededHost(
    [
      { name: 'Contoso Retail', environment: 'production', seed },
      { name: 'Fabrikam Pilot', environment: 'test', seed },
    ],
    async (core, [contoso, fabrikam], [simulator]) => {
      for (const tenantId of [contoso!, fabrikam!])
        await core.finished((await core.call('runs.capture', { tenantId })).runId)
      const { baselineId } = await core.call('drift.addBaseline', {
        tenantId: contoso!,
        name: 'Agreed',
        source: { tenantId: contoso!, from: { now: true } },
      })
      const [only] = collection(simulator!.tenant, '/deviceManagement/deviceManagementScripts').values()
      ;(only as Record<string, unknown>)['scriptContent'] = Buffer.from('Get-Help').toString('base64')
      await core.finished((await core.call('drift.check', { tenantId: contoso!, baselineId })).runId)
      for (let number = 1; number <= 58; number += 1)
        await core.call('tenants.addImported', {
          id: TenantId.parse(crypto.randomUUID()),
          name:
            number === 7
              ? 'مؤسسة الاختبار ذات الاسم الطويل جدا – Verwaltungsgesellschaft für Beteiligungen und Dienstleistungen mbH'
              : `Customer ${String(number).padStart(2, '0')}`,
        })
    },
  )
})
test.afterAll(() => seeded.close())

test('60 tenants: who needs somebody comes first, and the switcher finds any of them with the keyboard (031-16) @deep', async ({
  page,
}) => {
  const app = await pageOn(page, seeded.host)
  await page.getByRole('button', { name: 'All tenants' }).click()
  const tenants = page.getByRole('grid', { name: 'Tenants' })
  await expect(page.getByText('60 tenants. 1 needs attention.')).toBeVisible()
  const first = tenants.getByRole('row').nth(1)
  await expect(first).toContainText('Contoso Retail')
  await expect(first.getByTitle('1 of high severity')).toHaveCount(2)
  await expectAccessible(page)
  for (const [name, width, height, colorScheme] of [
    ['95-tenants', 1280, 800, 'light'],
    ['95-tenants-small', 1024, 700, 'light'],
    ['95-tenants-dark-wide', 1920, 1080, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
    await expectAccessible(page)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('textbox', { name: 'Filter tenants' }).fill('test fabrikam')
  await expect(tenants).toHaveAttribute('aria-rowcount', '2')
  await tenants.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.locator('.band')).toContainText('Fabrikam Pilot')

  await page.locator('.rail .tenant').focus()
  await page.keyboard.press('Enter')
  const switcher = page.getByRole('listbox', { name: 'Tenants' })
  await expect(switcher.getByRole('option').first()).toContainText('Fabrikam Pilot')
  await expect(switcher.getByRole('option').nth(1)).toContainText('Contoso Retail')
  await page.screenshot({ path: 'test-results/96-switcher.png', animations: 'disabled' })
  await page.keyboard.type('verwaltung')
  await expect(switcher.getByRole('option')).toHaveCount(1)
  await expect(switcher.getByRole('option')).toContainText('Dienstleistungen mbH')
  await page.screenshot({ path: 'test-results/96-switcher-long.png', animations: 'disabled' })
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.band')).toContainText('Verwaltungsgesellschaft')
  expect(app.complaints(), 'the page must not complain').toEqual([])
})

test('a link into another tenant asks before it shows that tenant, and can be copied (905-24)', async ({ page }) => {
  const app = await pageOn(page, seeded.host)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'All tenants' }).click()
  await page.getByRole('textbox', { name: 'Filter tenants' }).fill('contoso')
  await page.getByRole('grid', { name: 'Tenants' }).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page.locator('.band')).toContainText('Contoso Retail')
  await page.getByRole('button', { name: 'Runs' }).click()
  await page.getByRole('grid').getByRole('row').nth(1).waitFor()
  await page.getByRole('button', { name: 'Copy a link to this page' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Link copied' }).waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/#\/tenant\/[^/]+\/runs/)

  // The same tenant is just shown, another one only after a question.
  await page.evaluate((address) => window.location.assign(address), link.replace('/runs', '/audit'))
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
  await page.locator('.rail .tenant').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('listbox', { name: 'Tenants' }).waitFor()
  await page.keyboard.type('fabrikam')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.locator('.band')).toContainText('Fabrikam Pilot')
  await page.evaluate((address) => window.location.assign(address), link)
  await page.getByRole('heading', { name: 'This link belongs to Contoso Retail' }).waitFor()
  await expect(page.locator('.band')).toContainText('Fabrikam Pilot')
  await page.screenshot({ path: 'test-results/97-link.png', animations: 'disabled' })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Show Contoso Retail' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.band')).toContainText('Contoso Retail')
  await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible()

  await page.evaluate(() => window.location.assign('#/tenant/nobody/runs'))
  await page.getByText('Its ID here is nobody.').waitFor()
  await page.getByRole('button', { name: 'Stay in Contoso Retail' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  expect(app.complaints(), 'the page must not complain').toEqual([])
})
