import { writeFile } from 'node:fs/promises'
import { failure } from '#contract/errors.ts'
import { words } from '../words.ts'

/** Characters of one file. */
const mostCharacters = 200_000_000
/** Files that are saved at the same time. */
const mostOpen = 4

/** Files that the page saves where somebody chose. Their texts come in pieces, because a call has a limit. */
export interface SavedFiles {
  /** @returns what to call the file from now on */
  begin(path: string): string
  /**
   * Adds a piece. The file is written with the last one, as a whole.
   *
   * @throws Failure `badInput` if nobody chose such a file, it is too large, or it can't be written
   */
  add(saving: string, piece: string, isLast: boolean): Promise<void>
}

export function createSavedFiles(): SavedFiles {
  const open = new Map<string, { readonly path: string; readonly pieces: string[]; length: number }>()
  return {
    begin(path) {
      // A page that went away leaves its files unfinished.
      for (const left of [...open.keys()].slice(0, -mostOpen)) open.delete(left)
      const saving = crypto.randomUUID()
      open.set(saving, { path, pieces: [], length: 0 })
      return saving
    },
    async add(saving, piece, isLast) {
      const file = open.get(saving)
      if (!file) throw failure('badInput', words.savingGone)
      file.pieces.push(piece)
      file.length += piece.length
      const isTooLong = file.length > mostCharacters
      if (!isLast && !isTooLong) return
      open.delete(saving)
      if (isTooLong) throw failure('badInput', words.savingTooLong(file.path))
      try {
        await writeFile(file.path, file.pieces.join(''))
      } catch (error) {
        throw failure('badInput', words.notSaved(file.path), { cause: error })
      }
    },
  }
}
