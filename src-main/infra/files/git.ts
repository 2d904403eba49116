import { spawn, type ChildProcessWithoutNullStreams, type SpawnOptionsWithoutStdio } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ChangedFile, CommitText } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { words } from './words.ts'

/** A hook or a signature may take a while, and one that waits for somebody must not hold up the app. */
const mostMs = 120_000

/** Of whoever started the app: they name another repository than the one of the folder (git docs: rev-parse). */
const ofAnotherRepository =
  /^GIT_(ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|CONFIG|CONFIG_(COUNT|KEY_.*|PARAMETERS|VALUE_.*)|.*_PATHSPECS|DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|INDEX_FILE|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PREFIX|REPLACE_REF_BASE|SHALLOW_FILE|WORK_TREE)$/

/**
 * Commits files of a folder that lies in a git repository, with the git of the system: it knows who commits, how, and
 * with which hooks and keys. Other changes in the repository stay as they are.
 *
 * @param paths files that were written or removed, below the folder, with slashes
 * @param describe what the commit says about the files that changed
 * @returns the commit, or null if nothing changed
 * @throws Failure `badInput` if there is no repository or no git, or git refuses
 */
export async function commitFiles(
  folder: string,
  paths: readonly string[],
  describe: (changed: readonly ChangedFile[]) => Promise<CommitText>,
  signal: AbortSignal,
): Promise<string | null> {
  const top = (await git(folder, ['rev-parse', '--show-toplevel'], { signal })).trim()
  const turn = (turns.get(top) ?? Promise.resolve()).then(async () => commitNow(folder, paths, describe, signal))
  turns.set(
    top,
    turn.catch(() => undefined),
  )
  return turn
}

/** A repository takes one commit at a time, also of two folders in it. */
const turns = new Map<string, Promise<unknown>>()

async function commitNow(
  folder: string,
  paths: readonly string[],
  describe: (changed: readonly ChangedFile[]) => Promise<CommitText>,
  signal: AbortSignal,
): Promise<string | null> {
  const run = (args: readonly string[], input?: string) => git(folder, args, { input, signal })
  await refuseUnfinished(folder, run)
  // Git refuses a path that is neither there nor known to it.
  const known = new Set(namesIn(await run(['ls-files', '--cached', '--others', '-z'])))
  const own = new Set(paths.filter((path) => known.has(path)))
  const these = ['--pathspec-from-file=-', '--pathspec-file-nul']
  await run(['add', '--all', '--force', ...these], [...own].join('\0'))
  const changed = changesIn(
    await run(['diff', '--cached', '--name-status', '--no-renames', '--relative', '-z']),
  ).filter(({ path }) => own.has(path))
  if (changed.length === 0) return null
  const { message, author } = await describe(changed)
  // A command line takes 32,767 characters on Windows.
  const place = await mkdtemp(join(tmpdir(), 'tenantatlas-commit-'))
  try {
    const text = join(place, 'message')
    await writeFile(text, message)
    await run(
      ['commit', '--quiet', '--only', '--file', text, ...byAuthor(author), ...these],
      changed.map(({ path }) => path).join('\0'),
    )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
  return (await run(['rev-parse', 'HEAD'])).trim()
}

/** A commit in the middle of a merge or a rebase, or beside every branch, is none that somebody wants. */
async function refuseUnfinished(folder: string, run: (args: readonly string[]) => Promise<string>): Promise<void> {
  const merging = (await run(['rev-parse', '--git-path', 'MERGE_HEAD'])).trim()
  if (existsSync(resolve(folder, merging))) throw failure('badInput', words.git.merging)
  await run(['symbolic-ref', '--quiet', 'HEAD']).catch((error: unknown) => {
    if (error instanceof Failure && error.error.code === 'cancelled') throw error
    throw failure('badInput', words.git.noBranch)
  })
}

/** `--author=Name <address>` (git docs: commit). The user name is both. */
function byAuthor(author: string | null): string[] {
  const address = author?.replaceAll(/[<>\s\p{Cc}]/gu, '') ?? ''
  return address === '' ? [] : [`--author=${address} <${address}>`]
}

/** The status letters of `git diff --name-status -z`, each followed by its path. */
function changesIn(printed: string): ChangedFile[] {
  const parts = namesIn(printed)
  return parts.flatMap((path, index) => {
    if (index % 2 === 0) return []
    const letter = parts[index - 1]!
    return [{ path, change: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : 'modified' } as const]
  })
}

/** The text of a file in the newest commit of the folder's repository; null if there is none. */
export async function committedText(folder: string, path: string): Promise<string | null> {
  // With the filters of the repository: some keep other bytes than the file has.
  return git(folder, ['cat-file', '--filters', `HEAD:./${path}`]).catch(() => null)
}

/** The newest message of a commit below a folder that has a line which starts so; null if there is none. */
export async function lastMessageWith(folder: string, start: string): Promise<string | null> {
  const found = ['log', '-1', '--basic-regexp', `--grep=^ *${start}`, '--format=%B', '--', '.']
  return (await git(folder, found).catch(() => '')) || null
}

const namesIn = (printed: string): string[] => printed.split('\0').filter((path) => path !== '')

/** Runs git in a folder. Paths are names and no patterns. @throws Failure `badInput` */
async function git(
  folder: string,
  args: readonly string[],
  { input = '', signal }: { readonly input?: string | undefined; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const environment = Object.entries(process.env).filter(([name]) => !ofAnotherRepository.test(name))
  const child = start(['--literal-pathspecs', '-C', folder, ...args], {
    env: { ...Object.fromEntries(environment), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    windowsHide: true,
    timeout: mostMs,
    ...(signal ? { signal } : {}),
  })
  const [printed, said]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (piece: Buffer) => printed.push(piece))
  child.stderr.on('data', (piece: Buffer) => said.push(piece))
  child.stdin.on('error', () => undefined).end(input)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
    // What a hook left running keeps the pipes open.
    child.once('exit', (ended) => setTimeout(resolve, 500, ended).unref())
  }).catch((error: unknown) => {
    if (signal?.aborted) throw new Failure('cancelled', words.git.silent, { cause: error })
    throw notStarted(error)
  })
  if (code === 0) return Buffer.concat(printed).toString()
  const complaint = Buffer.concat(said.length > 0 ? said : printed)
    .toString()
    .trim()
  if (complaint.includes('not a git repository')) throw failure('badInput', words.git.noRepository(folder))
  if (complaint.includes('index.lock')) throw failure('badInput', words.git.locked)
  if (complaint.includes('dubious ownership')) throw failure('badInput', words.git.notOwned(folder))
  const lines = complaint.split('\n')
  const reason = (lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1)!).slice(0, 200)
  throw failure('badInput', words.git.refused(code === null ? words.git.tooLong : reason || words.git.silent))
}

/** Starts git. @throws Failure `badInput` also for what no process can be started with */
function start(args: readonly string[], options: SpawnOptionsWithoutStdio): ChildProcessWithoutNullStreams {
  try {
    return spawn('git', args, options)
  } catch (error) {
    throw notStarted(error)
  }
}

const notStarted = (error: unknown): Failure =>
  failure(
    'badInput',
    error instanceof Error && 'code' in error && error.code !== 'ENOENT'
      ? words.git.refused(error.message)
      : words.git.missing,
    { cause: error },
  )
