import { mkdirSync } from 'node:fs'
import { openDemo, test } from '#tests/support/fixture.ts'
import { screens } from '#tests/screens/screens.ts'
import { expect } from '#tests/support/fixture.ts'

test('eyes @deep', async ({ app: { page } }) => {
  test.setTimeout(120_000)
  mkdirSync('/dev/shm/eyes', { recursive: true })
  await page.setViewportSize({ width: 1280, height: 800 })
  await openDemo(page)
  for (const screen of screens) {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await screen.open(page)
    await page.screenshot({ path: `/dev/shm/eyes/${screen.name}.png`, animations: 'disabled' })
  }
})
