import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import type { RunItem } from '#contract/model/runs.ts'
import { csvOption } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type Session, type RunCommand } from '../session.ts'
import { words as runWords } from '../run-words.ts'

/** `atlas run …` */
export function addRunCommands(program: Command, run: RunCommand): void {
  const runs = program.command('run').description(runWords.description)

  runs
    .command('list')
    .description(runWords.list)
    .option('--tenant <name>', runWords.tenant)
    .addOption(csvOption())
    .action((options: { tenant?: string }) =>
      run(async (session) => {
        await settle(session)
        const tenants =
          options.tenant === undefined
            ? await session.core.call('tenants.list', {})
            : [await findTenant(session, options.tenant)]
        const all = (
          await Promise.all(
            tenants.map(async (tenant) => session.core.call('runs.list', { tenantId: TenantId.parse(tenant.id) })),
          )
        ).flat()
        session.output.list({ runs: all }, [
          ['RUN', 'KIND', 'STATUS', 'STARTED', 'TITLE'],
          ...all.map((entry) => [entry.id, entry.kind, entry.status, entry.startedAt ?? '', entry.title]),
        ])
        return 0
      }),
    )

  runs
    .command('show <run>')
    .description(runWords.show)
    .addOption(csvOption())
    .action((id: string) =>
      run(async (session) => {
        await settle(session)
        const at = { tenantId: await ownerOfRun(session, id), runId: RunId.parse(id) }
        const shown = await session.core.call('runs.get', at)
        const items: RunItem[] = []
        for (;;) {
          const page = await session.core.call('runs.items', { ...at, offset: items.length })
          items.push(...page.items)
          if (items.length >= page.total || page.items.length === 0) break
        }
        session.output.list({ run: shown, items }, [
          ['STATE', 'TYPE', 'NAME', 'NOTE'],
          ...items.map((item) => [item.state, item.type, item.name, item.error?.message ?? item.note ?? '']),
        ])
        if (!session.output.json && shown.leftOut > 0) session.output.line(runWords.leftOut(shown.leftOut))
        return 0
      }),
    )

  runs
    .command('cancel <run>')
    .description(runWords.cancel)
    .action((id: string) =>
      run(async (session) => {
        const cancelled = await session.core.call('runs.cancel', {
          tenantId: await ownerOfRun(session, id),
          runId: RunId.parse(id),
        })
        if (session.output.json) session.output.document({ run: cancelled })
        else session.output.line(runWords.cancelled(id, cancelled.status))
        return 0
      }),
    )

  runs
    .command('retry <run>')
    .description(runWords.retry)
    .action((id: string) =>
      run(async (session) => {
        const tenantId = await ownerOfRun(session, id)
        await session.core.call('runs.retry', { tenantId, runId: RunId.parse(id) })
        const ended = await watchRun(session, tenantId, id)
        return reportRun(session.output, ended, {}, runWords.retried(ended.status))
      }),
    )
}

/** Shows the true state of runs that a dead process left. A working process isn't disturbed. */
async function settle({ core }: Session): Promise<void> {
  await core.adopt().catch((error: unknown) => {
    if (!(error instanceof Failure && error.error.code === 'busy')) throw error
  })
}

async function ownerOfRun(session: Session, id: string): Promise<TenantId> {
  const owner = await findOwner(session, 'run', id, (tenantId) =>
    session.core.call('runs.get', { tenantId: TenantId.parse(tenantId), runId: RunId.parse(id) }),
  )
  return TenantId.parse(owner.id)
}
