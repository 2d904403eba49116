import type { Core } from '#app/core.ts'
import type { Scheduler } from '#app/schedules/scheduler.ts'
import { failure, Failure } from '#contract/errors.ts'
import type { Run } from '#contract/model/runs.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import type { Output } from './output.ts'
import { words } from './words.ts'

/** What commands use of a core: one of their own, or that of the open app. */
export interface CommandCore extends Pick<Core, 'call' | 'subscribe' | 'finished' | 'adopt'> {
  readonly runDue: Scheduler['runDue']
}

/** What a command works with. */
export interface Session {
  readonly core: CommandCore
  readonly output: Output
}

/** A tenant by its name or id. @throws Failure `notFound` */
export async function findTenant({ core }: Session, nameOrId: string): Promise<Tenant> {
  const tenants = await core.call('tenants.list', {})
  const found = tenants.find(
    (tenant) => tenant.id === nameOrId.toLowerCase() || tenant.name.toLowerCase() === nameOrId.toLowerCase(),
  )
  if (!found) {
    throw failure(
      'notFound',
      words.common.noTenant(
        nameOrId,
        tenants.map((tenant) => tenant.name),
      ),
    )
  }
  return found
}

/** The tenant that owns the object with an ID: the first one that doesn't refuse it. */
export async function findOwner(
  session: Session,
  what: string,
  id: string,
  probe: (tenantId: string) => Promise<unknown>,
): Promise<Tenant> {
  for (const tenant of await session.core.call('tenants.list', {})) {
    try {
      await probe(tenant.id)
      return tenant
    } catch (error) {
      if (!(error instanceof Failure) || !['forbidden', 'notFound', 'badInput'].includes(error.error.code)) throw error
    }
  }
  throw new Failure('notFound', words.common.missing(what, id))
}

/** Waits for a run and shows its progress on stderr. */
export async function watchRun({ core, output }: Session, tenantId: string, runId: string): Promise<Run> {
  const input = { tenantId: TenantId.parse(tenantId), runId: RunId.parse(runId) }
  let shown = ''
  const stop = core.subscribe((name, data) => {
    if (name !== 'run.changed' || output.json || !process.stderr.isTTY || !('runId' in data) || data.runId !== runId)
      return
    // The end of the run tells what went wrong.
    void core.call('runs.get', input).then(
      (run) => {
        const text =
          run.phase ?? words.common.progress(run.total - run.counts['pending']! - run.counts['running']!, run.total)
        if (text !== shown) process.stderr.write(`\r\u001b[K${(shown = text)}`)
      },
      () => {},
    )
  })
  try {
    await core.finished(runId)
  } finally {
    stop()
    if (shown) process.stderr.write('\r\u001b[K')
  }
  return core.call('runs.get', input)
}

/** Runs a command with an open core and ends the process with its exit code. */
export type RunCommand = (work: (session: Session) => Promise<number>) => Promise<void>
