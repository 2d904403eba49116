import { expect, test, untilIdle } from '#tests/support/fixture.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

/** Policies of the demo tenant. */
const { policies: demo } = seedCounts('demo')

test('what somebody changes between the preview and the run is not overwritten; the item says so and is planned again (011-5)', async ({
  app: { page },
}) => {
  await page.getByRole('button', { name: 'Open it without a history' }).click()
  await page.getByRole('button', { name: 'Capture the tenant' }).click()
  await untilIdle(page, `${demo} new, 0 unchanged`)
  await page.getByRole('button', { name: "Simulate an admin's change" }).click()
  await page.getByRole('button', { name: 'Capture', exact: true }).first().click()
  await untilIdle(page, `2 new, ${demo - 2} unchanged`)
  await page.getByRole('button', { name: 'Inventory', exact: true }).first().click()
  await page.getByRole('textbox', { name: 'Filter' }).fill('bitlocker – silent')
  await page
    .getByRole('grid', { name: 'Policies' })
    .getByRole('row', { name: /BitLocker – silent encryption/ })
    .dblclick()
  await page.getByRole('button', { name: 'Restore version 1…' }).click()
  await expect(page.getByText('1 to update.')).toBeVisible()

  await page.getByRole('button', { name: "Simulate an admin's change" }).click()
  await expect(page.getByText('Changed 2 policies')).toBeVisible()
  await page.getByRole('button', { name: 'Next: confirm 1 change' }).click()
  await page.getByRole('button', { name: 'Unlock and restore' }).click()
  await expect(page.locator('[data-run-status=failed]')).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Items' })).toContainText(
    'The object changed in the tenant after the preview. It was not overwritten.',
  )
  await page.screenshot({ path: 'test-results/40-conflict.png' })

  // Nothing of it was written: a capture finds the other administrator's change, and only that.
  await page.getByRole('button', { name: 'Inventory', exact: true }).first().click()
  await page.getByRole('textbox', { name: 'Filter' }).fill('')
  await page.getByRole('button', { name: 'Capture', exact: true }).first().click()
  await untilIdle(page, `2 new, ${demo - 2} unchanged`)
  await page.goBack()
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(page.getByText('1 to update.')).toBeVisible()
  await page.getByRole('button', { name: 'Next: confirm 1 change' }).click()
  await page.getByRole('button', { name: 'Restore', exact: true }).last().click()
  await expect(page.locator('[data-run-status=succeeded]')).toBeVisible()
})
