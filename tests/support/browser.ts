import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import type { LaunchOptions } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

/** Unpacks the packaged Chromium once per version, and moves it into place in one step: a broken unpack is never used. */
async function unpackChromium(): Promise<string> {
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const home = join(root, '.cache', `chromium-${version}`)
  const file = join(home, 'chromium')
  if (existsSync(file)) return file
  await mkdir(dirname(home), { recursive: true })
  const parts = await mkdtemp(`${home}.`)
  const temporary = process.env['TMPDIR']
  // The package unpacks to os.tmpdir(), without looking whether an older version lies there.
  process.env['TMPDIR'] = parts
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    await chromium.executablePath()
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
  }
  try {
    await rename(parts, home)
  } catch (error) {
    await rm(parts, { recursive: true, force: true })
    // Another process may have been first.
    if (!existsSync(file)) throw error
  }
  return file
}

const installed: Readonly<Record<string, readonly (readonly [channel: string, path: string])[]>> = {
  darwin: [
    ['chrome', '/Applications/Google Chrome.app'],
    ['msedge', '/Applications/Microsoft Edge.app'],
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((key) => {
    const base = process.env[key]
    return base === undefined
      ? []
      : [
          ['chrome', join(base, 'Google/Chrome/Application/chrome.exe')] as const,
          ['msedge', join(base, 'Microsoft/Edge/Application/msedge.exe')] as const,
        ]
  }),
  linux: [
    ['chrome', '/opt/google/chrome/chrome'],
    ['msedge', '/opt/microsoft/msedge/msedge'],
  ],
}

/** The browser of this machine: the packaged Chromium (Linux x64), else Chrome, else Edge, else Playwright's own. */
export async function browser(): Promise<{ channel?: string; launchOptions: LaunchOptions }> {
  if (process.platform === 'linux' && process.arch === 'x64')
    return { launchOptions: { executablePath: await unpackChromium() } }
  const there = (installed[process.platform] ?? []).filter(([, path]) => existsSync(path))
  const found = there.find(([channel]) => channel === 'chrome') ?? there[0]
  return found ? { channel: found[0], launchOptions: {} } : { launchOptions: {} }
}
