import { lstat, mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import type { Files } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { commitFiles, committedText, lastMessageWith } from './git.ts'
import { words } from './words.ts'

/** Files below a folder that the user chose. */
export const folderFiles: Files = {
  async write(folder, path, content) {
    const file = below(folder, path)
    await refuseLinks(folder, path)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    } catch (error) {
      throw failure('badInput', words.unwritable(file), { cause: error })
    }
  },
  async read(folder, path) {
    return readFile(below(folder, path), 'utf8').catch(() => null)
  },
  async remove(folder, path) {
    const file = below(folder, path)
    await refuseLinks(folder, path)
    await rm(file, { force: true })
    for (let at = dirname(file); at.length > folder.length; at = dirname(at)) {
      // A folder that isn't empty stays.
      const isGone = await rmdir(at).then(
        () => true,
        () => false,
      )
      if (!isGone) return
    }
  },
  async names(folder, path) {
    return readdir(below(folder, path)).catch(() => [])
  },
  commit: commitFiles,
  committed: committedText,
  lastMessageWith,
}

/** A link below the folder would lead a write out of it. @throws Failure `badInput` */
async function refuseLinks(folder: string, path: string): Promise<void> {
  let at = folder
  for (const part of normalize(path).split(sep)) {
    at = join(at, part)
    const found = await lstat(at).catch(() => null)
    if (found?.isSymbolicLink()) throw failure('badInput', words.link(at))
  }
}

/** @throws Failure `badInput` if the path leaves the folder */
function below(folder: string, path: string): string {
  const relative = normalize(path)
  if (!isAbsolute(folder) || isAbsolute(relative) || relative.startsWith('..'))
    throw new Failure('badInput', words.relativeFolder(folder))
  return join(folder, relative)
}
