/**
 * `node scripts/make-icons.ts`: makes every icon from `build/icon.svg` and `build/tray.svg`, in the sizes that each
 * system asks for. The results are in the repository, so that packaging needs no browser.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { browser } from '../tests/support/browser.ts'

const root = resolve(import.meta.dirname, '..')
const { launchOptions } = await browser()
const opened = await chromium.launch(launchOptions)

/** Draws an SVG in a size in pixels, on nothing. */
async function draw(name: string, size: number): Promise<Buffer> {
  const page = await opened.newPage({ viewport: { width: size, height: size } })
  const svg = readFileSync(join(root, 'build', `${name}.svg`), 'utf8')
  await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}
const write = (path: string, content: Uint8Array): void => writeFileSync(join(root, path), content)

// Linux: one file for each size (freedesktop.org: Icon Theme Specification).
mkdirSync(join(root, 'build', 'icons'), { recursive: true })
for (const size of [16, 24, 32, 48, 64, 128, 256, 512])
  write(`build/icons/${size}x${size}.png`, await draw('icon', size))

const ico = new IconIco()
for (const size of [256, 64, 48, 40, 32, 24, 20, 16]) await ico.addFromPng(await draw('icon', size), null, false)
write('build/icon.ico', ico.encode())

const icns = new IconIcns()
icns.toc = true
// The types and order of Apple's iconutil.
for (const [size, type] of [
  [64, 'ic12'],
  [128, 'ic07'],
  [256, 'ic13'],
  [256, 'ic08'],
  [16, 'ic04'],
  [512, 'ic14'],
  [512, 'ic09'],
  [32, 'ic05'],
  [1024, 'ic10'],
  [32, 'ic11'],
] as const)
  await icns.addFromPng(await draw('icon', size), [type], false)
write('build/icon.icns', icns.encode())

// The tray. Windows takes the size that fits from an ICO; macOS colors a template itself (Electron docs: Tray, NativeImage).
const tray = new IconIco()
for (const size of [16, 20, 24, 32, 40, 48]) await tray.addFromPng(await draw('icon', size), null, false)
write('resources/tray.ico', tray.encode())
write('resources/tray.png', await draw('icon', 32))
write('resources/trayTemplate.png', await draw('tray', 18))
write('resources/trayTemplate@2x.png', await draw('tray', 36))
await opened.close()
