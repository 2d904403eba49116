import { expect, openDemo, test } from '#tests/support/fixture.ts'

test('a table is grouped by what somebody chooses, also after the window was opened again (041-8)', async ({
  app: { page },
}) => {
  await openDemo(page)
  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  const runs = page.getByRole('grid', { name: 'Runs' })
  const groupBy = async (name: string) => {
    await page.getByRole('button', { name: 'Columns and groups of Runs' }).click()
    await page.getByRole('menuitemradio', { name }).click()
    await page.keyboard.press('Escape')
  }
  await expect(runs.locator('[aria-expanded]')).toHaveCount(0)
  await groupBy('Result')
  const [done, failed] = [/^Done/, /^Failed/].map((name) => runs.getByRole('button', { name }))
  await done!.click()
  await expect(done!).toHaveAttribute('aria-expanded', 'false')
  await expect(failed!).toHaveText(/1$/)
  await page.reload()
  await expect(done!).toHaveAttribute('aria-expanded', 'true')
  await page.screenshot({ path: 'test-results/97-grouped.png', animations: 'disabled' })
  await groupBy('No groups')
  await expect(done!).toHaveCount(0)
})

test('colors are those of the system until somebody chooses others, which stay (041-9)', async ({ app: { page } }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openDemo(page)
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const background = () => page.locator('.app').evaluate((app) => getComputedStyle(app).backgroundColor)
  const light = await background()
  await page.getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  expect(await background()).not.toBe(light)
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await page.getByRole('radio', { name: 'As the system' }).click()
  await expect.poll(background).toBe(light)
})
