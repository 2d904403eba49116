import { expect, pageOn, test, violationsOn } from '#tests/support/fixture.ts'
import { everybody, ios, script } from '#tests/support/restoring.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'

let seeded: SeededHost
const longName =
  'Verwaltungsgesellschaft für Beteiligungen und Dienstleistungen mbH – Geräteeinschränkungen für Außendienst'
const kiosk = (description: string) => ios(3, { displayName: 'Kiosk', description })

test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      {
        name: 'Golden',
        environment: 'test',
        seed: {
          deviceManagementScripts: [
            script(1, {
              displayName: '{{tenant.name}} – proxy',
              scriptContent: Buffer.from('Set-Proxy {{tenant.proxy}}').toString('base64'),
            }),
          ],
          deviceConfigurations: [
            ios(2, { displayName: longName, assignments: [everybody] }),
            kiosk('golden'),
            ios(4, { displayName: 'نهج الأمان الأساسي <b>not markup</b>' }),
          ],
        },
      },
      { name: 'Contoso Retail', environment: 'production', seed: { deviceConfigurations: [kiosk('own')] } },
      { name: 'مؤسسة الاختبار', environment: 'test', seed: {} },
      { name: 'Fabrikam', environment: 'test', seed: { deviceConfigurations: [kiosk('golden')] } },
    ],
    async (core, ids) => {
      for (const tenantId of ids) await core.finished((await core.call('runs.capture', { tenantId })).runId)
    },
  )
})
test.afterAll(() => seeded.close())

test('a standard is named, held against tenants, and rolled out to one after another (068-9)', async ({ page }) => {
  test.setTimeout(180_000)
  await pageOn(page, seeded.host)
  const take = async (name: string) => {
    for (const [look, width, height, colorScheme] of [
      ['light', 1280, 800, 'light'],
      ['dark-small', 1024, 700, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: `test-results/standards-${name}-${look}.png`, animations: 'disabled' })
      const inDialog = (await page.getByRole('dialog').count()) > 0
      expect(await violationsOn(page, { inDialog })).toEqual([])
    }
    await page.setViewportSize({ width: 1280, height: 800 })
  }
  await page.getByRole('button', { name: 'Standards' }).click()
  await expect(page.getByText('No standard yet')).toBeVisible()
  await take('empty')

  // With the keyboard alone.
  await page.getByRole('button', { name: 'New standard…' }).last().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Gold')
  const golden = dialog.getByRole('combobox', { name: 'Tenant of the standard' })
  if ((await golden.textContent()) !== 'Golden') {
    await golden.click()
    await page.getByRole('option', { name: 'Golden' }).click()
  }
  for (const name of ['Fabrikam', 'Contoso Retail', 'مؤسسة الاختبار'])
    await dialog.getByRole('checkbox', { name: new RegExp(`^${name}`) }).press('Space')
  const waves = dialog.getByLabel('Waves')
  await waves.fill('Pilot')
  await expect(dialog.getByText('“Pilot” is no wave.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled()
  await waves.fill('Pilot: Ring 0, Ring 1')
  await take('new')
  await dialog.getByLabel('Name').press('Enter')
  await expect(dialog).toHaveCount(0)

  const matrix = page.getByRole('grid', { name: 'Policies of the standard' })
  const rowOf = (name: string) => matrix.getByRole('row').filter({ hasText: name })
  await expect(rowOf('Kiosk')).toContainText('1 difference')
  await expect(rowOf('{{tenant.name}} – proxy').getByText('Missing')).toHaveCount(3)
  await rowOf('Kiosk').click()
  const details = page.getByRole('group', { name: 'Contoso Retail' })
  await details.getByRole('button', { name: 'Show what differs' }).click()
  await expect(details.getByText('golden')).toBeVisible()
  await take('matrix')

  await details.getByRole('button', { name: 'Accept…' }).click()
  await dialog.getByLabel('Reason').fill('Agreed with the works council')
  await dialog.getByLabel('Owner').fill('Anna')
  await take('accept')
  await dialog.getByRole('button', { name: 'Accept' }).click()
  await expect(rowOf('Kiosk')).toContainText('Accepted')

  await page.getByRole('tab', { name: 'Values' }).click()
  const values = page.getByRole('grid', { name: 'Values of tenants' })
  await expect(values.getByText('No value')).toHaveCount(3)
  for (const name of ['Fabrikam', 'Contoso Retail', 'مؤسسة الاختبار']) {
    await values.getByRole('row').filter({ hasText: name }).filter({ hasText: 'No value' }).click()
    await page.getByRole('button', { name: 'Set…' }).click()
    await dialog.getByLabel('Value', { exact: true }).fill(`${name}:8080`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await expect(values.getByText('No value')).toHaveCount(0)
  await take('values')

  await page.getByRole('button', { name: 'Roll out…' }).click()
  await take('roll-out')
  await dialog.getByRole('button', { name: 'Plan and rehearse' }).click()
  const steps = page.getByRole('grid', { name: 'Tenants of the rollout' })
  await expect(steps.getByText('To confirm')).toHaveCount(3, { timeout: 60_000 })
  await expect(steps.getByText('Succeeded')).toHaveCount(3)
  await take('rehearsed')

  const confirm = async (name: string, types = false) => {
    await steps.getByRole('row').filter({ hasText: name }).click()
    await page.getByRole('button', { name: 'Confirm…' }).click()
    if (types) {
      await expect(dialog.getByRole('button', { name: 'Confirm' })).toBeDisabled()
      await dialog.getByLabel(`Type ${name} to confirm`).fill(name)
      await take('confirm')
    }
    await dialog.getByRole('button', { name: 'Confirm' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await confirm('Contoso Retail', true)
  await expect(steps.getByRole('row').filter({ hasText: 'Contoso Retail' })).toContainText('Confirmed')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByText('Stopped. Somebody stopped it.')).toBeVisible()
  await confirm('Fabrikam')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(steps.getByText('Done')).toHaveCount(2, { timeout: 60_000 })
  await steps.getByRole('row').filter({ hasText: 'مؤسسة' }).click()
  await page.getByRole('button', { name: 'Leave out' }).click()
  await expect(steps).toContainText('Left out')
  await take('done')

  await page.getByRole('tab', { name: 'Policies' }).click()
  await expect(page.getByText('5 missing or different, 1 accepted')).toBeVisible()
  await page.getByRole('button', { name: 'Edit…' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No standard yet')).toBeVisible()
})
