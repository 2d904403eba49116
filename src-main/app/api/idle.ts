import { failure } from '#contract/errors.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from './words.ts'

/** Refuses what would harm a run of the tenant that hasn't finished. @throws Failure `badInput` */
export async function requireIdle(store: ReadStore, tenantId: string): Promise<void> {
  const running = (await store.runs.unfinished()).filter((run) => run.tenantId === tenantId)
  if (running.length > 0) throw failure('badInput', words.tenants.busy(running.length))
}
