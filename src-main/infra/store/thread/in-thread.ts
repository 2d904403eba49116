import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { DatabaseFile } from '../copy-database.ts'
import { connect } from '../encryption/connection.ts'
import { storageFailure } from '../storage-failure.ts'
import { jobs, writingJobs, type Jobs } from './jobs.ts'
import type { ThreadMessage, ThreadTask } from './store-thread.ts'

type Told<Job extends keyof Jobs> = ReturnType<Jobs[Job]> extends Generator<infer Value> ? Value : never

/**
 * Does a job in a thread with a connection of its own, because SQLite does it in pieces that would hold up the window.
 * Whoever stops listening ends the thread. Where no thread can be started, the job is done in this one.
 *
 * @param breathe lets other work have its turn, if the job is done here
 * @throws Failure `storage` for what SQLite says about the disk or the file
 */
export async function* inThread<Job extends keyof Jobs>(
  database: DatabaseFile,
  job: Job,
  breathe: () => Promise<void>,
): AsyncGenerator<Told<Job>> {
  const task: ThreadTask = { ...database, job }
  let hasTold = false
  let thread: Worker | undefined
  const ended = new AbortController()
  try {
    // The bundler puts the script beside the rest (electron.vite.config.ts).
    thread = new Worker(new URL('./store-thread.ts', import.meta.url), { workerData: task })
    const told = on(thread, 'message', { signal: ended.signal, close: ['exit'] }) as AsyncIterableIterator<
      [ThreadMessage]
    >
    for await (const [message] of told) {
      hasTold = true
      if (message.kind === 'done') return
      if (message.kind === 'failed')
        throw storageFailure(
          message.code === null ? new Error(message.message) : new Database.SqliteError(message.message, message.code),
        )
      yield message.value as Told<Job>
    }
    throw new Error('The thread ended before its job was done.')
  } catch (error) {
    if (hasTold) throw error
  } finally {
    ended.abort()
    await thread?.terminate()
  }
  yield* inThisThread(database, job, breathe)
}

async function* inThisThread<Job extends keyof Jobs>(
  { file, key }: DatabaseFile,
  job: Job,
  breathe: () => Promise<void>,
): AsyncGenerator<Told<Job>> {
  const connection = connect(file, key, { readonly: !writingJobs.has(job) })
  try {
    for (const value of jobs[job](connection)) {
      yield value as Told<Job>
      await breathe()
    }
  } catch (error) {
    throw storageFailure(error)
  } finally {
    connection.close()
  }
}
