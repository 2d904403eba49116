import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import type { Files } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** Writes files below a folder that the user chose. */
export const folderFiles: Files = {
  async write(folder, path, content) {
    const relative = normalize(path)
    if (!isAbsolute(folder) || isAbsolute(relative) || relative.startsWith('..'))
      throw new Failure('badInput', words.relativeFolder(folder))
    const file = join(folder, relative)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    } catch (error) {
      throw failure('badInput', words.unwritable(file), { cause: error })
    }
  },
}
