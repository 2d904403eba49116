import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLoginItem } from './login-item.ts'

/** Electron keeps the settings by arguments on Windows (Electron docs: app.getLoginItemSettings). */
function electron() {
  const on = new Set<string>()
  return {
    getLoginItemSettings: ({ args }: { args: string[] }) => ({ openAtLogin: on.has(args.join(' ')) }),
    setLoginItemSettings: ({ openAtLogin, args }: { openAtLogin: boolean; args: string[] }) =>
      void (openAtLogin ? on.add(args.join(' ')) : on.delete(args.join(' '))),
  }
}

it.each(['win32', 'darwin'])('opens the app at sign-in on %s, in the tray (905-12)', (platform) => {
  const app = electron()
  const item = createLoginItem(platform, app, { program: 'TenantAtlas', configFolder: '' })!
  item.turn(true)
  expect([item.isOn(), app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin]).toEqual([true, true])
  item.turn(false)
  expect(item.isOn()).toBe(false)
})

it('says that macOS wants an approval (905-12)', () => {
  const app = { ...electron(), getLoginItemSettings: () => ({ openAtLogin: false, status: 'requires-approval' }) }
  const item = createLoginItem('darwin', app, { program: 'TenantAtlas', configFolder: '' })!
  expect(() => item.turn(true)).toThrow(/approval/)
  item.turn(false)
})

it('leaves an entry for the desktop on Linux, with a quoted path (905-12)', () => {
  const configFolder = mkdtempSync(join(tmpdir(), 'tenantatlas-login-'))
  const item = createLoginItem('linux', electron(), {
    program: '/opt/Tenant "Atlas"/$x',
    arguments: ['--data', '/home/a b/100%'],
    configFolder,
  })!
  item.turn(true)
  const entry = readFileSync(join(configFolder, 'autostart', 'tenantatlas.desktop'), 'utf8')
  expect(entry).toContain('Exec="/opt/Tenant \\\\"Atlas\\\\"/\\\\$x" --data "/home/a b/100%%" --hidden\n')
  item.turn(false)
  expect(item.isOn()).toBe(false)
  rmSync(configFolder, { recursive: true })
})

it('opens the same data folder at sign-in, or is not there (905-12)', () => {
  const app = electron()
  const own = { program: 'TenantAtlas', arguments: ['--data', 'C:\\Users\\My Name\\x'], configFolder: '' }
  createLoginItem('win32', app, own)!.turn(true)
  expect(app.getLoginItemSettings({ args: ['--data "C:\\Users\\My Name\\x" --hidden'] }).openAtLogin).toBe(true)
  expect(createLoginItem('darwin', app, own)).toBeNull()
})
