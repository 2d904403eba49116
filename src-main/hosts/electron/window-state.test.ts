import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { placeOf, readWindowState, rememberWindow, type RememberedWindow } from './window-state.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1280, height: 1024 }
const left = (x: number, y: number, width = 1100, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
  isFullScreen: false,
  zoomLevel: 0,
})

it.each([
  ['its old place', left(100, 50), [screen], { x: 100, y: 50, width: 1100, height: 700 }],
  ['the second display', left(2000, 10), [screen, second], { x: 2000, y: 10, width: 1100, height: 700 }],
  ['nowhere when the second display is gone', left(2000, 10), [screen], null],
  ['nowhere when its title bar is above the display', left(100, -200), [screen], null],
  ['nowhere when it would hang below the display', left(100, 1030), [screen], null],
  ['a smaller size on a smaller display', left(0, 0, 3000, 2000), [screen], { x: 0, y: 0, width: 1920, height: 1040 }],
  ['nowhere the first time', null, [screen], null],
] as const)('opens the window at %s (905-4)', (_what, state, areas, place) => {
  expect(placeOf(state, areas)).toEqual(place)
})

it('forgets a file that was cut off (905-4)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-state-'))
  const file = join(folder, 'window.json')
  expect(readWindowState(file)).toBeNull()
  for (const text of ['{"bounds":{"x":1', '[]']) {
    writeFileSync(file, text)
    expect(readWindowState(file)).toBeNull()
  }
  // An odd zoom is no reason to forget the place.
  writeFileSync(file, JSON.stringify({ ...left(1, 2), zoomLevel: 99 }))
  expect(readWindowState(file)).toEqual(left(1, 2))
  writeFileSync(file, JSON.stringify(left(1, 2)))
  expect(readWindowState(file)).toEqual(left(1, 2))
  rmSync(folder, { recursive: true })
})

it('keeps what a window was that nobody has seen since (905-4)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-state-'))
  const file = join(folder, 'window.json')
  const before = { ...left(1, 2), isMaximized: true }
  let wasShown = false
  const window = Object.assign(new EventEmitter(), {
    getNormalBounds: () => before.bounds,
    isMaximized: () => false,
    isFullScreen: () => false,
    isDestroyed: () => false,
    webContents: { getZoomLevel: () => 0 },
  }) as unknown as RememberedWindow & EventEmitter
  rememberWindow(window, file, before, () => wasShown)
  window.emit('close')
  expect(readWindowState(file)).toEqual(before)
  wasShown = true
  window.emit('close')
  expect(readWindowState(file)).toEqual(left(1, 2))
  rmSync(folder, { recursive: true })
})
