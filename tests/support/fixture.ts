import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simulatedDirectory } from '#simulator/authority/directory.ts'
import { startSimulator, type Simulator } from '#simulator/simulator.ts'
import { put } from '#simulator/tenant.ts'
import { openApp } from './app-under-test.ts'
import { startWebHost, type WebHost } from './web-host.ts'

interface Fixtures {
  /** The moment in which the app believes that it is opened, for pictures that show dates; null for now. */
  readonly day: string | null
  /** A page of a fresh app, in any host; the test fails when the page says anything on its console. */
  readonly app: { readonly page: Page }
  /** The same beside a simulated tenant with a sign-in service that the host trusts. */
  readonly tenant: { readonly page: Page; readonly simulator: Simulator }
}

const groups = [{ id: '69000000-0000-4000-8000-000000000001', displayName: 'Intune operators' }]

export const test = base.extend<Fixtures>({
  day: [null, { option: true }],
  tenant: async ({ page }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-'))
    const simulator = await startSimulator({
      resources: 'resources',
      name: 'Contoso Ltd',
      seed: 'golden',
      authority: (tenantId) => simulatedDirectory(tenantId, { pollSeconds: 1 }),
    })
    for (const group of groups) put(simulator.tenant, '/groups', group)
    const certificate = join(folder, 'authority.pem')
    writeFileSync(certificate, simulator.authority!.certificate)
    const host = await startWebHost({
      dataFolder: join(folder, 'data'),
      environment: { NODE_EXTRA_CA_CERTS: certificate },
    })
    const complaints = listen(page)
    await page.goto(host.url)
    await use({ page, simulator })
    await host.stop()
    await simulator.close()
    rmSync(folder, { recursive: true, force: true })
    expect(complaints(), 'the page must not complain').toEqual([])
  },
  app: async ({ page: own, day }, use) => {
    const { page, close } = await openApp(own, { day })
    const complaints = listen(page)
    await use({ page })
    await close()
    expect(complaints(), 'the page must not complain').toEqual([])
  },
})

/** A page on a host that a test started by itself. */
export async function pageOn(page: Page, host: WebHost): Promise<{ complaints(): string[] }> {
  const complaints = listen(page)
  await page.goto(host.url)
  return { complaints }
}

/** Collects what a page says on its console; the answer gives what counts. */
function listen(page: Page): () => string[] {
  const messages: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') messages.push(message.text())
  })
  page.on('pageerror', (error) => messages.push(error.message))
  return () => messages.filter((message) => !message.includes('WebSocket'))
}

export { expect }

/** Opens the demo tenant with its history, on the welcome page. */
export async function openDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open the demo' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible({ timeout: 60_000 })
}

/** No serious or critical violation on the screen as it stands. */
export const expectAccessible = async (page: Page, { inDialog = false } = {}): Promise<void> =>
  expect(await violationsOn(page, { inDialog })).toEqual([])

/** What axe finds serious or critical on the screen as it stands. */
export async function violationsOn(page: Page, { inDialog = false } = {}): Promise<readonly string[]> {
  // A dialog that has just closed gives the page back to screen readers a moment later.
  if (!inDialog) await expect(page.locator('#root')).not.toHaveAttribute('aria-hidden', 'true')
  // Not ours to change: Monaco's own markup, and the invisible sentinels with which Fluent keeps the focus in a group.
  const { violations } = await new AxeBuilder({ page })
    // Electron opens no blank page for it.
    .setLegacyMode(process.env['ATLAS_HOST'] !== undefined)
    .exclude('.monaco-editor')
    .exclude('[data-tabster-dummy]')
    .analyze()
  const grave = violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
  return grave.map(
    (violation) =>
      `${violation.id}: ${violation.nodes
        .slice(0, 3)
        .map((node) => node.html.slice(0, 200))
        .join(' | ')}`,
  )
}

/** Waits until no run is in progress. */
export async function untilIdle(page: Page, last: string | RegExp): Promise<void> {
  await expect(page.locator('.run-bar')).toContainText(last)
  await expect(page.locator('.run-bar')).toHaveAttribute('data-running', 'no')
}
