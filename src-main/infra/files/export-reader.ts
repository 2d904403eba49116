import { createReadStream } from 'node:fs'
import { lstat, open, readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse } from 'yaml'
import type { Exports, ReadFile } from '#app/ports/ports.ts'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** Limits of an export. The largest policy that was seen has 3 MB, and the largest export a few hundred. */
const most = { fileBytes: 64 * 1024 * 1024, bytes: 1024 * 1024 * 1024, files: 50_000, levels: 32 }

/** Files of an export, from a folder, a zip, or alone. Links aren't followed, and nothing outside is read. */
export const exportReader: Exports = {
  async *read(path) {
    const stats = await lstat(path).catch((error: unknown) => {
      throw failure('badInput', words.exports.missing(path), { cause: error })
    })
    const count = counter()
    if (stats.isDirectory()) yield* folder(path, path, 0, count)
    else if (stats.isFile() && (await isZip(path))) yield* zip(path, count)
    else if (stats.isFile()) yield await file(path, basename(path), stats.size, count)
    else throw failure('badInput', words.exports.missing(path))
  },
  // Without custom tags; a few aliases are enough for what people write, and can't grow without end.
  parseYaml: (text) => parse(text, { schema: 'core', maxAliasCount: 100 }),
  // Excel separates with semicolons where the comma is in numbers.
  parseCsv: (text) =>
    parseCsv(text, {
      bom: true,
      delimiter: (text.split('\n', 1)[0] ?? '').includes(';') ? ';' : ',',
      relax_column_count: true,
      skip_empty_lines: true,
    }),
}

/** Counts what was read. @throws Failure `badInput` when it is too much for an export */
function counter(): (bytes: number) => void {
  let [files, total] = [0, 0]
  return (bytes) => {
    files += 1
    total += bytes
    if (files > most.files) throw failure('badInput', words.exports.tooMany(most.files))
    if (total > most.bytes) throw failure('badInput', words.exports.tooLarge(most.bytes))
  }
}

async function* folder(
  root: string,
  at: string,
  level: number,
  count: (bytes: number) => void,
): AsyncGenerator<ReadFile> {
  if (level > most.levels) throw failure('badInput', words.exports.tooDeep(most.levels))
  const entries = (await readdir(at, { withFileTypes: true })).toSorted((left, right) =>
    left.name < right.name ? -1 : 1,
  )
  for (const entry of entries) {
    const path = join(at, entry.name)
    const name = relative(root, path).split(sep).join('/')
    // What git and macOS keep beside files.
    if (entry.isDirectory() && (entry.name === '.git' || entry.name === '__MACOSX')) continue
    if (entry.isDirectory()) yield* folder(root, path, level + 1, count)
    else if (entry.isFile()) yield await file(path, name, (await lstat(path)).size, count)
    else yield { path: name, unusable: words.exports.link }
  }
}

async function file(path: string, name: string, size: number, count: (bytes: number) => void): Promise<ReadFile> {
  if (size > most.fileBytes) return { path: name, unusable: words.exports.fileTooLarge(most.fileBytes) }
  count(size)
  try {
    return { path: name, bytes: await readFile(path) }
  } catch (error) {
    return { path: name, unusable: words.exports.unreadable(error instanceof Error ? error.message : '') }
  }
}

/** A zip is known by its first bytes, whatever its name is. */
async function isZip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32BE(0) === 0x504b0304
  } finally {
    await handle.close()
  }
}

/** Unpacks a zip in memory, piece by piece, so that a file that unpacks to gigabytes is given up early. */
async function* zip(path: string, count: (bytes: number) => void): AsyncGenerator<ReadFile> {
  const done: ReadFile[] = []
  let broken: unknown = null
  let open = 0
  const unzip = new Unzip((entry) => {
    const name = entry.name.replaceAll('\\', '/')
    if (name.endsWith('/')) return
    open += 1
    const end = (read: ReadFile): void => {
      open -= 1
      done.push(read)
    }
    if (isOutside(name)) return end({ path: name, unusable: words.exports.outside })
    const pieces: Uint8Array[] = []
    let size = 0
    let ended = false
    entry.ondata = (error, piece, isLast) => {
      if (ended) return
      if (error) {
        ended = true
        return end({ path: name, unusable: words.exports.unreadable(error.message) })
      }
      size += piece.length
      if (size > most.fileBytes) {
        ended = true
        entry.terminate()
        return end({ path: name, unusable: words.exports.fileTooLarge(most.fileBytes) })
      }
      pieces.push(piece)
      if (!isLast) return
      ended = true
      end({ path: name, bytes: Buffer.concat(pieces) })
    }
    entry.start()
  })
  unzip.register(UnzipInflate)
  unzip.register(UnzipPassThrough)
  const flush = function* (): Generator<ReadFile> {
    for (const read of done.splice(0)) {
      count('bytes' in read ? read.bytes.length : 0)
      yield read
    }
  }
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    try {
      unzip.push(chunk as Uint8Array)
    } catch (error) {
      broken = error
      break
    }
    yield* flush()
  }
  try {
    if (broken === null) unzip.push(new Uint8Array(0), true)
  } catch (error) {
    broken = error
  }
  yield* flush()
  if (broken !== null || open > 0) throw failure('badInput', words.exports.damagedZip, { cause: broken ?? undefined })
}

/** A path that leaves the folder into which it would be unpacked. */
const isOutside = (name: string): boolean =>
  name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split('/').includes('..')
