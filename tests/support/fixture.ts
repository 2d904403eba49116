import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { startWebHost, type WebHost } from './web-host.ts'

interface Fixtures {
  /** A page on a fresh web host; the test fails when the page says anything on its console. */
  readonly app: { readonly page: Page; readonly host: WebHost }
}

export const test = base.extend<Fixtures>({
  app: async ({ page }, use) => {
    const host = await startWebHost()
    const messages: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text())
    })
    page.on('pageerror', (error) => messages.push(error.message))
    await page.goto(host.url)
    await use({ page, host })
    await host.stop()
    expect(messages.filter((message) => !message.includes('WebSocket')), 'the page must not complain').toEqual([])
  },
})

export { expect }

/** No serious or critical violation on the screen as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // A dialog that has just closed gives the page back to screen readers a moment later.
  await expect(page.locator('#root')).not.toHaveAttribute('aria-hidden', 'true')
  // Not ours to change: Monaco's own markup, and the invisible sentinels with which Fluent keeps the focus in a group.
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').exclude('[data-tabster-dummy]').analyze()
  const grave = violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
  expect(grave.map((violation) => `${violation.id}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`)).toEqual([])
}

/** Waits until no run is in progress. */
export async function untilIdle(page: Page, last: string): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText(last)
  await expect(page.locator('.run-bar')).toHaveAttribute('data-running', 'no')
}
