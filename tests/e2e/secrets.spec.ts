import type { Json } from '#domain/json.ts'
import { openSeededHost, type SeededHost } from '#tests/support/seeded-host.ts'
import { expect, expectAccessible, pageOn, test } from '#tests/support/fixture.ts'

const wifi = (index: number, displayName: string): Json => ({
  '@odata.type': '#microsoft.graph.iosWiFiConfiguration',
  id: `52000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName,
  networkName: 'Stores',
  ssid: 'STORES',
  wiFiSecurityType: 'wpa2Personal',
  preSharedKey: null,
  roleScopeTagIds: ['0'],
  assignments: [],
})
const vpn: Json = {
  '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
  id: '52000000-0000-4000-8000-000000000009',
  displayName:
    'VPN – المتاجر – a name that is much longer than any column on any screen should ever have to show whole',
  roleScopeTagIds: ['0'],
  omaSettings: [
    {
      '@odata.type': '#microsoft.graph.omaSettingString',
      displayName: 'Key',
      omaUri: './Vendor/MSFT/VPNv2/Contoso/PresharedKey',
      value: '****',
      isEncrypted: true,
      secretReferenceValueId: null,
    },
  ],
  assignments: [],
}

let seeded: SeededHost
test.beforeAll(async () => {
  seeded = await openSeededHost(
    [
      { name: 'Fabrikam', environment: 'test', seed: { deviceConfigurations: [wifi(1, 'Stores Wi-Fi'), vpn] } },
      { name: 'Contoso', environment: 'test', seed: { deviceConfigurations: [wifi(2, 'Stores Wi-Fi')] } },
    ],
    async (core, [source]) => {
      const { runId } = await core.call('backups.create', {
        tenantId: source!,
        name: 'Golden',
        types: ['deviceConfigurations'],
      })
      await core.finished(runId)
    },
  )
})
test.afterAll(() => seeded.close())

test('secrets that the backup lacks are typed in, with the keyboard alone, before the preview (0810-1, 0810-2) @deep', async ({
  page,
}) => {
  await pageOn(page, seeded.host)
  const shot = (name: string) => page.screenshot({ path: `test-results/${name}.png`, animations: 'disabled' })
  await page.locator('.rail .tenant').click()
  await page.getByRole('option', { name: /Contoso/ }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).click()
  await page.getByRole('combobox', { name: 'Captured from' }).click()
  await page.getByRole('option', { name: 'Fabrikam' }).click()
  await page.getByRole('button', { name: 'Next: items' }).click()
  await page.getByRole('button', { name: /^Next: plan/ }).click()

  const secrets = page.getByRole('grid', { name: 'Secrets' })
  await expect(secrets).toContainText('VPN')
  await shot('70-secrets')
  await expectAccessible(page)
  const choice = page.getByRole('combobox', { name: /of VPN/ })
  await choice.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  const value = page.getByRole('textbox', { name: /of VPN/ }).or(page.locator('input[type=password]'))
  await expect(page.getByRole('button', { name: 'Next: preview' })).toBeDisabled()
  await value.first().focus()
  await page.keyboard.type('a very secret key')
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await shot('71-secrets-dark-wide')
  await expectAccessible(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Next: preview' }).click()

  await expect(page.getByText('Nothing has been written.')).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Items of the plan' })).toContainText('VPN')
  await expect(page.getByRole('main').getByText(/1 to create/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^Secrets/ })).toBeVisible()
  await shot('72-secrets-preview')
})
