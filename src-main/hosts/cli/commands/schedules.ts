import { Argument, type Command } from 'commander'
import { BaselineId, RunId, ScheduleId, TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { exitCodeOfRun } from '../run-result.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { listOption } from './capture.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../schedule-words.ts'

/** `atlas schedule list|add|remove|run-due` */
export function addScheduleCommands(program: Command, run: RunCommand): void {
  const schedule = program.command('schedule').description(words.description)
  schedule
    .command('list')
    .description(words.list)
    .requiredOption('--tenant <name>', words.tenant)
    .addOption(csvOption())
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const schedules = await session.core.call('schedules.list', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ schedules }, [
          ['SCHEDULE', 'NEXT', 'TIMING', 'NAME'],
          ...schedules.map((entry) => [entry.id, entry.nextAt ?? words.off, `${entry.cron} ${entry.zone}`, entry.name]),
        ])
        return exitCodes.done
      }),
    )
  schedule
    .command('add')
    .description(words.add)
    .requiredOption('--tenant <name>', words.tenant)
    .requiredOption('--name <name>', words.name)
    .requiredOption('--cron <timing>', words.cron)
    .option('--zone <zone>', words.zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
    .option('--types <a,b>', words.types)
    .option('--keep <last,daily,weekly,monthly>', words.keep, '7,7,4,12')
    .option('--baseline <id>', words.baseline)
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
          else session.output.line(words.added(scheduleId))
          return exitCodes.done
        }),
    )
  schedule
    .command('remove <schedule>')
    .description(words.remove)
    .requiredOption('--tenant <name>', words.tenant)
    .action((id: string, options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        await session.core.call('schedules.remove', {
          tenantId: TenantId.parse(tenant.id),
          scheduleId: ScheduleId.parse(id),
        })
        if (session.output.json) session.output.document({ removed: id })
        else session.output.line(words.removed)
        return exitCodes.done
      }),
    )
  schedule
    .command('system')
    .description(words.system)
    .addArgument(new Argument('[state]').choices(['on', 'off']))
    .action((wanted?: 'on' | 'off') =>
      run(async ({ core, output }) => {
        const state = wanted
          ? await core.call('shell.registerSchedule', { registered: wanted === 'on' })
          : await core.call('shell.systemSchedule', {})
        if (output.json) output.document({ ...state })
        else output.line(words.systemState(state.scheduler, state.isRegistered, state.lastRun))
        return exitCodes.done
      }),
    )
  schedule
    .command('run-due')
    .description(words.runDue)
    .action(() =>
      run(async (session) => {
        const { started, failed } = await session.core.runDue()
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
        // What was just captured may need somebody.
        const alerts = await session.core.call('alerts.check', {})
        if (session.output.json) session.output.document({ runs, failed, alerts })
        else
          session.output.line(
            runs.length + failed.length === 0
              ? words.nothingDue
              : [
                  ...runs.map((entry) => words.ran(entry.runId, entry.status)),
                  ...failed.map((entry) => words.notStarted(entry.name, entry.message)),
                ].join('\n'),
          )
        return code
      }),
    )
}
