import type { MenuItemConstructorOptions } from 'electron'
import type { ShellCommand } from '#contract/model/shell.ts'
import { words } from '../words.ts'

/** What the items of the menu do. */
export interface MenuActions {
  command(command: ShellCommand): void
  captureNow(): void
  reportProblem(): void
  openDataFolder(): void
  openDocumentation(): void
  about(): void
  quit(): void
}

export interface MenuFacts {
  readonly platform: string
  /** Development has commands that nobody else needs. */
  readonly isPackaged: boolean
}

const { menu } = words

/**
 * The menu of the app, with the keys that people expect on each system. It also gives Windows and Linux their keys,
 * though the title bar hides it there.
 */
export function applicationMenu(
  { platform, isPackaged }: MenuFacts,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const about: MenuItemConstructorOptions = { label: menu.about, click: actions.about }
  const settings: MenuItemConstructorOptions = {
    label: menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.command('settings'),
  }
  const quit: MenuItemConstructorOptions = {
    label: isMac ? menu.quitApp : menu.quit,
    accelerator: 'CmdOrCtrl+Q',
    click: actions.quit,
  }
  const ofApp: MenuItemConstructorOptions = {
    label: 'TenantAtlas',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      quit,
    ],
  }
  return [
    ...(isMac ? [ofApp] : []),
    {
      label: menu.file,
      submenu: [
        { label: menu.captureNow, accelerator: 'CmdOrCtrl+Shift+C', click: actions.captureNow },
        separator,
        { role: 'close' },
        ...(isMac ? [] : [settings, separator, quit]),
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        { label: menu.find, accelerator: 'CmdOrCtrl+F', click: () => actions.command('search') },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        // The key that most keyboards have for it.
        { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isPackaged
          ? []
          : [
              separator,
              { role: 'reload' as const },
              { role: 'forceReload' as const },
              { role: 'toggleDevTools' as const },
            ]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: menu.shortcuts, click: () => actions.command('shortcuts') },
        { label: menu.documentation, click: actions.openDocumentation },
        separator,
        { label: menu.dataFolder, click: actions.openDataFolder },
        { label: menu.reportProblem, click: actions.reportProblem },
        ...(isMac ? [] : [separator, about]),
      ],
    },
  ]
}
