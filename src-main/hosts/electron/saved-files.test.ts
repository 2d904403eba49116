import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createSavedFiles } from './saved-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-saved-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a file comes in pieces and is written with the last one (905-9)', async () => {
  const files = createSavedFiles()
  const saving = files.begin(join(folder, 'a.csv'))
  await files.add(saving, 'a,', false)
  expect(() => readFileSync(join(folder, 'a.csv'))).toThrow('ENOENT')
  await files.add(saving, 'b', true)
  expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('a,b')
  await expect(files.add(saving, 'c', true)).rejects.toThrow("The file wasn't saved.")
})

it('a file that nobody chose isn’t written, and the next one takes the place of one that was left (905-9)', async () => {
  const files = createSavedFiles()
  const left = files.begin(join(folder, 'left.csv'))
  await expect(files.add(crypto.randomUUID(), 'x', true)).rejects.toThrow("The file wasn't saved.")
  const saving = files.begin(join(folder, 'next.csv'))
  await expect(files.add(left, 'x', true)).rejects.toThrow("The file wasn't saved.")
  await files.add(saving, 'x', true)
  expect(readFileSync(join(folder, 'next.csv'), 'utf8')).toBe('x')
})
