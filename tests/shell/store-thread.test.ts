import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'

const built = resolve('out/main')

it('starts the store thread of the built app from its own file (905-21)', async () => {
  // The address that the bundler wrote where the source names the script, from the file in which it stands.
  const [address] = readdirSync(built, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    if (!name.endsWith('.js')) return []
    const file = join(built, name)
    const found = /new Worker\(new URL\(new URL\(["`]([^"`]*store-thread[^"`]*)["`]/.exec(readFileSync(file, 'utf8'))
    return found ? [new URL(found[1]!, pathToFileURL(file))] : []
  }) as [URL]
  expect(existsSync(address)).toBe(true)
  const folder = mkdtempSync(join(tmpdir(), 'tenantatlas-shell-'))
  const file = join(folder, 'some.db')
  new Database(file).exec('create table only_one (value text)').close()
  const thread = new Worker(address, { workerData: { file, key: null, job: 'checkTables' } })
  const messages: unknown[] = []
  thread.on('message', (message) => messages.push(message))
  await once(thread, 'exit')
  rmSync(folder, { recursive: true })
  expect(messages).toEqual([
    { kind: 'told', value: { table: 'only_one', isWhole: true, done: 1, of: 1 } },
    { kind: 'done' },
  ])
})
