import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { failure } from '#contract/errors.ts'
import { makeOwnerOnly } from '../system/owner-only.ts'
import { readAll } from './copies.ts'
import { foldLog } from './encryption/conversion.ts'
import type { StoreKey } from './encryption/connection.ts'
import { requireAlone, sweepLeftovers } from './replacement.ts'
import { storageFailure } from './storage-failure.ts'
import { syncFile } from './sync-file.ts'
import { words } from './words.ts'

/** In a data folder that was moved: where to. */
const pointerName = 'moved-to'

/** Belongs to a process, or to a folder that was moved before. */
const staysBehind = (name: string): boolean => name === 'work.lock' || name === pointerName

/** Chromium takes these in a moved folder for those of an app on another computer, and doesn't start. */
const isLock = (path: string): boolean => /^(Singleton(Lock|Cookie|Socket)|lockfile)$/.test(basename(path))

/**
 * Moves a data folder. The old one keeps a note that says where to, which every host follows whatever else is left there.
 * Nothing is removed before the database was read in its new place.
 *
 * @param to a folder that isn't there yet, or is empty
 * @param key of the database, if it is encrypted
 * @returns names in the old folder that couldn't be removed
 * @throws Failure `badInput` if the folder can't be used, `busy` if a program has the database open
 */
export async function moveDataFolder(from: string, to: string, key: StoreKey | null): Promise<string[]> {
  const target = resolve(to)
  const file = join(from, 'atlas.db')
  if (!existsSync(file)) throw failure('notFound', words.noDatabase(from))
  if (isWithin(from, target) || isWithin(target, from)) throw failure('badInput', words.relocation.within)
  if (existsSync(target) && readdirSync(target).some((name) => !staysBehind(name)))
    throw failure('badInput', words.relocation.notEmpty(target))
  sweepLeftovers(from)
  requireAlone(from, key)
  try {
    foldLog(file, key)
  } catch (error) {
    throw storageFailure(error)
  }
  makeFolder(target)
  const names = readdirSync(from).filter((name) => !staysBehind(name))
  try {
    for (const name of names)
      cpSync(join(from, name), join(target, name), {
        recursive: true,
        preserveTimestamps: true,
        verbatimSymlinks: true,
        filter: (path) => !isLock(path),
      })
    for (const path of ['atlas.db', 'store-key.json', join('copies', 'store-key.json')].map((name) =>
      join(target, name),
    ))
      if (existsSync(path)) syncFile(path)
    await readAll({ file: join(target, 'atlas.db'), key }, () => Promise.resolve())
    rmSync(join(target, pointerName), { force: true })
    writeFileSync(join(from, pointerName), target)
  } catch (error) {
    // Only what was copied: the folder was empty.
    for (const name of names) rmSync(join(target, name), { recursive: true, force: true })
    throw failure(
      'storage',
      words.relocation.notMoved(target, error instanceof Error ? error.message : String(error)),
      {
        cause: error,
      },
    )
  }
  return names.filter((name) => !isRemoved(join(from, name)))
}

/** A folder of one's own. One that was there may be open to others. @throws Failure `badInput` */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
    makeOwnerOnly(path)
  } catch (error) {
    throw failure('badInput', words.relocation.notOwn(path), { cause: error })
  }
}

/** Moves that are followed, so that notes in a circle don't. */
const mostMoves = 20

/**
 * Where a data folder is now, as an absolute path. It may have been moved more than once.
 *
 * @throws Failure `storage` if it isn't where it was moved to, such as on a disk that isn't connected
 */
export function followMove(folder: string): string {
  let at = resolve(folder)
  for (let moves = 0; moves < mostMoves; moves += 1) {
    const pointer = join(at, pointerName)
    const target = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : ''
    if (target === '') return at
    at = resolve(target)
    // An empty database would take its place.
    if (!existsSync(join(at, pointerName)) && !existsSync(join(at, 'atlas.db')) && !existsSync(join(at, 'copies')))
      throw failure('storage', words.relocation.gone(at, pointer))
  }
  return at
}

function isRemoved(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}

/**
 * @param removed a folder that an update or the uninstaller removes as a whole, if there is one
 * @throws Failure `badInput` for a data folder in it
 */
export function requireOutside(removed: string | null, folder: string): void {
  if (removed !== null && isWithin(removed, folder))
    throw failure('badInput', words.relocation.withProgram(resolve(folder)))
}

function isWithin(parent: string, child: string): boolean {
  const way = relative(resolve(parent), resolve(child))
  return way === '' || (!way.startsWith('..') && resolve(way) !== way)
}
