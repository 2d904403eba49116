import { Failure } from '#contract/errors.ts'
import type { RepositoryOutcome } from '#contract/model/exports.ts'
import type { RunWork } from '../runs/run-context.ts'
import { commitExport } from './commit-export.ts'
import { readIndex } from './file-index.ts'
import { words } from './words.ts'
import { exportable, writePolicies } from './write-policies.ts'

/**
 * Exports a tenant into its git folder after a capture, and commits what changed. What keeps it from that doesn't make
 * the capture fail: it is part of the outcome.
 *
 * @returns nothing if the tenant has no git folder
 */
export async function keepRepository(work: RunWork): Promise<{ repository?: RepositoryOutcome }> {
  const folder = work.tenant.repository
  if (folder === null) return {}
  const exported = work.ports.clock.now().toISOString()
  const started = (await work.ports.store.runs.find(work.runId))?.startedAt
  const all = await exportable(work.ports.store, work.tenant.id)
  if (all.length === 0 && (await readIndex(work.ports.files, folder)) === null) return {}
  await work.phase(words.writing)
  try {
    const outcome = await writePolicies(work, { folder, format: 'git', isPart: false }, { all, rows: all })
    const commit = await commitExport(work, folder, outcome, { captured: started ?? exported, exported })
    return { repository: { folder, commit, problem: null } }
  } catch (error) {
    if (!(error instanceof Failure) || error.error.code !== 'badInput') throw error
    const { message, hint } = error.error
    return { repository: { folder, commit: null, problem: hint ? `${message} ${hint}` : message } }
  }
}
