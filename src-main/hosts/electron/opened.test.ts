import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { appProgram, restartOf } from './prepare.ts'
import { followOpened, type OpenedOutside } from './opened.ts'

it('keeps a file that comes before anybody listens, and the newest of several (0814-6)', () => {
  const recent: string[] = []
  const app = Object.assign(new EventEmitter(), { addRecentDocument: (path: string) => void recent.push(path) })
  const files = followOpened({ app: app as unknown as OpenedOutside['app'] })
  let prevented = 0
  app.emit('open-file', { preventDefault: () => (prevented += 1) }, '/a.atlas')
  expect([prevented, files.isWaiting()]).toEqual([1, true])
  let heard = 0
  files.listen(() => (heard += 1))
  app.emit('second-instance', {}, ['TenantAtlas', '--no-sandbox', 'b.atlas'], '/folder')
  app.emit('second-instance', {}, ['TenantAtlas', '--hidden'], '/folder')
  expect([heard, files.take(), files.take(), files.isWaiting()]).toEqual([1, resolve('/folder/b.atlas'), null, false])
  expect(recent).toEqual(['/a.atlas', resolve('/folder/b.atlas')])
})

it('keeps a link as it is, and not among the recent files (905-24)', () => {
  const recent: string[] = []
  const app = Object.assign(new EventEmitter(), { addRecentDocument: (path: string) => void recent.push(path) })
  const links = followOpened({ app: app as unknown as OpenedOutside['app'] })
  app.emit('open-url', { preventDefault: () => {} }, 'atlas://tenant/a/runs/b')
  expect(links.take()).toBe('atlas://tenant/a/runs/b')
  app.emit('second-instance', {}, ['TenantAtlas', '--', 'atlas://tenant/a/drift'], '/folder')
  expect([links.take(), recent]).toEqual(['atlas://tenant/a/drift', []])
})

it('starts the app again with its data folder, and an AppImage unpacked (905-3)', () => {
  const program = { path: '/opt/TenantAtlas', args: [] }
  expect(restartOf(program, ['--data', '/d'], { execPath: '/opt/TenantAtlas', env: {} })).toEqual({
    execPath: '/opt/TenantAtlas',
    args: ['--data', '/d'],
  })
  const mount = mkdtempSync(join(tmpdir(), 'tenantatlas-mount-'))
  writeFileSync(join(mount, 'AppRun'), '')
  const env = { APPIMAGE: '/home/a.AppImage' }
  const own = { execPath: join(mount, 'tenantatlas'), argv: [], env }
  expect(restartOf(program, [], own).args).toEqual(['--appimage-extract-and-run'])
  expect(appProgram(own).path).toBe('/home/a.AppImage')
  // A terminal that is an AppImage itself leaves its variables to what is started in it.
  const inTerminal = { ...own, execPath: '/opt/TenantAtlas/tenantatlas' }
  expect(restartOf(program, [], inTerminal).args).toEqual([])
  expect(appProgram(inTerminal).path).toBe('/opt/TenantAtlas/tenantatlas')
  // Without FUSE, each start has to unpack it.
  const withoutFuse = { ...own, env: { ...env, APPIMAGE_EXTRACT_AND_RUN: '1' } }
  expect(appProgram(withoutFuse).args).toEqual(['--appimage-extract-and-run'])
  expect(restartOf(appProgram(withoutFuse), [], withoutFuse).args).toEqual(['--appimage-extract-and-run'])
  rmSync(mount, { recursive: true })
})

it('starts a checkout again with its folder, also behind switches of Chromium (905-18)', () => {
  const checkout = (...args: string[]) =>
    appProgram({ execPath: '/e/electron', argv: ['/e/electron', ...args], env: {}, defaultApp: true }).args
  expect(checkout('/work', '--data', '/d')).toEqual(['/work'])
  expect(checkout('--no-sandbox', '--disable-dev-shm-usage', '/work', '--data', '/d')).toEqual([
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '/work',
  ])
})
