import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeOwnerOnly } from './owner-only.ts'

it('keeps a folder from the other users of this computer (0816-13)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-owner-'))
  const ran: string[][] = []
  const run = (program: string, args: readonly string[]) => void ran.push([program, ...args])
  makeOwnerOnly(folder, { platform: 'linux', environment: {}, run })
  expect([statSync(folder).mode & 0o777, ran]).toEqual([0o700, []])
  const environment = { SystemRoot: 'D:\\Windows', USERDOMAIN: 'CONTOSO', USERNAME: 'ann' }
  makeOwnerOnly('E:\\Atlas', { platform: 'win32', environment, run })
  expect(ran).toEqual([
    [
      'D:\\Windows\\System32\\icacls.exe',
      'E:\\Atlas',
      '/inheritance:r',
      '/grant:r',
      'CONTOSO\\ann:(OI)(CI)F',
      '*S-1-5-18:(OI)(CI)F',
      '*S-1-5-32-544:(OI)(CI)F',
    ],
  ])
  rmSync(folder, { recursive: true })
})
