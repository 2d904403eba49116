import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { readUpdateSource } from './update-source.ts'
import { createUpdates, type Updater, type UpdatesOutside } from './updates.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'tenantatlas-updates-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const url = 'https://updates.example/atlas'
const source = (more: string, platform: string, isSigned = false, address = url) => {
  writeFileSync(join(folder, 'app-update.yml'), `provider: generic\nurl: ${address}\n${more}`)
  return readUpdateSource({ platform, resourcesFolder: folder, programFolder: folder, isSigned })
}

describe('where a build looks for updates', () => {
  it('says whether the signature is checked (905-23)', () => {
    const named = 'publisherName:\n  - TenantAtlas GmbH\n'
    const publishers = ['TenantAtlas GmbH']
    // The portable package has no uninstaller: its update would be a second app.
    expect(source(named, 'win32')).toEqual({ url, publishers, isVerified: false })
    writeFileSync(join(folder, 'Uninstall TenantAtlas.exe'), '')
    expect(source(named, 'win32')).toEqual({ url, publishers, isVerified: true })
    // A build that isn't signed names nobody.
    expect(source('', 'win32')).toEqual({ url, publishers: [], isVerified: false })
    expect(source('publisherName: []\n', 'win32')).toBeNull()
    expect(source('', 'darwin')).toEqual({ url, publishers: [], isVerified: false })
    expect(source('', 'darwin', true)).toEqual({ url, publishers: [], isVerified: true })
    expect(source('publisherName: TenantAtlas GmbH\n', 'linux')).toEqual({ url, publishers, isVerified: false })
  })

  it('is nowhere without the file, with a damaged one, or without https (905-22)', () => {
    const read = () =>
      readUpdateSource({ platform: 'win32', resourcesFolder: folder, programFolder: folder, isSigned: true })
    expect(read()).toBeNull()
    writeFileSync(join(folder, 'app-update.yml'), 'url: [not\n')
    expect(read()).toBeNull()
    expect(source('', 'win32', true, 'file:///etc')).toBeNull()
    expect(source('', 'win32', true, 'http://updates.example')).toBeNull()
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
    requestHeaders: null,
    on: (event: string, listener: never) => void (event === 'error' ? (fail = listener) : (progress = listener)),
    async checkForUpdates() {
      did.push('check')
      return { isUpdateAvailable: true, updateInfo: { version: '2.0.0', releaseNotes: ' What is new ' } }
    },
    async downloadUpdate() {
      did.push('download')
      progress({ percent: 12.7 })
      return ['update.exe']
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
    source: { url: 'https://updates.example', isVerified: true, publishers: ['TenantAtlas GmbH'] },
    load: async () => (loaded++, fake.updater),
    setting: { read: () => isOn, write: (on) => void (isOn = on) },
    activeRuns: async () => 0,
    endThen: (install) => (log.push('ended'), install()),
    pending: (version) => void log.push(`started for ${version}`),
    startAgain: (reason) => void log.push(`started again: ${reason}`),
    openPage: async () => void log.push('page'),
    exists: () => true,
    verify: async (file) => `not ${file}`,
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
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { updates, did } = opened(
      { setting: { read: () => true, write: () => {} } },
      fakeUpdater({
        checkForUpdates: async () => (checks++, { isUpdateAvailable: false, updateInfo: { version: '1' } }),
      }),
    )
    let checks = 0
    const ended = new AbortController()
    updates.watch(ended.signal)
    await vi.advanceTimersByTimeAsync(23 * 3_600_000)
    expect(checks).toBe(1)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(checks).toBe(2)
    ended.abort()
    await vi.advanceTimersByTimeAsync(72 * 3_600_000)
    expect([checks, did]).toEqual([2, []])
  })

  it('sends no ID of this installation, and checks who signed an installer (905-22, 905-23)', async () => {
    const { updates, updater } = opened()
    await updates.take('check')
    expect(updater.requestHeaders).toEqual({ 'x-user-staging-id': '' })
    expect(await updater.verifyUpdateCodeSignature!(['somebody'], 'update.exe')).toBe('not update.exe')
  })

  it('downloads and installs when somebody says so, after the app has ended (905-23)', async () => {
    const { updates, updater, did, log } = opened()
    await updates.take('check')
    expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false])
    await expect(updates.take('install')).rejects.toMatchObject({ error: { code: 'badInput' } })
    await updates.take('download')
    expect(updates.state()).toMatchObject({ phase: 'ready', version: '2.0.0' })
    await updates.take('install')
    expect([did, log]).toEqual([
      ['check', 'download', 'install true,true'],
      ['ended', 'started for 2.0.0'],
    ])
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

  it('starts again if the installer cannot be started, or gives no answer (905-23)', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { updates, fail, log } = opened()
    await updates.take('check')
    fail(new Error('harmless'))
    expect(log).toEqual(['Error: harmless'])
    await updates.take('download')
    await updates.take('install')
    fail(new Error('no rights'))
    expect(log).toEqual([
      'Error: harmless',
      'ended',
      'started for 2.0.0',
      'Error: no rights',
      'started again: no rights',
    ])
    await vi.advanceTimersByTimeAsync(120_000)
    expect(log.at(-1)).toBe('started again: the installer gave no answer')
  })

  it('does not end for an installer that a virus scanner took away (905-23)', async () => {
    const { updates, log } = opened({ exists: () => false })
    await updates.take('check')
    await updates.take('download')
    await expect(updates.take('install')).rejects.toMatchObject({
      error: { message: 'The downloaded update is gone.' },
    })
    expect([log, updates.state().phase]).toEqual([[], 'available'])
  })

  it('takes an error during a download for its failure, as on macOS (905-23)', async () => {
    const fake = fakeUpdater()
    const { updates } = opened(
      {},
      {
        ...fake,
        updater: {
          ...fake.updater,
          async downloadUpdate() {
            fake.fail(new Error('Could not get code signature for running application'))
            return ['update.zip']
          },
        },
      },
    )
    await updates.take('check')
    await updates.take('download')
    expect(updates.state()).toMatchObject({
      phase: 'available',
      error: expect.stringContaining('Could not get code signature') as string,
    })
  })

  it('only shows an update whose signature nobody checks (905-23)', async () => {
    const { updates, did, log } = opened({
      source: { url: 'https://updates.example', isVerified: false, publishers: [] },
    })
    await updates.take('check')
    expect(updates.state()).toMatchObject({ how: 'show', phase: 'available' })
    await expect(updates.take('download')).rejects.toMatchObject({ error: { code: 'badInput' } })
    await updates.take('openPage')
    expect([did, log]).toEqual([['check'], ['page']])
  })

  it('does not say that this is the newest version where it could not look (905-22)', async () => {
    const { updates } = opened({}, fakeUpdater({ checkForUpdates: async () => null }))
    await updates.take('check')
    expect(updates.state()).toMatchObject({ phase: 'failed', checkedAt: null })
  })

  it('keeps what it found when a later check fails (905-22)', async () => {
    let tries = 0
    const found = { isUpdateAvailable: true, updateInfo: { version: '2.0.0' } }
    const { updates } = opened(
      {},
      fakeUpdater({
        async checkForUpdates() {
          if (++tries === 2) throw new Error('offline')
          return found
        },
      }),
    )
    await updates.take('check')
    await updates.take('check')
    expect(updates.state()).toMatchObject({
      phase: 'available',
      version: '2.0.0',
      error: expect.stringContaining('offline') as string,
    })
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
