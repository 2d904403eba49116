import { z } from 'zod'
import { AppError } from '../errors.ts'

/** What the database is made of. */
export const storageParts = [
  'content',
  'versions',
  'search',
  'sets',
  'runs',
  'settings',
  'audit',
  'other',
  'free',
] as const
export type StoragePart = (typeof storageParts)[number]

export const storagePartNames: Readonly<Record<StoragePart, string>> = {
  content: 'Content of versions',
  versions: 'Policies and versions',
  search: 'Search and dependencies',
  sets: 'Backup sets',
  runs: 'Runs and restore plans',
  settings: 'Names of settings',
  audit: 'Audit log',
  other: 'Other',
  free: 'Free',
}

/** Bytes of each part of the database, and what the versions of each month take. */
export const StorageUsage = z.object({
  parts: z.array(z.object({ part: z.enum(storageParts), bytes: z.number() })),
  /** The months with versions, as `2026-11`, oldest first. Bytes of their content. */
  growth: z.array(z.object({ month: z.string(), versions: z.number(), bytes: z.number() })),
})
export type StorageUsage = z.infer<typeof StorageUsage>

/** Long work on the whole database, during which nothing else is answered. */
export const StorageWork = z.enum(['encrypt', 'decrypt', 'useCopy', 'salvage', 'compact', 'update'])
export type StorageWork = z.infer<typeof StorageWork>

/** The database on this computer, and how it is protected. */
export const StorageState = z.object({
  isEncrypted: z.boolean(),
  /** What opens the key of an encrypted database without the recovery key. */
  opensWith: z.object({ vault: z.boolean(), passphrase: z.boolean() }),
  /** What would keep a key, for example `Windows (DPAPI)`; null if nothing does. */
  vault: z.string().nullable(),
  /** Files of the data folder that are still clear text although the database is encrypted. */
  clearText: z.array(z.string()),
  /** Bytes of the database file and its write-ahead log. */
  size: z.number(),
  /** Daily copies, newest first, with their bytes. */
  copies: z.array(z.object({ name: z.string(), size: z.number() })),
  /** Why there is no copy of today; null if there is one, or it is being made. */
  copyProblem: z.string().nullable(),
  /** Whether this host can replace the database while it runs. */
  isReplaceable: z.boolean(),
  /** What became of the last work, since the app started. */
  outcome: z
    .object({ work: StorageWork, hasFailed: z.boolean(), sentence: z.string(), details: z.array(z.string()) })
    .nullable(),
  /** A large database of an earlier version waits for its update. The page begins it, and shows how far it is. */
  isOutdated: z.boolean(),
  /** Why the database can't be opened; null while it is open. */
  problem: AppError.nullable(),
})
export type StorageState = z.infer<typeof StorageState>
