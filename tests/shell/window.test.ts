import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { productVersion } from '#hosts/folders.ts'
import type { RehearsedApp } from './rehearsed-app.ts'
import { rehearsing } from './rehearsing.ts'

const { folder, start: begin, quit } = rehearsing()
let app: RehearsedApp
async function start(environment: Record<string, string> = {}): Promise<void> {
  app = begin({ environment })
  await app.heard('show')
}
const optionsOf = async () => (await app.heard('window'))['options'] as Record<string, unknown>

describe('the window', () => {
  it('opens as it was left: size, place and zoom (905-4)', async () => {
    await start()
    expect(await optionsOf()).toMatchObject({ width: 1280, height: 800 })
    expect(await optionsOf()).not.toHaveProperty('x')
    const place = { x: 200, y: 120, width: 1100, height: 700 }
    await app.does('bounds', place)
    await app.does('zoom', { level: 1.5 })
    await quit()
    await start()
    expect(await optionsOf()).toMatchObject(place)
    expect(await app.heard('zoom')).toEqual({ level: 1.5 })
    // The display that it was on is gone.
    await app.does('bounds', { x: 4000, y: 120 })
    await quit()
    await start()
    expect(await optionsOf()).not.toHaveProperty('x')
  })

  it('loads a page that crashed again where it was, and gives up after four times (905-5)', async () => {
    await start()
    const page = await app.page()
    await page.getByRole('button', { name: 'Open it without a history' }).click()
    await page.getByRole('button', { name: 'Capture the tenant' }).waitFor()
    for (let crash = 1; crash <= 4; crash += 1) {
      const before = app.asked.length
      await app.does('crash')
      // The page that is loaded again colors the window buttons.
      const heard = crash < 4 ? 'titleBarOverlay' : 'errorBox'
      await expect.poll(() => app.asked.slice(before).map(({ told }) => told)).toContain(heard)
    }
    expect((await app.heard('errorBox'))['content']).toContain('crashed four times within a minute')
    expect(await app.heard('reloaded')).toMatchObject({ url: expect.stringContaining('app://atlas/') as string })
    // Started again, as the message says.
    const before = app.asked.length
    await app.does('app', { event: 'second-instance', values: [['TenantAtlas'], ''] })
    await expect.poll(() => app.asked.slice(before).map(({ told }) => told)).toContain('titleBarOverlay')
  })

  it('gives the window buttons contrast on a light and on a dark page (905-8)', async () => {
    await start()
    const page = await app.page()
    await page.getByRole('button', { name: 'Open the demo' }).waitFor()
    const color = async () => (await app.heard('titleBarOverlay'))['symbolColor']
    // Symbols as light or as dark as the text beside them.
    const [bar, symbols] = [await barColor(page), await color()]
    expect(contrast(bar, String(symbols))).toBeGreaterThan(4.5)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('button', { name: 'Open it without a history' }).click()
    await page.getByRole('button', { name: 'Capture the tenant' }).waitFor()
    await expect.poll(async () => contrast(await barColor(page), String(await color()))).toBeGreaterThan(4.5)
  })

  it('has a menu with keys, and commands that the page carries out (905-7)', async () => {
    await start()
    const { items } = (await app.heard('menu')) as { items: { label?: string; role?: string }[] }
    expect(items.map(({ label, role }) => label ?? role)).toEqual(['File', 'Edit', 'View', 'windowMenu', 'help'])
    const page = await app.page()
    await page.getByRole('button', { name: 'Open it without a history' }).click()
    await page.getByRole('button', { name: 'Capture the tenant' }).waitFor()
    expect(await app.heard('about')).toEqual({
      applicationName: 'TenantAtlas',
      applicationVersion: productVersion(),
    })
    await app.does('menu', { path: '/help/Keyboard shortcuts' })
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await app.does('menu', { path: '/File/Settings…' })
    await page.getByRole('heading', { name: 'This computer' }).waitFor()
    await app.does('menu', { path: '/Edit/Find…' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await app.does('menu', { path: '/help/Open the data folder' })
    expect(await app.heard('openPath')).toEqual({ path: join(folder(), 'data') })
  })

  it('has no developer commands in a package (905-7)', async () => {
    await start({ SHELL_PACKAGED: '1' })
    const text = JSON.stringify(await app.heard('menu'))
    expect(text).not.toMatch(/reload|toggleDevTools/i)
  })
})

/** The background of the title bar, as the person sees it. */
const barColor = (page: Awaited<ReturnType<RehearsedApp['page']>>): Promise<string> =>
  page.evaluate(() => {
    let element = document.elementFromPoint(window.innerWidth - 60, 10)
    while (element && getComputedStyle(element).backgroundColor === 'rgba(0, 0, 0, 0)') element = element.parentElement
    return element ? getComputedStyle(element).backgroundColor : 'rgb(255, 255, 255)'
  })

/** Contrast of two colors (WCAG 2.2, relative luminance). */
function contrast(one: string, two: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(two)].toSorted((left, right) => right - left)
  return (light + 0.05) / (dark + 0.05)
}
function luminance(color: string): number {
  const hex = /^#(..)(..)(..)$/
    .exec(color)
    ?.slice(1)
    .map((part) => Number.parseInt(part, 16))
  const parts = hex ?? color.match(/[\d.]+/g)?.map(Number) ?? []
  const [red = 0, green = 0, blue = 0] = parts.map((part) => {
    const value = part / 255
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
