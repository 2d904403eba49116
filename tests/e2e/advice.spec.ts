import { expect, test } from '#tests/support/fixture.ts'
import { goTo, pressButton, tabTo } from '#tests/support/keyboard.ts'

test('advice leads to a change of what it is about, with the keyboard alone (065-3)', async ({ app: { page } }) => {
  await expect(page.getByRole('button', { name: 'Open the demo' })).toBeFocused()
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible({ timeout: 60_000 })
  await goTo(page, 'Advice')
  await pressButton(page, /^Assigned to deleted groups/)
  await expect(page.getByText('Users, devices and groups haven’t been read')).toBeVisible()
  await pressButton(page, /^Not assigned to anybody/)
  const grid = page.getByRole('grid', { name: 'What it is about' })
  await expect(grid).toBeVisible()
  await tabTo(page, grid)
  await page.keyboard.press('Control+a')
  await page.screenshot({ path: 'test-results/95-advice.png', animations: 'disabled' })
  await pressButton(page, /^Change \d+ policies…/)
  await expect(page.getByRole('combobox', { name: 'What to change' })).toHaveText('Archive in the tenant')
  await expect(page.getByText(/^Will change \d+ of \d+\./)).toBeVisible()
  await page.screenshot({ path: 'test-results/95-advice-change.png', animations: 'disabled' })
})
