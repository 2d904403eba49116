import { expect, openDemo, test } from '#tests/support/fixture.ts'
import { goTo, pressButton, tabTo } from '#tests/support/keyboard.ts'

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
