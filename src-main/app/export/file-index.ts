import { posix } from 'node:path'
import { z } from 'zod'
import { fileKey } from '#domain/export/layout.ts'
import type { Files } from '../ports/ports.ts'

/** What exports into a folder wrote, and of which tenant. Other files there belong to somebody else. */
export const indexFile = '.tenantatlas.json'
const Index = z.object({ tenantId: z.string(), files: z.array(z.string()) })
type Index = z.infer<typeof Index>

/** What an export writes: a file in a folder of a type. Anything else in an index was put there by somebody else. */
const isOwn = (path: string): boolean =>
  /^[^/\\]+\/[^/\\]+$/.test(path) && /\.(json|md|ps1|sh|gitattributes)$/.test(path) && !path.startsWith('.')

/** The index of a folder. One that somebody changed or damaged says nothing. */
export async function readIndex(files: Pick<Files, 'read'>, folder: string): Promise<Index | null> {
  return parseIndex(await files.read(folder, indexFile))
}

/** The paths of an index that was committed. */
export async function committedFiles(files: Pick<Files, 'committed'>, folder: string): Promise<readonly string[]> {
  return parseIndex(await files.committed(folder, indexFile))?.files ?? []
}

/** Remembers what was written. */
export const writeIndex = (files: Pick<Files, 'write'>, folder: string, { tenantId, files: paths }: Index) =>
  files.write(folder, indexFile, `${JSON.stringify({ tenantId, files: [...new Set(paths)].toSorted() }, null, 2)}\n`)

function parseIndex(text: string | null): Index | null {
  if (text === null) return null
  try {
    const index = Index.parse(JSON.parse(text))
    return { ...index, files: index.files.filter(isOwn) }
  } catch {
    return null
  }
}

/**
 * Removes what an earlier export wrote and this one didn't.
 *
 * @returns the paths that were removed
 */
export async function removeGone(
  files: Pick<Files, 'names' | 'remove'>,
  folder: string,
  earlier: readonly string[],
  written: readonly string[],
): Promise<string[]> {
  const now = new Set(written)
  const kept = new Set(written.map(fileKey))
  const gone: string[] = []
  for (const path of earlier) {
    if (now.has(path)) continue
    // Written under another case: the same file, unless the disk has both.
    const { dir, base } = posix.parse(path)
    if (kept.has(fileKey(path))) {
      const alike = (await files.names(folder, dir)).filter((name) => fileKey(name) === fileKey(base))
      if (alike.length < 2) continue
    }
    await files.remove(folder, path)
    gone.push(path)
  }
  return gone
}
