import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')

/**
 * The command line in one file, made once for each state of its sources: a process that strips the types of hundreds
 * of files first takes twice as long to start, and the tests start many.
 *
 * @returns the path of the file
 */
export async function bundleCli(): Promise<string> {
  const home = join(root, '.cache', 'cli', stateOf(['src-main', 'src-preload/contract']))
  const file = join(home, 'main.js')
  if (existsSync(file)) return file
  await mkdir(join(root, '.cache', 'cli'), { recursive: true })
  const parts = await mkdtemp(`${home}.`)
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', 'pino', '@azure/msal-node', 'selfsigned', 'ws'] },
    build: { ssr: 'src-main/hosts/cli/main.ts', outDir: parts, emptyOutDir: true, target: 'node22', minify: false },
  })
  try {
    // In one step: another process never sees half of it.
    await rename(parts, home)
  } catch (error) {
    await rm(parts, { recursive: true, force: true })
    // Another process may have been first.
    if (!existsSync(file)) throw error
  }
  return file
}

/** A name that changes with any file of the folders. */
function stateOf(folders: readonly string[]): string {
  const hash = createHash('sha256')
  for (const folder of folders)
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).toSorted()) {
      const { mtimeMs, size } = statSync(join(root, folder, name))
      hash.update(`${folder}/${name} ${mtimeMs} ${size}\n`)
    }
  return hash.digest('hex').slice(0, 16)
}
