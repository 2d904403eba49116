// electron-builder's afterPack hook. Its own electronFuses step (@electron/fuses 1.8) knows eight
// fuses; Electron 45 has nine. This sets all of them from the same yml, strictly: a fuse that a
// future Electron adds stops the build until somebody decides on it.
import { join } from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'

const BEYOND_ELECTRON_BUILDER = { wasmTrapHandlers: true }

export function strictFuses(electronFuses) {
  const chosen = { ...electronFuses, ...BEYOND_ELECTRON_BUILDER }
  const fuses = { version: FuseVersion.V1, strictlyRequireAllFuses: true }
  for (const [name, value] of Object.entries(chosen)) {
    const option = FuseV1Options[name[0].toUpperCase() + name.slice(1)]
    if (option === undefined) throw new Error(`electronFuses.${name} is no fuse of @electron/fuses`)
    fuses[option] = value
  }
  return fuses
}

export function electronBinary({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName === 'linux') return join(appOutDir, packager.executableName)
  const extension = electronPlatformName === 'win32' ? '.exe' : '.app'
  return join(appOutDir, packager.appInfo.productFilename + extension)
}

export default async function afterPack(context) {
  const isForMac = context.electronPlatformName === 'darwin'
  await flipFuses(electronBinary(context), {
    ...strictFuses(context.packager.config.electronFuses),
    // Flipping breaks the signature of the linker, and Apple silicon starts nothing without one.
    resetAdHocDarwinSignature: isForMac && process.platform === 'darwin',
  })
}
