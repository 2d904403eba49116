import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach } from 'vitest'
import type { PolicyRow } from '#app/ports/policies.ts'
import type { CaptureOutcome, CapturedDocument } from '#app/ports/versions.ts'
import type { Store } from '#app/ports/store.ts'
import { openStore, type OpenStore } from '#infra/store/open.ts'

/** A store of its own for each test of a file, and documents that are similar to each other. */
export interface PackingLab {
  readonly folder: string
  readonly store: Store
  close(): Promise<void>
  reopen(): Promise<void>
  /** A tenant with a policy. */
  tenant(id: string): Promise<PolicyRow>
  policy(tenantId: string, name: string): Promise<PolicyRow>
  /** Stores documents one after the other, as versions of a policy. */
  keep(of: PolicyRow, ...documents: object[]): Promise<CaptureOutcome[]>
  /** Works on the database file. Close the store before you change it. */
  raw<Result>(work: (database: Database.Database) => Result): Result
}

/** A text that compresses badly alone, and well beside another one of the same seed. */
export const body = (seed: number, version: number): object => ({
  id: 'x',
  content: Array.from({ length: 80 }, (_, at) => Math.imul(seed * 7919 + at, 2_654_435_761) >>> 0).join(' '),
  version,
})

export const captured = (of: PolicyRow, document: object): CapturedDocument => ({
  policy: of,
  document: { ...document },
  fingerprintText: JSON.stringify(document),
  names: { 'group/1': `Group of ${of.tenantId}` },
  modifiedAt: null,
  assignmentCount: 0,
  secrets: [],
  runId: `run of ${of.tenantId}`,
  at: new Date().toISOString(),
})

export function packingLab(): PackingLab {
  let folder: string
  let opened: OpenStore
  const open = (): OpenStore => (opened = openStore(folder, () => crypto.randomUUID()))
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenantatlas-packing-'))
    open()
  })
  afterEach(async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get folder() {
      return folder
    },
    get store() {
      return opened.store
    },
    close: () => opened.close(),
    async reopen() {
      await opened.close()
      open()
    },
    async tenant(id) {
      await opened.store.tenants.insert(
        { id, name: `Tenant ${id}`, environment: 'demo', colour: '#000', graphUrl: null, signIn: 'demo' },
        'now',
      )
      return this.policy(id, 'Script')
    },
    async policy(tenantId, name) {
      const [row] = await opened.store.policies.observe(
        tenantId,
        [
          {
            type: 'deviceManagementScripts',
            externalId: `x-${name}`,
            name,
            kind: 'k',
            platform: 'Windows',
            modifiedAt: null,
            scopeTags: [],
          },
        ],
        'now',
      )
      return row!
    },
    async keep(of, ...documents) {
      const outcomes: CaptureOutcome[] = []
      for (const document of documents) outcomes.push(...(await opened.store.versions.keep([captured(of, document)])))
      return outcomes
    },
    raw(work) {
      const database = new Database(join(folder, 'atlas.db'))
      try {
        return work(database)
      } finally {
        database.close()
      }
    },
  }
}
