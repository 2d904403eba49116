import { spawn } from 'node:child_process'
import { text as readAll } from 'node:stream/consumers'
import { failure } from '#contract/errors.ts'
import { words } from './words.ts'

/**
 * Commits files of a folder that lies in a git repository, with the git of the system: it knows who commits, how, and
 * with which hooks and keys. Other changes in the repository stay as they are.
 *
 * @param paths files that were written or removed, below the folder, with slashes
 * @returns the commit, or null if nothing changed
 * @throws Failure `badInput` if there is no repository or no git, or git refuses
 */
export async function commitFiles(folder: string, paths: readonly string[], message: string): Promise<string | null> {
  await git(folder, ['rev-parse', '--show-toplevel']).catch((error: unknown) => {
    throw failure('badInput', words.git.noRepository(folder), { cause: error })
  })
  // Git refuses a path that is neither there nor known to it.
  const known = new Set(await pathsOf(folder, ['ls-files', '--cached', '--others']))
  const own = paths.filter((path) => known.has(path))
  const these = ['--pathspec-from-file=-', '--pathspec-file-nul']
  await git(folder, ['add', '--all', '--force', ...these], own.join('\0'))
  const staged = new Set(await pathsOf(folder, ['diff', '--cached', '--name-only', '--no-renames', '--relative']))
  const changed = own.filter((path) => staged.has(path))
  if (changed.length === 0) return null
  await git(folder, ['commit', '--quiet', '--only', '--message', message, ...these], changed.join('\0'))
  return (await git(folder, ['rev-parse', 'HEAD'])).trim()
}

/** The paths that git prints, relative to the folder. */
async function pathsOf(folder: string, args: readonly string[]): Promise<string[]> {
  return (await git(folder, [...args, '-z'])).split('\0').filter((path) => path !== '')
}

/** Runs git in a folder. Paths are names and no patterns. */
async function git(folder: string, args: readonly string[], input = ''): Promise<string> {
  const child = spawn('git', ['--literal-pathspecs', '-C', folder, ...args], { windowsHide: true })
  child.stdin.on('error', () => undefined).end(input)
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [said, complaint, code] = await Promise.all([readAll(child.stdout), readAll(child.stderr), ended]).catch(
    (error: unknown) => {
      throw failure('badInput', words.git.refused(error instanceof Error ? error.message : ''), { cause: error })
    },
  )
  if (code !== 0)
    throw failure('badInput', words.git.refused((complaint || said).trim().split('\n').at(-1)!.slice(0, 200)))
  return said
}
