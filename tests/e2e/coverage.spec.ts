import { expect, openDemo, test } from '#tests/support/fixture.ts'
import { goTo, tabTo } from '#tests/support/keyboard.ts'

test('a baseline is held against a tenant by setting, with the keyboard alone (066-1, 066-3)', async ({
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
})
