// The smallest folders that electron-builder takes for an unpacked Electron: enough to pack an app
// for every platform with no download. Each carries a fuse wire, so fuses can be flipped and read.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// Sentinel, version 1, length 9, then each fuse ('1' on, '0' off) the other way round from what the
// app decides, so that a fuse nobody sets shows. Order: FuseV1Options of @electron/fuses.
const FUSE_WIRE = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101100110', 'latin1')

export function writeFakeElectron(folder, platform) {
  const put = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  if (platform === 'mac') return putMac(put)
  put('resources/.keep', '')
  put('locales/en-US.pak', '')
  put('LICENSE', 'fake')
  if (platform === 'win') put('electron.exe', windowsProgram())
  else put('electron', FUSE_WIRE)
}

function putMac(put) {
  const app = 'Electron.app/Contents'
  put(
    `${app}/Info.plist`,
    plist({ CFBundleExecutable: 'Electron', CFBundleName: 'Electron', CFBundleIconFile: 'electron.icns' }),
  )
  put(`${app}/MacOS/Electron`, '')
  put(`${app}/Resources/electron.icns`, '')
  put(`${app}/Frameworks/Electron Framework.framework/Electron Framework`, FUSE_WIRE)
  put(`${app}/Frameworks/Electron Framework.framework/Resources/en.lproj/locale.pak`, '')
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const helper = `${app}/Frameworks/Electron Helper${kind}.app/Contents`
    put(`${helper}/Info.plist`, plist({ CFBundleExecutable: `Electron Helper${kind}` }))
    put(`${helper}/MacOS/Electron Helper${kind}`, '')
  }
}

function plist(values) {
  const lines = Object.entries(values).map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>${lines.join('')}</dict></plist>\n`
}

// A PE file without code: electron-builder writes version, icon and asar integrity into its resources.
function windowsProgram() {
  const requireOfBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
  const requireOfLibrary = createRequire(requireOfBuilder.resolve('app-builder-lib/package.json'))
  const { NtExecutable, NtExecutableResource, Resource } = requireOfLibrary('resedit')
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const version = Resource.VersionInfo.createEmpty()
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resources.entries)
  resources.entries.push({ type: 10, id: 1, lang: 1033, codepage: 1200, bin: new Uint8Array(FUSE_WIRE).buffer })
  resources.outputResource(program)
  return Buffer.from(program.generate())
}
