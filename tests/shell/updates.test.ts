import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { TenantId } from '#contract/model/ids.ts'
import { rehearsing } from './rehearsing.ts'

const { folder, start, quit } = rehearsing()
let server: Server | undefined
afterEach(() => void server?.close())

/** A place with updates, and what it was asked for. */
async function publish(file: string): Promise<string[]> {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://localhost').pathname)
    // No ID of this installation.
    if (request.headers['x-user-staging-id']) asked.push(String(request.headers['x-user-staging-id']))
    if (request.url?.startsWith('/latest-linux')) response.end(file)
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => void server!.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  writeFileSync(join(folder(), 'app-update.yml'), `provider: generic\nurl: http://127.0.0.1:${port}\n`)
  return asked
}
const latest = (version: string): string =>
  [
    `version: ${version}`,
    'files:',
    `  - url: TenantAtlas-${version}.AppImage`,
    `    sha512: ${'A'.repeat(86)}==`,
    '    size: 1',
    `path: TenantAtlas-${version}.AppImage`,
    `sha512: ${'A'.repeat(86)}==`,
    'releaseDate: 2026-11-01T00:00:00.000Z',
    'releaseNotes: |',
    '  Restores are twice as fast.',
    '',
  ].join('\n')

/** An installed package, which is an AppImage on Linux. */
const installed = () => ({
  SHELL_PACKAGED: '1',
  SHELL_RESOURCES: folder(),
  APPIMAGE: join(folder(), 'TenantAtlas.AppImage'),
})

it('asks for updates only when somebody wants that, and remembers it (905-22, 905-23)', async () => {
  const asked = await publish(latest('99.0.0'))
  const app = start({ environment: installed() })
  await app.heard('show')
  TenantId.parse((await app.call('tenants.openDemo', {})).id)
  const updates = async () => (await app.call('shell.get', {})).updates!
  // Packages of Linux carry no signature, so the app only shows that there is an update.
  expect(await updates()).toMatchObject({ how: 'show', isOn: false, phase: 'idle' })
  expect(asked).toEqual([])
  await app.call('shell.checkForUpdates', { on: true })
  await expect.poll(async () => (await updates()).phase).toBe('available')
  expect(await updates()).toMatchObject({ version: '99.0.0', notes: 'Restores are twice as fast.' })
  expect(asked).toEqual(['/latest-linux.yml'])
  await expect(app.call('shell.update', { step: 'download' })).rejects.toThrow('no update to download')
  const page = await app.page()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const pane = page.getByRole('region', { name: 'Updates of TenantAtlas' })
  await pane.scrollIntoViewIfNeeded()
  await page.getByText('TenantAtlas 99.0.0 is available. Settings shows what is new.').waitFor()
  expect(await pane.innerText()).toContain('TenantAtlas 99.0.0 is available.')
  await page.screenshot({ path: 'test-results/85-updates.png' })
  await pane.getByRole('button', { name: 'Open the download page' }).click()
  expect(await app.heard('openExternal')).toEqual({ url: 'https://tenantatlas.invalid/' })
  await quit()
  const again = start({ environment: installed() })
  await again.heard('show')
  await expect.poll(() => asked.length).toBe(2)
})

it('says that this is the newest version, and what failed (905-22)', async () => {
  const asked = await publish(latest('0.0.1'))
  const app = start({ environment: installed() })
  await app.heard('show')
  const updates = async () => (await app.call('shell.get', {})).updates!
  await app.call('shell.update', { step: 'check' })
  expect(await updates()).toMatchObject({ isOn: false, phase: 'current' })
  expect(asked).toEqual(['/latest-linux.yml'])
  server!.close()
  server!.closeAllConnections()
  await app.call('shell.update', { step: 'check' })
  expect(await updates()).toMatchObject({ phase: 'failed', error: expect.stringContaining('ECONNREFUSED') as string })
})

it('has no place to look for updates in a build without one (905-22)', async () => {
  const app = start()
  await app.heard('show')
  expect((await app.call('shell.get', {})).updates).toMatchObject({ how: 'none' })
})
