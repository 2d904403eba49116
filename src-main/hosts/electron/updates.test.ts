import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { switchFile } from './switch-file.ts'
import { readUpdateSource } from './update-source.ts'
import { createUpdates, type Updater, type UpdatesOutside } from './updates.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-updates-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const source = (more: string, platform: string) => {
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: https://updates.example/atlas\n${more}`)
  return readUpdateSource(folder, platform)
}

describe('where a build looks for updates', () => {
  it('says whether the system checks who signed them (905-23)', () => {
    const url = 'https://updates.example/atlas'
    expect(source('publisherName:\n  - TenantAtlas GmbH\n', 'win32')).toEqual({ url, isVerified: true })
    // electron-updater checks nothing without a name.
    expect(source('', 'win32')).toEqual({ url, isVerified: false })
    expect(source('publisherName: []\n', 'win32')).toBeNull()
    expect(source('', 'darwin')).toEqual({ url, isVerified: true })
    expect(source('publisherName: TenantAtlas GmbH\n', 'linux')).toEqual({ url, isVerified: false })
  })

  it('is nowhere without the file, or with a damaged one (905-22)', () => {
    expect(readUpdateSource(join(folder, 'nothing'), 'win32')).toBeNull()
    writeFileSync(join(folder, 'app-update.yml'), 'url: [not\n')
    expect(readUpdateSource(folder, 'win32')).toBeNull()
    writeFileSync(join(folder, 'app-update.yml'), 'url: file:///etc\n')
    expect(readUpdateSource(folder, 'win32')).toBeNull()
  })
})

/** electron-updater, as far as it is used. */
function fakeUpdater(more: Partial<Updater> = {}) {
  const did: string[] = []
  let fail: (error: Error) => void = () => {}
  let progress: (progress: { percent: number }) => void = () => {}
  const updater: Updater = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    logger: null,
    on: (event: string, listener: never) => void (event === 'error' ? (fail = listener) : (progress = listener)),
    async checkForUpdates() {
      did.push('check')
      return { isUpdateAvailable: true, updateInfo: { version: '2.0.0', releaseNotes: ' What is new ' } }
    },
    async downloadUpdate() {
      did.push('download')
      progress({ percent: 12.7 })
    },
    quitAndInstall: (...how) => void did.push(`install ${how.join()}`),
    ...more,
  }
  return { updater, did, fail: (error: Error) => fail(error) }
}

function opened(more: Partial<UpdatesOutside> = {}, fake = fakeUpdater()) {
  const log: string[] = []
  let loaded = 0
  let isOn = false
  const updates = createUpdates({
    source: { url: 'https://updates.example', isVerified: true },
    load: async () => (loaded++, fake.updater),
    setting: { read: () => isOn, write: (on) => void (isOn = on) },
    activeRuns: async () => 0,
    endThen: (install) => (log.push('ended'), install()),
    startAgain: () => void log.push('started again'),
    openPage: async (url) => void log.push(url),
    changed: () => {},
    now: () => new Date('2026-05-01T08:00:00Z'),
    log: (error) => void log.push(String(error)),
    ...more,
  })
  return { updates, ...fake, log, loads: () => loaded }
}

describe('updates', () => {
  it('asks no server until somebody turns the check on or asks for one (905-22)', async () => {
    const { updates, did, loads } = opened()
    const ended = new AbortController()
    updates.watch(ended.signal)
    expect([updates.state(), did, loads()]).toEqual([expect.objectContaining({ isOn: false, phase: 'idle' }), [], 0])
    updates.turn(true)
    await expect.poll(() => updates.state().phase).toBe('available')
    expect(updates.state()).toMatchObject({
      isOn: true,
      version: '2.0.0',
      notes: 'What is new',
      checkedAt: '2026-05-01T08:00:00.000Z',
    })
    expect(updates.notice()).toBe('TenantAtlas 2.0.0 is available. Settings shows what is new.')
    // Nothing is downloaded or installed by itself.
    expect(did).toEqual(['check'])
    ended.abort()
  })

  it('checks at the start and once a day while that is on (905-22)', async () => {
    const { updates, did } = opened({ setting: { read: () => true, write: () => {} } })
    const ended = new AbortController()
    updates.watch(ended.signal)
    await expect.poll(() => updates.state().phase).toBe('available')
    expect(did).toEqual(['check'])
    ended.abort()
  })

  it('downloads and installs when somebody says so, after the app has ended (905-23)', async () => {
    const { updates, updater, did, log } = opened()
    await updates.take('check')
    expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false])
    await expect(updates.take('install')).rejects.toMatchObject({ error: { code: 'badInput' } })
    await updates.take('download')
    expect(updates.state()).toMatchObject({ phase: 'ready', version: '2.0.0' })
    await updates.take('install')
    expect([did, log]).toEqual([['check', 'download', 'install false,true'], ['ended']])
  })

  it('installs nothing while a run is active (905-23)', async () => {
    const { updates, did, log } = opened({ activeRuns: async () => 2 })
    await updates.take('check')
    await updates.take('download')
    await expect(updates.take('install')).rejects.toMatchObject({
      error: { message: "2 runs haven't finished, so the update wasn't installed." },
    })
    expect([did.at(-1), log, updates.state().phase]).toEqual(['download', [], 'ready'])
  })

  it('starts again if the installer cannot be started (905-23)', async () => {
    const { updates, fail, log } = opened()
    await updates.take('check')
    fail(new Error('harmless'))
    expect(log).toEqual(['Error: harmless'])
    await updates.take('download')
    await updates.take('install')
    fail(new Error('no rights'))
    expect(log).toEqual(['Error: harmless', 'ended', 'Error: no rights', 'started again'])
  })

  it('only shows an update whose signature nobody checks (905-23)', async () => {
    const { updates, did, log } = opened({ source: { url: 'https://updates.example', isVerified: false } })
    await updates.take('check')
    expect(updates.state()).toMatchObject({ how: 'show', phase: 'available' })
    await expect(updates.take('download')).rejects.toMatchObject({ error: { code: 'badInput' } })
    await updates.take('openPage')
    expect([did, log]).toEqual([['check'], ['https://updates.example']])
  })

  it('says what failed, and tries again (905-22)', async () => {
    let tries = 0
    const fake = fakeUpdater({
      async checkForUpdates() {
        if (++tries === 1) throw new Error('net::ERR_NAME_NOT_RESOLVED\nstack')
        return { isUpdateAvailable: false, updateInfo: { version: '1.0.0' } }
      },
    })
    const { updates } = opened({}, fake)
    await updates.take('check')
    expect(updates.state()).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('(net::ERR_NAME_NOT_RESOLVED)') as string,
    })
    await updates.take('check')
    expect(updates.state()).toMatchObject({ phase: 'current', error: null, version: null })
  })

  it('keeps the update that is available when a download fails (905-23)', async () => {
    const fake = fakeUpdater({ downloadUpdate: () => Promise.reject(new Error('sha512 checksum mismatch')) })
    const { updates } = opened({}, fake)
    await updates.take('check')
    await updates.take('download')
    expect(updates.state()).toMatchObject({
      phase: 'available',
      error: "The update couldn't be downloaded, so nothing was changed (sha512 checksum mismatch).",
    })
  })

  it('refuses everything in a build without a place to look (905-22)', async () => {
    const { updates, loads } = opened({ source: null })
    expect(updates.state()).toMatchObject({ how: 'none' })
    expect(() => updates.turn(true)).toThrow('no place to look')
    await expect(updates.take('check')).rejects.toMatchObject({ error: { code: 'badInput' } })
    expect(loads()).toBe(0)
  })

  it('lists the notes of every version since the installed one (905-22)', async () => {
    const fake = fakeUpdater({
      checkForUpdates: async () => ({
        isUpdateAvailable: true,
        updateInfo: {
          version: '3.0.0',
          releaseNotes: [
            { version: '3.0.0', note: 'Third' },
            { version: '2.0.0', note: null },
          ],
        },
      }),
    })
    const { updates } = opened({}, fake)
    await updates.take('check')
    expect(updates.state().notes).toBe('3.0.0\nThird\n\n2.0.0')
  })
})

it('remembers the switch in a file (905-22)', () => {
  const file = switchFile(join(folder, 'below', 'check-for-updates'))
  expect(file.read()).toBe(false)
  file.write(true)
  expect(switchFile(join(folder, 'below', 'check-for-updates')).read()).toBe(true)
  file.write(false)
  file.write(false)
  expect(file.read()).toBe(false)
})
