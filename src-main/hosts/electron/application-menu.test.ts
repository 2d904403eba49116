import type { MenuItemConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import { applicationMenu } from './application-menu.ts'

const nothing = () => {}
const actions = {
  command: nothing,
  captureNow: nothing,
  reportProblem: nothing,
  openDataFolder: nothing,
  openDocumentation: nothing,
  about: nothing,
  quit: nothing,
}
/** Every item of a menu, with those of its submenus. */
const itemsOf = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...itemsOf(Array.isArray(item.submenu) ? item.submenu : [])])
const menu = (platform: string, isPackaged = true) => itemsOf(applicationMenu({ platform, isPackaged }, actions))
const roles = (platform: string, isPackaged?: boolean) =>
  menu(platform, isPackaged).flatMap(({ role }) => (role === undefined ? [] : [role]))

it.each(['win32', 'linux', 'darwin'])('has on %s what people expect, each with its key (905-7)', (platform) => {
  expect(roles(platform)).toEqual(
    expect.arrayContaining([
      'undo',
      'redo',
      'cut',
      'copy',
      'paste',
      'selectAll',
      'zoomIn',
      'zoomOut',
      'resetZoom',
      'togglefullscreen',
      'close',
    ]),
  )
  const keys = menu(platform).flatMap(({ label, role, accelerator }) =>
    accelerator ? [[label ?? role, accelerator]] : [],
  )
  expect(Object.fromEntries(keys)).toEqual({
    'Capture now': 'CmdOrCtrl+Shift+C',
    'Find…': 'CmdOrCtrl+F',
    'Settings…': 'CmdOrCtrl+,',
    zoomIn: 'CmdOrCtrl+=',
    [platform === 'darwin' ? 'Quit TenantAtlas' : 'Exit']: 'CmdOrCtrl+Q',
  })
})

it('puts settings and quitting into the menu of the app on macOS (905-7)', () => {
  const [ofApp] = applicationMenu({ platform: 'darwin', isPackaged: true }, actions)
  const labels = itemsOf([ofApp!]).flatMap(({ label }) => label ?? [])
  expect(labels).toEqual(['TenantAtlas', 'About TenantAtlas', 'Settings…', 'Quit TenantAtlas'])
  expect(roles('darwin')).toEqual(expect.arrayContaining(['services', 'hide', 'hideOthers', 'unhide']))
})

it('reloads only in development (905-7)', () => {
  expect(roles('win32', false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
  expect(roles('win32')).not.toContain('reload')
  expect(roles('win32')).not.toContain('toggleDevTools')
})
