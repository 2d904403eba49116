import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lineOf } from './artifacts.ts'

it.each([
  ['TenantAtlas-0.1.0-win-x64.exe', {}, /: 91\.0 MB, NOT SIGNED/],
  ['TenantAtlas-0.1.0-win-x64.exe', { WIN_CSC_LINK: 'x' }, /, signed$/],
  ['TenantAtlas-0.1.0-win-x64.exe', { WIN_CSC_LINK: '', CSC_LINK: 'x' }, /NOT SIGNED/],
  ['TenantAtlas-0.1.0-mac-arm64.dmg', { WIN_CSC_LINK: 'x' }, /NOT SIGNED/],
  ['TenantAtlas-0.1.0-mac-arm64.dmg', { CSC_LINK: 'x' }, /, signed$/],
  ['TenantAtlas-0.1.0-linux-x64.deb', {}, /signed by its repository/],
])('says of %s with %j whether it is signed (905-20)', (name, environment, said) => {
  expect(lineOf(`/dist/${name}`, 91, environment)).toMatch(said)
})

/** An installed app whose program prints its arguments and ends with 3. */
function installed(shim: string, place: string, program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas shim-'))
  const [file, started] = [join(folder, place), join(folder, program)]
  for (const path of [file, started]) mkdirSync(join(path, '..'), { recursive: true })
  copyFileSync(`build/shims/${shim}`, file)
  writeFileSync(started, '#!/bin/sh\nprintf "%s|" "$@"\nexit 3\n')
  chmodSync(started, 0o755)
  chmodSync(file, 0o755)
  symlinkSync(file, join(folder, 'link'))
  return folder
}

it.skipIf(process.platform === 'win32').each([
  ['atlas-linux', 'atlas', 'tenantatlas', { DISPLAY: ':0' }, '--|--atlas|capture|--tenant|a b|'],
  ['atlas-linux', 'atlas', 'tenantatlas', {}, '--ozone-platform=headless|--|--atlas|capture|--tenant|a b|'],
  ['atlas-mac', 'Contents/Resources/atlas', 'Contents/MacOS/TenantAtlas', {}, '--|--atlas|capture|--tenant|a b|'],
])(
  '%s starts a command, also through a link, and passes its exit code on (905-20)',
  (shim, place, program, env, args) => {
    const folder = installed(shim, place, program)
    for (const path of [join(folder, place), join(folder, 'link')]) {
      const { status, stdout } = spawnSync(path, ['capture', '--tenant', 'a b'], {
        env: { PATH: process.env['PATH'], ...env },
      })
      expect([status, stdout.toString()]).toEqual([3, args])
    }
    rmSync(folder, { recursive: true })
  },
)

it('passes arguments and the exit code on in the batch file of Windows (905-20)', () => {
  const lines = readFileSync('build/shims/atlas.cmd', 'utf8').split('\r\n')
  expect(lines).toEqual(expect.arrayContaining(['"%~dp0TenantAtlas.exe" -- --atlas %*', 'exit /b %ERRORLEVEL%']))
})
