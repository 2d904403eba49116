import { chromium } from 'playwright-core'
import { browser } from '#tests/support/browser.ts'
import { startWebHost } from '#tests/support/web-host.ts'
const host = await startWebHost({ environment: {}, isBuilt: true } as never)
const b = await chromium.launch({ ...(await browser()).launchOptions, headless: true })
const page = await b.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
page.on('console', (m) => (m.type() === 'error' || m.type() === 'warning') && console.log('CONSOLE', m.text()))
page.on('pageerror', (e) => console.log('ERR', e.message))
await page.goto(host.url)
await page.getByRole('button', { name: 'Open the demo' }).click()
await page.getByRole('heading', { name: 'Overview' }).waitFor({ timeout: 60000 })
const shot = (n: string) => page.screenshot({ path: `/tmp/pics/${n}.png`, animations: 'disabled' })
export { page, shot, host, b }
const steps = (await import('/tmp/steps.ts')) as { default(page: unknown, shot: unknown): Promise<void> }
try { await steps.default(page, shot) } catch (e) { console.log(String(e)); await shot('failed') }
await b.close()
await host.stop()
