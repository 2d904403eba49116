import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { productVersion } from '../folders.ts'
import { openUpdates } from './open-updates.ts'
import { noteFile, switchFile } from './switch-file.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-switch-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('remembers the switch in a file (905-22)', () => {
  const file = switchFile(join(folder, 'below', 'check-for-updates'))
  expect(file.read()).toBe(false)
  file.write(true)
  expect(switchFile(join(folder, 'below', 'check-for-updates')).read()).toBe(true)
  file.write(false)
  file.write(false)
  expect(file.read()).toBe(false)
})

it('leaves a note for the next start, which is read once (905-23)', () => {
  const note = noteFile(join(folder, 'below', 'failed-update'))
  expect(note.take()).toBeNull()
  note.write('no rights')
  expect([note.take(), note.take()]).toEqual(['no rights', null])
})

it('says at its next start that an installer gave up without a word (905-23)', () => {
  const failedBefore = (version: string | null) => {
    mkdirSync(folder, { recursive: true })
    if (version !== null) writeFileSync(join(folder, 'started-update'), version)
    return openUpdates({
      app: { isPackaged: false, relaunch: () => {}, exit: () => {} },
      shell: { openExternal: async () => {} },
      platform: 'win32',
      shellFolder: folder,
      restart: { execPath: '', args: [] },
      activeRuns: async () => 0,
      endThen: () => {},
      changed: () => {},
      log: () => {},
    }).failedBefore
  }
  expect([failedBefore(null), failedBefore(productVersion()), failedBefore('99.0.0'), failedBefore(null)]).toEqual([
    null,
    null,
    expect.stringContaining('gave up') as string,
    null,
  ])
})
