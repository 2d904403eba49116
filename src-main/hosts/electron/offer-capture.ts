import type { App, Menu } from 'electron'
import { words } from '../words.ts'
import { switches } from './arguments.ts'
import { inQuotes } from './windows-argument.ts'

interface Outside {
  readonly app: Pick<App, 'setJumpList' | 'dock'>
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate'>
}

/** "Capture now" in the taskbar of Windows, below the recent files, and in the Dock. */
export function offerCapture(
  { app, Menu: menu }: Outside,
  program: { readonly path: string; readonly args: readonly string[] },
  capture: () => void,
): void {
  const title = words.menu.captureNow
  if (process.platform === 'win32')
    // A list of tasks alone would hide the recent files (Electron docs: app.setJumpList).
    app.setJumpList([
      { type: 'recent' },
      {
        type: 'tasks',
        items: [
          {
            type: 'task',
            program: program.path,
            args: [...program.args, switches.captureNow].map(inQuotes).join(' '),
            title,
            description: title,
            iconPath: process.execPath,
            iconIndex: 0,
          },
        ],
      },
    ])
  app.dock?.setMenu(menu.buildFromTemplate([{ label: title, click: capture }]))
}
