import type { Locator, Page } from '@playwright/test'
import { expect } from './fixture.ts'

/** More elements than any screen has in its tab order. */
const mostTabs = 120

/** Tabs until an element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  for (let pressed = 0; pressed < mostTabs; pressed += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab doesn't reach ${String(wanted)}.`)
}

/** Reaches a button that can be selected, and presses Enter. */
export async function pressButton(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).first()
  await expect(button).toBeEnabled()
  await tabTo(page, button)
  await page.keyboard.press('Enter')
}

/** Moves the selection of a table down to a row. */
export async function selectRow(page: Page, row: Locator): Promise<void> {
  for (let pressed = 0; pressed < 80 && (await row.getAttribute('aria-selected')) !== 'true'; pressed += 1)
    await page.keyboard.press('ArrowDown')
  await expect(row).toHaveAttribute('aria-selected', 'true')
}

/** Opens a screen through the palette. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`>go to ${screen}`)
  await expect(page.getByRole('option', { selected: true })).toContainText(`Go to ${screen}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: screen, exact: true })).toBeVisible()
}
