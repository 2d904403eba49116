import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { manageMainWindow, type ShowableWindow } from './main-window.ts'

function open(platform: string) {
  const did: string[] = []
  const [window, webContents] = [new EventEmitter(), new EventEmitter()]
  Object.assign(webContents, { setZoomLevel: (level: number) => did.push(`zoom ${level}`) })
  for (const name of ['maximize', 'setFullScreen', 'restore', 'show', 'focus'])
    Object.assign(window, { [name]: () => did.push(name) })
  Object.assign(window, { isDestroyed: () => false, isMinimized: () => false, webContents })
  const bounds = { x: 0, y: 0, width: 800, height: 600 }
  const main = manageMainWindow(
    window as unknown as ShowableWindow,
    { bounds, isMaximized: true, isFullScreen: false, zoomLevel: 1 },
    platform,
    () => did.push('ready'),
  )
  return { did, main, window, webContents }
}

it('is ready once, on Linux also where a hidden window never paints (905-4)', () => {
  const wayland = open('linux')
  wayland.webContents.emit('did-finish-load')
  wayland.window.emit('ready-to-show')
  expect(wayland.did).toEqual(['zoom 1', 'ready'])
  const windows = open('win32')
  windows.webContents.emit('did-finish-load')
  expect(windows.did).toEqual([])
  windows.window.emit('ready-to-show')
  expect(windows.did).toEqual(['zoom 1', 'ready'])
})

it('is maximized when it is shown for the first time (905-4)', () => {
  const { did, main } = open('win32')
  expect(main.wasShown()).toBe(false)
  main.show()
  main.show()
  expect(main.wasShown()).toBe(true)
  expect(did).toEqual(['maximize', 'show', 'focus', 'show', 'focus'])
})
