import { writeFile } from 'node:fs/promises'
import { failure } from '#contract/errors.ts'
import { words } from '../words.ts'

/** Characters of one file. */
const mostCharacters = 200_000_000

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
  // A page that went away leaves its file unfinished: the next one takes its place.
  let current: { readonly saving: string; readonly path: string; readonly pieces: string[]; length: number } | null =
    null
  return {
    begin(path) {
      current = { saving: crypto.randomUUID(), path, pieces: [], length: 0 }
      return current.saving
    },
    async add(saving, piece, isLast) {
      if (current?.saving !== saving) throw failure('badInput', words.savingGone)
      const { path, pieces } = current
      pieces.push(piece)
      current.length += piece.length
      if (!isLast && current.length <= mostCharacters) return
      const isTooLong = current.length > mostCharacters
      current = null
      if (isTooLong) throw failure('badInput', words.savingTooLong(path))
      try {
        await writeFile(path, pieces.join(''))
      } catch (error) {
        throw failure('badInput', words.notSaved(path), { cause: error })
      }
    },
  }
}
