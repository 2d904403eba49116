/** The script of a store thread: does one job with a connection of its own, and tells what it yields. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { DatabaseFile } from '../copy-database.ts'
import { connect } from '../encryption/connection.ts'
import { jobs, writingJobs, type Jobs } from './jobs.ts'

/** What a store thread is given. */
export interface ThreadTask extends DatabaseFile {
  readonly job: keyof Jobs
}

/** What it tells. */
export type ThreadMessage =
  | { readonly kind: 'told'; readonly value: unknown }
  | { readonly kind: 'done' }
  /** `code` is SQLite's, if the error is one of SQLite. */
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null }

const tell = (message: ThreadMessage): void => parentPort!.postMessage(message)

const { file, key, job } = workerData as ThreadTask
try {
  const database = connect(file, key, { readonly: !writingJobs.has(job) })
  try {
    for (const value of jobs[job](database)) tell({ kind: 'told', value })
  } finally {
    database.close()
  }
  tell({ kind: 'done' })
} catch (error) {
  tell({
    kind: 'failed',
    message: error instanceof Error ? error.message : String(error),
    code: error instanceof Database.SqliteError ? error.code : null,
  })
}
