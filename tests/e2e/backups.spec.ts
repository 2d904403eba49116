import { expect, expectAccessible, openDemo, test } from '#tests/support/fixture.ts'

test('a set opens like the inventory, and two of them are compared with one click (016-4)', async ({
  app: { page },
}) => {
  await openDemo(page)
  await page.getByRole('button', { name: 'Backups', exact: true }).click()
  const sets = page.getByRole('grid', { name: 'Backup sets' })
  // A dialog gives the focus back to what opened it.
  const newSet = page.getByRole('button', { name: 'New backup set' })
  await newSet.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(newSet).toBeFocused()
  await sets.getByRole('row', { name: /Before go-live/ }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByText('The content of Before go-live')).toBeVisible()
  await expect(page.getByRole('tree')).toContainText('Apps')
  const policies = page.getByRole('grid', { name: 'Policies' })
  await page.getByRole('textbox', { name: /^Filter/ }).fill('Windows – finance')
  await expect(policies).toHaveAttribute('aria-rowcount', '2')
  await policies.getByText('Windows – finance').click()
  await expect(page.getByRole('region', { name: 'Windows – finance' })).toContainText('BitLocker')
  // Only the latest version is known for these.
  await expect(policies.getByRole('columnheader', { name: 'Assigned to' })).toHaveCount(0)
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Backups', exact: true }).click()
  for (const name of [/Before go-live/, /Last night/])
    await sets.getByRole('row', { name }).first().getByRole('checkbox').click()
  await page.getByRole('button', { name: 'Compare the two' }).click()
  await expect(page.getByRole('heading', { name: 'Compare' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Types' }).getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Left: state' })).toContainText('Before go-live')
})
