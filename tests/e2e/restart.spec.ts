import { expect, test } from '@playwright/test'
import { rmSync } from 'node:fs'
import { openSeededHost } from '#tests/support/seeded-host.ts'
import { startWebHost } from '#tests/support/web-host.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** Policies of the demo tenant. */
const { policies: demo } = seedCounts('demo')

test('the page says that its host is gone and comes back with it (048-6)', async ({ page }) => {
  const host = await startWebHost()
  await page.goto(host.url)
  await page.getByRole('button', { name: 'Open it without a history' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing captured yet' })).toBeVisible()
  await host.kill()
  await expect(page.getByText("TenantAtlas isn't responding.")).toBeVisible()
  await page.screenshot({ path: 'test-results/30-host-gone.png' })
  const again = await startWebHost({ dataFolder: host.dataFolder, port: Number(new URL(host.url).port) })
  await expect(page.getByText("TenantAtlas isn't responding.")).toHaveCount(0)
  await page.getByRole('button', { name: 'Capture the tenant' }).click()
  await expect(page.locator('.run-bar')).toContainText(`${demo} new, 0 unchanged`)
  // Keys that work everywhere.
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('F6')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: /^Search policies/ })).toBeFocused()
  await again.stop()
  rmSync(host.dataFolder, { recursive: true, force: true })
})

test('the window opens with the tenant that was shown last, at its screen (031-11)', async ({ page }) => {
  const seeded = await openSeededHost(
    ['Contoso', 'Fabrikam'].map((name) => ({ name, environment: 'test' as const, seed: {} })),
    async () => {},
  )
  await page.goto(seeded.host.url)
  await page.locator('.rail .tenant').click()
  await page.getByRole('option', { name: /Fabrikam/ }).click()
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Backups' }).click()
  await page.reload()
  await expect(page.locator('.band')).toContainText('Fabrikam')
  await expect(page.getByRole('heading', { name: 'Backups' })).toBeVisible()
  await seeded.close()
})
