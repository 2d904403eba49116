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

it('a file that nobody chose isn’t written, and several are saved at the same time (905-9)', async () => {
  const files = createSavedFiles()
  await expect(files.add(crypto.randomUUID(), 'x', true)).rejects.toThrow("The file wasn't saved.")
  const [one, two] = [files.begin(join(folder, 'one.csv')), files.begin(join(folder, 'two.csv'))]
  await files.add(two, '2', true)
  await files.add(one, '1', true)
  expect(['one', 'two'].map((name) => readFileSync(join(folder, `${name}.csv`), 'utf8'))).toEqual(['1', '2'])
})

it('files that a page left unfinished are forgotten, and one that is too large is refused (905-9)', async () => {
  const files = createSavedFiles()
  const left = files.begin(join(folder, 'left.csv'))
  for (let more = 0; more < 6; more += 1) files.begin(join(folder, `${more}.csv`))
  await expect(files.add(left, 'x', true)).rejects.toThrow("The file wasn't saved.")
  const large = files.begin(join(folder, 'large.csv'))
  const piece = 'x'.repeat(50_000_000)
  for (let sent = 0; sent < 4; sent += 1) await files.add(large, piece, false)
  await expect(files.add(large, piece, false)).rejects.toThrow('The file is too large')
})
