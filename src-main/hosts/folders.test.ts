import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { requireOutside } from '#infra/store/relocation.ts'
import { dataFolderOf, removedWithProgram, scheduledInCheckout } from './folders.ts'

afterEach(() => vi.unstubAllEnvs())

it.skipIf(process.platform !== 'linux').each(['', 'relative'])(
  'takes the default of the system where XDG_DATA_HOME is "%s" (0816-13)',
  (given) => {
    vi.stubEnv('TENANTATLAS_DATA', '')
    vi.stubEnv('XDG_DATA_HOME', given)
    vi.stubEnv('HOME', '/home/ann')
    expect(dataFolderOf(null)).toBe('/home/ann/.local/share/tenantatlas')
    vi.stubEnv('XDG_DATA_HOME', '/data/of/ann')
    expect(dataFolderOf(null)).toBe('/data/of/ann/tenantatlas')
  },
)

it('keeps no data in a folder that goes with the program (0816-20)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-program-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const windows = { execPath: join(folder, 'TenantAtlas.exe'), platform: 'win32' } as const
  // A portable program may have its data beside it.
  expect(removedWithProgram(windows)).toBeNull()
  writeFileSync(join(folder, 'Uninstall TenantAtlas.exe'), '')
  expect(removedWithProgram(windows)).toBe(folder)
  const bundle = { execPath: '/Applications/TenantAtlas.app/Contents/MacOS/TenantAtlas', platform: 'darwin' } as const
  expect(removedWithProgram(bundle)).toBe('/Applications/TenantAtlas.app')
  expect(removedWithProgram({ execPath: '/opt/TenantAtlas/tenantatlas', platform: 'linux' })).toBeNull()
  for (const inside of [folder, join(folder, 'Data')])
    expect(() => requireOutside(folder, inside)).toThrow('in the folder of the program')
  requireOutside(folder, `${folder}-data`)
  requireOutside(null, folder)
})

it('starts due schedules of a checkout on Windows without a window (905-18)', () => {
  const { path, args } = scheduledInCheckout('/d', 'win32')
  expect(path).toMatch(/conhost\.exe$/)
  expect(args.slice(0, 2)).toEqual(['--headless', process.execPath])
  expect(scheduledInCheckout('/d', 'linux')).toMatchObject({ path: process.execPath })
})
