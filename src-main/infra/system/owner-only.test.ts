import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeOwnerOnly } from './owner-only.ts'

it('keeps a folder from the other users of this computer (0816-13)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-owner-'))
  const ran: string[][] = []
  const run = (program: string, args: readonly string[]): string => {
    ran.push([program, ...args])
    return program.endsWith('whoami.exe') ? '"contoso\\\\ann","S-1-12-1-11-22-33-44"\r\n' : ''
  }
  makeOwnerOnly(folder, { platform: 'linux', environment: {}, run })
  expect([statSync(folder).mode & 0o777, ran]).toEqual([0o700, []])
  makeOwnerOnly('E:\\Atlas', { platform: 'win32', environment: { SystemRoot: 'D:\\Windows' }, run })
  expect(ran).toEqual([
    ['D:\\Windows\\System32\\whoami.exe', '/user', '/fo', 'csv', '/nh'],
    ['D:\\Windows\\System32\\icacls.exe', 'E:\\Atlas', '/setowner', '*S-1-12-1-11-22-33-44'],
    ['D:\\Windows\\System32\\icacls.exe', 'E:\\Atlas', '/reset'],
    [
      'D:\\Windows\\System32\\icacls.exe',
      'E:\\Atlas',
      '/inheritance:r',
      '/grant:r',
      '*S-1-12-1-11-22-33-44:(OI)(CI)F',
      '*S-1-5-18:(OI)(CI)F',
      '*S-1-5-32-544:(OI)(CI)F',
    ],
  ])
  expect(() => makeOwnerOnly('E:\\', { platform: 'win32', environment: {}, run: () => '' })).toThrow('no account')
  rmSync(folder, { recursive: true })
})
