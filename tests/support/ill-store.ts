import { closeSync, copyFileSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import type { TenantId } from '#contract/model/ids.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import type { StoreKey } from '#infra/store/encryption/connection.ts'
import { openLab, resources, type Lab } from './lab.ts'

/** How many places are damaged, and at how many moments the disk is full. */
export const places = Number(process.env['STORAGE_PLACES'] ?? 6)
export const pageSize = 2048

/** A place between 0 and 1 that is the same in every run. */
export const place = (index: number): number => ((index + 1) * 0.618_033_988_749_895) % 1

/** A lab with a captured tenant, whose database can be made ill. */
export interface IllStore {
  lab: Lab
  tenantId: TenantId
  /** The number of stored contents while the database is whole. */
  stored: number
  /** A copy of the database while it is whole. */
  whole(): string
  file(): string
  verified(): Promise<Run>
  /** Replaces the database while nothing has it open, and returns why it can't be opened again; null if it can. */
  replace(change?: (path: string) => void): Promise<unknown>
}

/** Opens the lab before the tests of a file or group, and closes it after them. */
export function illStore(storeKey: StoreKey | null = null): IllStore {
  const store = {
    stored: 0,
    whole: () => join(store.lab.folder, 'whole.db'),
    file: () => join(store.lab.folder, 'data', 'atlas.db'),
    async verified() {
      const { runId } = await store.lab.core.call('backups.verify', { tenantId: store.tenantId })
      return store.lab.ended(store.tenantId, runId)
    },
    async replace(change) {
      await store.lab.core.close()
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${store.file()}${suffix}`, { force: true })
      copyFileSync(store.whole(), store.file())
      change?.(store.file())
      return store.lab.reopen().then(
        () => null,
        (error: unknown) => error,
      )
    },
  } as IllStore
  beforeAll(async () => {
    store.lab = openLab({ storeKey })
    store.tenantId = (await store.lab.tenant('Contoso', join(resources, 'demo'))).id
    await store.lab.capture(store.tenantId)
    store.stored = resultOf(await store.verified(), 'verify').checked!
    await store.lab.between(async () => copyFileSync(store.file(), store.whole()))
  }, 60_000)
  afterAll(() => store.lab.close())
  afterEach(() => void vi.restoreAllMocks())
  return store
}

/** Writes over a part of a file. */
export function overwrite(path: string, at: number, length: number): void {
  const descriptor = openSync(path, 'r+')
  writeSync(descriptor, Buffer.alloc(length, 0xa5), 0, length, at)
  closeSync(descriptor)
}
