import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import type { Files } from '#app/ports/ports.ts'
import { Failure } from '#contract/errors.ts'

/** Writes files below a folder that the user named. */
export const folderFiles: Files = {
  async write(folder, path, content) {
    const relative = normalize(path)
    if (!isAbsolute(folder) || isAbsolute(relative) || relative.startsWith('..'))
      throw new Failure('badInput', `The folder ${folder} must be given with its whole path.`)
    const file = join(folder, relative)
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    } catch (error) {
      throw new Failure('badInput', `The file ${file} cannot be written.`, {
        hint: 'Choose a folder that you may write to and that has room.',
        cause: error,
      })
    }
  },
}
