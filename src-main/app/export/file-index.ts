import { z } from 'zod'
import type { Files } from '../ports/ports.ts'

/** What the last export into a folder wrote. Other files there belong to somebody else. */
const indexFile = '.tenantatlas.json'
const Index = z.object({ files: z.array(z.string()) })

/**
 * Removes the files of policies that are gone, and remembers what was written now.
 *
 * @returns the paths that were removed, and the index, for a commit
 */
export async function keepIndex(
  files: Pick<Files, 'read' | 'write' | 'remove'>,
  folder: string,
  written: string[],
): Promise<string[]> {
  const now = new Set(written)
  const gone = (await readIndex(files, folder)).filter((path) => !now.has(path))
  for (const path of gone) await files.remove(folder, path)
  await files.write(folder, indexFile, `${JSON.stringify({ files: written.toSorted() }, null, 2)}\n`)
  written.push(indexFile)
  return gone
}

/** An index that somebody changed or damaged removes nothing. */
async function readIndex(files: Pick<Files, 'read'>, folder: string): Promise<string[]> {
  const text = await files.read(folder, indexFile)
  if (text === null) return []
  try {
    return Index.parse(JSON.parse(text)).files
  } catch {
    return []
  }
}
