import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { electronBinary, electronVersion, installElectron } from './binary.ts'
import { launchElectron } from './launch.ts'
import { sandboxArguments, type SandboxSystem } from './sandbox.ts'

const root = join(import.meta.dirname, '..', '..')
const modules = join(root, 'node_modules')
const version = electronVersion(join(modules, 'electron'))
const folders: string[] = []
const temporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-start-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

/** A program in Electron's place. */
const program = (body: string) => `#!${process.execPath}\n${body}\n`
const showsWindow = program(`process.send('window-shown'); setTimeout(() => process.exit(0), 10)`)

/** The `electron` package as npm installs it, without a binary. */
function electronPackage(): string {
  const folder = join(temporaryFolder(), 'electron')
  cpSync(join(modules, 'electron'), folder, {
    recursive: true,
    filter: (source) => !/electron\.d\.ts$|[\\/]dist$|path\.txt$/.test(source),
  })
  return folder
}

type Answer = (response: ServerResponse, body: Buffer) => void
let closeMirror = () => {}
afterEach(() => closeMirror())

/** A mirror of Electron's releases with a stand-in for the binary. */
async function startMirror({
  answer = (response, body) => void response.end(body),
  checksum,
}: { answer?: Answer; checksum?: string } = {}): Promise<NodeJS.ProcessEnv> {
  const zip = Buffer.from(
    zipSync({ electron: [Buffer.from(showsWindow), { os: 3, attrs: 0o755 << 16 }], version: Buffer.from(version) }),
  )
  const name = `electron-v${version}-linux-x64.zip`
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/SHASUMS256.txt'))
      response.end(`${checksum ?? createHash('sha256').update(zip).digest('hex')} *${name}\n`)
    else if (request.url === `/v${version}/${name}`) answer(response, zip)
    else response.writeHead(400).end()
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  closeMirror = () => {
    server.closeAllConnections()
    server.close()
  }
  return {
    ...process.env,
    NODE_PATH: modules,
    ELECTRON_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    electron_use_remote_checksums: '1',
    electron_config_cache: temporaryFolder(),
    ELECTRON_INSTALL_PLATFORM: 'linux',
    ELECTRON_INSTALL_ARCH: 'x64',
  }
}

describe('npm start brings Electron', () => {
  it('installs the binary of a mirror and tells how many bytes arrived (901-1)', async () => {
    const reported = Promise.withResolvers<number>()
    // The second half is sent once the first one was reported.
    const answer: Answer = (response, body) => {
      const middle = Math.ceil(body.length / 2)
      response.write(body.subarray(0, middle))
      void reported.promise.then(() => response.end(body.subarray(middle)))
    }
    const [folder, environment] = [electronPackage(), await startMirror({ answer })]
    expect(electronBinary(folder, {})).toBeNull()
    expect(await installElectron({ folder, environment, report: reported.resolve })).toBeNull()
    expect(await reported.promise).toBeGreaterThan(0)
    const binary = electronBinary(folder, {})
    expect(binary).toBe(join(folder, 'dist', 'electron'))
    expect(readFileSync(binary!, 'utf8')).toBe(showsWindow)
    expect(await launchElectron({ binary: binary!, args: [], logFile: join(temporaryFolder(), 'log') })).toEqual({
      exitCode: 0,
    })
  })

  it('does not take a binary of another version for the right one (901-1)', async () => {
    const [folder, environment] = [electronPackage(), await startMirror()]
    await installElectron({ folder, environment })
    writeFileSync(join(folder, 'dist', 'version'), '1.2.3')
    expect(electronBinary(folder, {})).toBeNull()
    expect(await installElectron({ folder, environment })).toBeNull()
    expect(readFileSync(join(folder, 'dist', 'version'), 'utf8')).toBe(version)
  })

  it('installs it again where unpacking was cut off (901-1)', async () => {
    const [folder, environment] = [electronPackage(), await startMirror()]
    await installElectron({ folder, environment })
    // Written last.
    rmSync(join(folder, 'path.txt'))
    writeFileSync(join(folder, 'dist', 'electron'), 'cut off')
    expect(electronBinary(folder, {})).toBeNull()
    expect(await installElectron({ folder, environment })).toBeNull()
    expect(readFileSync(electronBinary(folder, {})!, 'utf8')).toBe(showsWindow)
  })

  it.each<{ title: string; mirror: Parameters<typeof startMirror>[0]; expected: RegExp; silenceMs?: number }>([
    {
      title: 'does not have it',
      mirror: { answer: (response) => void response.writeHead(404).end() },
      expected: /^127\.0\.0\.1:\d+ answered 404\.$/,
    },
    {
      title: 'never answers',
      mirror: { answer: () => {} },
      silenceMs: 2_000,
      expected: /^127\.0\.0\.1:\d+ sent nothing for 2 seconds\.$/,
    },
    {
      title: 'stops half-way',
      mirror: {
        answer: (response, body) =>
          void response.writeHead(200, { 'content-length': body.length }).write(body.subarray(0, 100)),
      },
      silenceMs: 2_000,
      expected: /sent nothing for 2 seconds/,
    },
    {
      title: 'has another file than its checksum says',
      mirror: { checksum: '0'.repeat(64) },
      expected: /^The download has the wrong checksum and was not used\.$/,
    },
  ])(
    'says why, and installs nothing, where the mirror $title (901-2)',
    async ({ mirror, expected, silenceMs = 60_000 }) => {
      const [folder, environment] = [electronPackage(), await startMirror(mirror)]
      expect(await installElectron({ folder, environment, silenceMs })).toMatch(expected)
      expect(existsSync(join(folder, 'dist', 'electron'))).toBe(false)
      closeMirror()
      const whole = await startMirror()
      expect(await installElectron({ folder, environment: whole })).toBeNull()
    },
  )

  it('names a mirror that cannot be reached (901-2)', async () => {
    const folder = electronPackage()
    const environment = await startMirror()
    closeMirror()
    expect(await installElectron({ folder, environment })).toMatch(/^127\.0\.0\.1:\d+ cannot be reached\.$/)
  })
})

describe('npm start notices an app that does not come', () => {
  const launch = async (body: string, windowMs = 20_000) => {
    const folder = temporaryFolder()
    const binary = join(folder, 'electron')
    writeFileSync(binary, program(body), { mode: 0o755 })
    const logFile = join(folder, 'log', 'electron.log')
    return {
      result: await launchElectron({ binary, args: ['one'], logFile, windowMs, echo: () => {} }),
      log: readFileSync(logFile, 'utf8'),
    }
  }

  it('answers the exit code of an app that showed its window, or woke the one that is open (901-3)', async () => {
    expect((await launch(`process.send('window-shown', () => process.exit(7))`)).result).toEqual({ exitCode: 7 })
    expect((await launch(`process.send('second-instance', () => process.exit(0))`)).result).toEqual({ exitCode: 0 })
  })

  it('says so when it ends without a window, and keeps what it printed (901-3)', async () => {
    const { result, log } = await launch(`console.error('libnss3.so is missing'); process.exit(127)`)
    expect(result).toEqual({ problem: 'It ended before it showed a window (exit code 127): libnss3.so is missing' })
    expect(log).toBe('libnss3.so is missing\n')
  })

  it('says so when no window comes in time, and ends it (901-3)', async () => {
    expect((await launch(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`, 500)).result).toEqual({
      problem: 'It showed no window within 1 seconds.',
    })
  })

  it('asks it once to quit when somebody presses Ctrl+C, and opens no browser then (901-3)', async () => {
    const waits = `process.on('SIGINT', () => process.exit(9)); process.on('message', (message) => process.exit(message === 'quit' ? 0 : 8)); console.log('ready')`
    const folder = temporaryFolder()
    const binary = join(folder, 'electron')
    writeFileSync(binary, program(waits), { mode: 0o755 })
    const result = await launchElectron({
      binary,
      args: [],
      logFile: join(folder, 'log'),
      // To the listeners alone: the terminal would send it to both.
      echo: (text) => void (text.includes('ready') && process.emit('SIGINT')),
    })
    expect(result).toEqual({ exitCode: 1 })
  })

  it('waits while somebody has to unlock the keychain, and not longer (901-3)', { timeout: 60_000 }, async () => {
    const slowKeychain = `process.send('waiting-for-keychain'); setTimeout(() => process.send('keychain-answered', () => AFTER), 3_000)`
    const shows = slowKeychain.replace('AFTER', `process.send('window-shown', () => process.exit(0))`)
    // A busy machine takes its time to start a process.
    expect((await launch(shows, 2_000)).result).toEqual({ exitCode: 0 })
    const hangs = slowKeychain.replace('AFTER', 'setInterval(() => {}, 1000)')
    expect((await launch(hangs, 2_000)).result).toEqual({ problem: 'It showed no window within 2 seconds.' })
  })

  it('says so when the binary cannot be run (901-3)', async () => {
    const result = await launchElectron({
      binary: join(temporaryFolder(), 'electron'),
      args: [],
      logFile: join(temporaryFolder(), 'log'),
    })
    expect(result).toEqual({ problem: expect.stringContaining('ENOENT') })
  })
})

describe('the sandbox on Linux', () => {
  const system = (facts: {
    platform?: NodeJS.Platform
    root?: boolean
    helper?: boolean
    namespaces?: boolean
  }): SandboxSystem => ({
    platform: facts.platform ?? 'linux',
    isRoot: () => facts.root ?? false,
    hasSetuidHelper: () => facts.helper ?? false,
    hasUserNamespaces: () => facts.namespaces ?? false,
  })
  it.each([
    { title: 'root', facts: { root: true, helper: true, namespaces: true }, isOff: true },
    { title: 'a container without user namespaces', facts: {}, isOff: true },
    { title: 'a user with namespaces', facts: { namespaces: true }, isOff: false },
    { title: 'a user with the setuid helper', facts: { helper: true }, isOff: false },
    { title: 'macOS as root', facts: { platform: 'darwin' as const, root: true }, isOff: false },
    { title: 'Windows', facts: { platform: 'win32' as const }, isOff: false },
  ])('is switched off only where it cannot work: $title (901-4)', ({ facts, isOff }) => {
    expect(sandboxArguments('/x/electron', system(facts)).includes('--no-sandbox')).toBe(isOff)
  })
})

describe('npm start as a whole', () => {
  /** Runs it with a program in Electron's place until it has printed what is waited for. */
  function start(electron: string | null, args: readonly string[], until: RegExp): Promise<string> {
    const dist = temporaryFolder()
    if (electron !== null) writeFileSync(join(dist, 'electron'), program(electron), { mode: 0o755 })
    const { CI: _ci, ...environment } = process.env
    const data = temporaryFolder()
    mkdirSync(data, { recursive: true })
    const child = spawn(process.execPath, ['--no-warnings', join(root, 'scripts', 'desktop', 'start.ts'), ...args], {
      env: {
        ...environment,
        ELECTRON_OVERRIDE_DIST_PATH: dist,
        ELECTRON_MIRROR: 'http://127.0.0.1:9/',
        electron_config_cache: data,
        TENANTATLAS_DATA: data,
      },
    })
    onTestFinished(() => void child.kill())
    let output = ''
    return new Promise((done) => {
      const take = (chunk: Buffer) => {
        output += chunk.toString()
        if (until.test(output)) done(output)
      }
      child.stdout.on('data', take)
      child.stderr.on('data', take)
      child.on('close', () => done(output))
    })
  }
  const isServed = /TenantAtlas is at http:\/\/127\.0\.0\.1:\d+\//

  it('starts Electron on the built app (901-1)', async () => {
    const output = await start(
      `console.log(JSON.stringify(process.argv.slice(2))); process.send('window-shown', () => process.exit(0))`,
      ['--no-open'],
      /\]\n/,
    )
    expect(JSON.parse(output.trim())).toEqual(expect.arrayContaining([root, '--no-open']))
  })

  it('opens the browser with one line why, where Electron ends or cannot be installed (901-2) (901-3)', async () => {
    const ended = await start(`process.exit(3)`, ['--no-open'], isServed)
    expect(ended).toMatch(
      /^Electron could not be started\. It ended before it showed a window \(exit code 3\)\. Its log is .+electron\.log\. TenantAtlas opens in the browser instead\.\nTenantAtlas is at/,
    )
    expect(await start(null, ['--no-open'], isServed)).toMatch(
      /Electron could not be installed\. 127\.0\.0\.1:9 cannot be reached\. TenantAtlas opens in the browser instead\.\nTenantAtlas is at/,
    )
  })

  it('goes to the browser at once when asked to (901-5)', async () => {
    expect(await start(`throw new Error('not asked for')`, ['--browser', '--no-open'], isServed)).toMatch(
      /^TenantAtlas is at/,
    )
  })
})
