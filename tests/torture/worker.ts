/**
 * The process that a torture kills: `worker.ts DATA_FOLDER start|finish SOURCE TARGET SET`. `start` plans and restores,
 * `finish` goes on with what a dead process left, until every run has ended, and prints what it found as one line.
 */
import { join } from 'node:path'
import { BackupSetId, RunId, TenantId } from '#contract/model/ids.ts'
import type { Core } from '#app/core.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf, type Run } from '#contract/model/runs.ts'
import { composeCore } from '../../src-main/hosts/compose.ts'
import { createPassphraseVault } from '#infra/vault/passphrase-vault.ts'

const [dataFolder = '', mode, source = '', target = '', set = ''] = process.argv.slice(2)
const tenantId = TenantId.parse(target)
const resources = join(import.meta.dirname, '../../resources')
const core: Core = composeCore({
  host: 'cli',
  version: '0.0.0',
  dataFolder,
  resources,
  logToStderr: false,
  vault: createPassphraseVault('a passphrase for tests'),
  graphLimits: () => ({ windowMs: 1_000, requests: 1_000_000, writes: 1_000_000, concurrency: 6 }),
})
const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`)

async function ended(runId: string): Promise<Run> {
  await core.finished(runId)
  return core.call('runs.get', { tenantId, runId: RunId.parse(runId) })
}

async function plan(): Promise<Plan> {
  const { runId } = await core.call('restore.plan', {
    tenantId,
    sourceTenantId: TenantId.parse(source),
    from: { setId: BackupSetId.parse(set) },
  })
  const run = await ended(runId)
  const { planId } = resultOf(run, 'restore-plan')
  if (planId === undefined) throw new Error(run.error?.message ?? 'no plan')
  return core.call('restore.get', { tenantId, planId })
}

async function restore(): Promise<void> {
  const made = await plan()
  await core.call('tenants.unlock', { tenantId, minutes: 30, confirm: 'Target' })
  const { runId } = await core.call('restore.start', { tenantId, planId: made.id, confirm: 'Target' })
  say({ started: runId })
  await ended(runId)
}

const isOpen = (run: Run): boolean => ['queued', 'running', 'cancelling'].includes(run.status)
const restores = async (): Promise<Run[]> =>
  (await core.call('runs.list', { tenantId })).filter((run) => run.kind === 'restore')

/** Goes on until nothing is open: what failed for good shows in the figures. */
async function finish(): Promise<void> {
  await core.recover()
  for (const run of (await core.call('runs.list', { tenantId })).filter(isOpen)) await ended(run.id)
  const first = (await restores())[0]
  if (!first) await restore()
  await core.call('tenants.unlock', { tenantId, minutes: 30, confirm: 'Target' })
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const [last] = await restores()
    if (
      !last ||
      last.status === 'succeeded' ||
      (last.counts.failed ?? 0) + (last.counts.unknown ?? 0) + (last.counts.pending ?? 0) === 0
    )
      break
    await core.call('runs.retry', { tenantId, runId: last.id })
    await ended(last.id)
  }
  const [last] = await restores()
  const items = last ? (await core.call('runs.items', { tenantId, runId: last.id })).items : []
  const again = await plan()
  const { runId } = await core.call('backups.verify', { tenantId })
  const verified = await ended(runId)
  const runs = await core.call('runs.list', { tenantId })
  say({
    open: runs.filter(isOpen).length,
    unfinished: items
      .filter((item) => !['done', 'unchanged', 'skipped'].includes(item.state))
      .map((item) => `${item.type} ${item.name}: ${item.state} ${item.error?.message ?? item.note ?? ''}`),
    toWrite: again.items
      .filter((item) => item.action !== 'unchanged' && item.included)
      .map((item) => `${item.type} ${item.name}: ${item.action} ${item.reason ?? ''}`),
    damaged: resultOf(verified, 'verify').damaged,
    verified: verified.status,
  })
}

await (mode === 'finish' ? finish() : restore())
await core.close()
