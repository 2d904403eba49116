import { chromium, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { devToolsOf, ended, openScreen, startApp } from '../shell/rehearsed-app.ts'
import { openAt, startWebHost } from './web-host.ts'

/** A page of the app with a data folder of its own. */
export interface AppUnderTest {
  readonly page: Page
  close(): Promise<void>
}

/**
 * Opens the app in the host that `ATLAS_HOST` names: `web` (as by default), `shell` for the built desktop app over the
 * stand-in for Electron, or the path of a packaged app.
 *
 * @param day the moment in which it believes that it is opened, as ISO 8601: on the web only
 */
export function openApp(
  page: Page,
  { host = process.env['ATLAS_HOST'] ?? 'web', day = null }: { host?: string; day?: string | null } = {},
): Promise<AppUnderTest> {
  if (host === 'web') return inBrowser(page, day)
  return host === 'shell' ? rehearsed() : packaged(host)
}

async function inBrowser(page: Page, day: string | null): Promise<AppUnderTest> {
  const host = await startWebHost({ day })
  if (day !== null) await openAt(page, day)
  await page.goto(host.url)
  return {
    page,
    async close() {
      await host.stop()
      rmSync(host.dataFolder, { recursive: true, force: true })
    },
  }
}

async function rehearsed(): Promise<AppUnderTest> {
  const screen = await openScreen()
  const app = startApp(screen)
  const page = await app.page()
  await asConfigured(page)
  return {
    page,
    async close() {
      await app.stop()
      await screen.close()
    },
  }
}

/** Through the port of its pages: the fuses of a package close the one that Playwright starts Electron with. */
async function packaged(executablePath: string): Promise<AppUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-packaged-'))
  const child = spawn(executablePath, ['--remote-debugging-port=0', '--data', join(folder, 'data')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const connected = await chromium.connectOverCDP(await devToolsOf(child))
  const context = connected.contexts()[0]!
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await asConfigured(page)
  return {
    page,
    async close() {
      await connected.close()
      await ended(child, 'SIGTERM')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What `playwright.config.ts` gives the pages that Playwright makes itself. */
async function asConfigured(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1280, height: 800 })
}
