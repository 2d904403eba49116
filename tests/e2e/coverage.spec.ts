import { objects } from '#domain/json.ts'
import { choicePolicy } from '#tests/support/choice-policy.ts'
import { expect, openDemo, pageOn, test, violationsOn } from '#tests/support/fixture.ts'
import { goTo, pressButton, tabTo } from '#tests/support/keyboard.ts'
import { allOfDemo, group, guid } from '#tests/support/restored.ts'
import { openSeededHost } from '#tests/support/seeded-host.ts'

test('a baseline is held against a tenant by setting, with the keyboard alone (066-1, 066-3, 066-6)', async ({
  app: { page },
}) => {
  await openDemo(page)
  await goTo(page, 'Compare')
  const tab = page.getByRole('tab', { name: 'Coverage' })
  await tabTo(page, page.getByRole('tab', { name: 'Two states' }))
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(tab).toHaveAttribute('aria-selected', 'true')
  const grid = page.getByRole('grid', { name: 'Settings of the baseline' })
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'met' })).toHaveText(
    /^\d[\d,]* of [\d,]+ values met \(\d+ %\)$/,
  )
  await tabTo(page, page.getByRole('textbox', { name: 'Filter settings' }))
  await page.keyboard.type('Require Device Encryption')
  const details = page.getByRole('region', { name: 'Where it is set' })
  await expect(details).toContainText('In the baseline')
  await expect(details.getByRole('heading', { level: 2 })).toContainText('Require Device Encryption')
  await page.screenshot({ path: 'test-results/98-coverage.png', animations: 'disabled' })
  // What the tenant does on purpose.
  await tabTo(page, page.getByRole('textbox', { name: 'Filter settings' }))
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await pressButton(page, 'Accept this deviation…')
  const dialog = page.getByRole('dialog')
  await tabTo(page, dialog.getByRole('textbox', { name: 'Reason' }))
  await page.keyboard.type('Kiosks can’t have it')
  await tabTo(page, dialog.getByRole('textbox', { name: 'Who answers for it' }))
  await page.keyboard.type('Grace')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('status').filter({ hasText: 'accepted' })).toContainText('1 accepted')
  await page.screenshot({ path: 'test-results/98-coverage-accepted.png', animations: 'disabled' })
})

test('a new release is told apart from what the tenant changed, and is followed (066-7, 066-8)', async ({ page }) => {
  test.skip((process.env['ATLAS_HOST'] ?? 'web') !== 'web', 'The tenants are prepared for the web host')
  const setting = (end: string) => `device_vendor_msft_policy_config_camera_${end}`
  const seedOf = (name: string, choices: Readonly<Record<string, number>>) => ({
    configurationSettings: allOfDemo('configurationSettings'),
    configurationCategories: allOfDemo('configurationCategories'),
    groups: [{ id: guid(51), displayName: 'Everybody' }],
    configurationPolicies: [
      {
        ...choicePolicy(1, 0, [group(guid(51))], { name }),
        settings: Object.entries(choices).map(([end, value], index) => ({
          ...objects(choicePolicy(1, value, [], { setting: setting(end) })['settings'])[0],
          id: String(index),
        })),
      },
    ],
  })
  const seeded = await openSeededHost(
    [
      { name: 'Contoso', environment: 'test', seed: seedOf('Windows', { allowcamera: 0, b: 2, c: 2, d: 0 }) },
      { name: 'Release 2', environment: 'test', seed: seedOf('Baseline', { allowcamera: 1, b: 1, c: 0, e: 1 }) },
      { name: 'Release 1', environment: 'test', seed: seedOf('Baseline', { allowcamera: 0, b: 0, c: 0, d: 0 }) },
    ],
    async (core, ids) => {
      for (const tenantId of ids) await core.finished((await core.call('runs.capture', { tenantId })).runId)
    },
  )
  try {
    await pageOn(page, seeded.host)
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    await goTo(page, 'Compare')
    await page.getByRole('tab', { name: 'Coverage' }).click()
    await page.getByRole('combobox', { name: 'Baseline: tenant' }).click()
    await page.getByRole('option', { name: 'Release 2' }).click()
    await page.getByRole('checkbox', { name: 'Compare with an earlier release' }).check()
    await page.getByRole('combobox', { name: 'Earlier release: tenant' }).click()
    await page.getByRole('option', { name: 'Release 1' }).click()
    const grid = page.getByRole('grid', { name: 'Settings of the baseline' })
    await expect(grid.getByRole('row').filter({ hasText: 'Both changed' })).toHaveCount(1)
    await expect(grid.getByRole('row').filter({ hasText: 'Tenant changed' })).toHaveCount(1)
    await expect(grid.getByRole('row').filter({ hasText: 'Baseline changed' })).toHaveCount(2)
    await expect(grid.getByRole('row').filter({ hasText: 'Baseline dropped it' })).toHaveCount(1)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `test-results/98-coverage-release-${colorScheme}.png`, animations: 'disabled' })
    }
    expect(await violationsOn(page)).toEqual([])
    // Everything but what the tenant decided by itself.
    await pressButton(page, 'Select what the baseline changed')
    await pressButton(page, 'Set 3 in the tenant…')
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('list', { name: 'Policies that change' })).toContainText(
      '1 changed, 1 added, 1 removed',
    )
    await page.screenshot({ path: 'test-results/98-coverage-set.png', animations: 'disabled' })
    expect(await violationsOn(page, { inDialog: true })).toEqual([])
    await pressButton(page, 'Preview the change')
    await expect(page.getByText('Set 3 settings as in Release 2').first()).toBeVisible()
    await page.screenshot({ path: 'test-results/98-coverage-plan.png', animations: 'disabled' })
  } finally {
    await seeded.close()
  }
})
