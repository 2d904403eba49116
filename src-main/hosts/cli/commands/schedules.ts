import type { Command } from 'commander'
import { BaselineId, RunId, ScheduleId, TenantId } from '#contract/model/ids.ts'
import { exitCodes, table } from '../output.ts'
import { exitCodeOfRun } from '../run-result.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { listOption } from './capture.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../words.ts'

/** `atlas schedule list|add|remove|run-due` */
export function addScheduleCommands(program: Command, run: RunCommand): void {
  const schedule = program.command('schedule').description(words.schedule.description)
  schedule
    .command('list')
    .description(words.schedule.list)
    .requiredOption('--tenant <name>', words.schedule.tenant)
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const schedules = await session.core.call('schedules.list', { tenantId: TenantId.parse(tenant.id) })
        if (session.output.json) session.output.document({ schedules })
        else
          session.output.line(
            table([
              ['SCHEDULE', 'NEXT', 'TIMING', 'NAME'],
              ...schedules.map((entry) => [
                entry.id,
                entry.nextAt ?? words.schedule.off,
                `${entry.cron} ${entry.zone}`,
                entry.name,
              ]),
            ]),
          )
        return exitCodes.done
      }),
    )
  schedule
    .command('add')
    .description(words.schedule.add)
    .requiredOption('--tenant <name>', words.schedule.tenant)
    .requiredOption('--name <name>', words.schedule.name)
    .requiredOption('--cron <timing>', words.schedule.cron)
    .option('--zone <zone>', words.schedule.zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
    .option('--types <a,b>', words.schedule.types)
    .option('--keep <last,daily,weekly,monthly>', words.schedule.keep, '7,7,4,12')
    .option('--baseline <id>', words.schedule.baseline)
    .action(
      (options: {
        tenant: string
        name: string
        cron: string
        zone: string
        types?: string
        keep: string
        baseline?: string
      }) =>
        run(async (session) => {
          const tenant = await findTenant(session, options.tenant)
          const [last = 0, daily = 0, weekly = 0, monthly = 0] = options.keep
            .split(',')
            .map((part) => wholeNumber('--keep', part.trim(), 1000))
          const { scheduleId } = await session.core.call('schedules.save', {
            tenantId: TenantId.parse(tenant.id),
            name: options.name,
            cron: options.cron,
            zone: options.zone,
            types: listOption(options.types) ?? [],
            keep: { last, daily, weekly, monthly },
            baselineId: options.baseline === undefined ? null : BaselineId.parse(options.baseline),
          })
          if (session.output.json) session.output.document({ scheduleId })
          else session.output.line(words.schedule.added(scheduleId))
          return exitCodes.done
        }),
    )
  schedule
    .command('remove <schedule>')
    .description(words.schedule.remove)
    .requiredOption('--tenant <name>', words.schedule.tenant)
    .action((id: string, options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        await session.core.call('schedules.remove', {
          tenantId: TenantId.parse(tenant.id),
          scheduleId: ScheduleId.parse(id),
        })
        if (session.output.json) session.output.document({ removed: id })
        else session.output.line(words.schedule.removed)
        return exitCodes.done
      }),
    )
  schedule
    .command('run-due')
    .description(words.schedule.runDue)
    .action(() =>
      run(async (session) => {
        const { started, failed } = await session.core.schedules.runDue()
        let code: number = failed.length === 0 ? exitCodes.done : exitCodes.failed
        const runs: { runId: string; tenantId: string; status: string }[] = []
        for (const { runId, tenantId } of started) {
          await session.core.finished(runId)
          const ended = await session.core.call('runs.get', {
            tenantId: TenantId.parse(tenantId),
            runId: RunId.parse(runId),
          })
          code = Math.max(code, exitCodeOfRun(ended))
          runs.push({ runId, tenantId, status: ended.status })
        }
        if (session.output.json) session.output.document({ runs, failed })
        else
          session.output.line(
            runs.length + failed.length === 0
              ? words.schedule.nothingDue
              : [
                  ...runs.map((entry) => words.schedule.ran(entry.runId, entry.status)),
                  ...failed.map((entry) => words.schedule.notStarted(entry.name, entry.message)),
                ].join('\n'),
          )
        return code
      }),
    )
}
