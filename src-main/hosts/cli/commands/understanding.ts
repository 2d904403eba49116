import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { BackupSetId, BaselineId, RunId, ScheduleId, TenantId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/understanding.ts'
import { exitCodes, table } from '../output.ts'
import { exitCodeOfRun, reportRun } from '../run-result.ts'
import { findTenant, watchRun, type Session } from '../session.ts'
import { listOption } from './capture.ts'
import { wholeNumber } from './simulator.ts'

type Run = (work: (session: Session) => Promise<number>) => Promise<void>

/** A side as people write it: nothing for now, the id of a set, or a moment. */
function sideOf(tenantId: string, from: string | undefined): Side {
  const id = TenantId.parse(tenantId)
  if (from === undefined || from === 'now') return { tenantId: id, from: { now: true } }
  const at = momentOf(from)
  return at === null ? { tenantId: id, from: { setId: BackupSetId.parse(from) } } : { tenantId: id, from: { at } }
}

/** A day or a moment in ISO 8601; JavaScript would read a moment out of nearly any text. */
const momentOf = (text: string): string | null =>
  /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text) && !Number.isNaN(Date.parse(text))
    ? new Date(text).toISOString()
    : null

/** `atlas drift`, `compare`, `search`, `dependencies`, `schedule`, `purge` */
export function addUnderstandingCommands(program: Command, run: Run): void {
  addDrift(program, run)
  addSchedules(program, run)

  program
    .command('compare <left> <right>')
    .description('compare two tenants, or two moments of one')
    .option('--left-from <set|moment>', 'instead of now')
    .option('--right-from <set|moment>', 'instead of now')
    .option('--exit-code', 'exit with 3 when they differ')
    .action((left: string, right: string, options: { leftFrom?: string; rightFrom?: string; exitCode?: boolean }) =>
      run(async (session) => {
        const [here, there] = [await findTenant(session, left), await findTenant(session, right)]
        const rows = await session.core.call('compare.matrix', {
          tenantId: TenantId.parse(here.id),
          left: sideOf(here.id, options.leftFrom),
          right: sideOf(there.id, options.rightFrom),
        })
        const differing = rows.filter((row) => row.state !== 'same')
        if (session.output.json) session.output.document({ rows })
        else
          session.output.line(
            [
              table([
                ['STATE', 'TYPE', 'CHANGES', 'NAME'],
                ...differing.map((row) => [row.state, row.type, String(row.changes), row.name]),
              ]),
              `${rows.length - differing.length} are the same.`,
            ].join('\n'),
          )
        return options.exitCode === true && differing.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )

  program
    .command('search <words...>')
    .description('find names, settings, values, script text and ids')
    .option('--tenant <name>', 'in one tenant')
    .option('--type <type>', 'one policy type')
    .option('--all-versions', 'also what is no longer there')
    .option('--limit <n>', 'hits of each kind', '20')
    .action((words: string[], options: { tenant?: string; type?: string; allVersions?: boolean; limit: string }) =>
      run(async (session) => {
        const tenant = options.tenant === undefined ? undefined : await findTenant(session, options.tenant)
        const found = await session.core.call('search.find', {
          text: words.join(' '),
          current: options.allVersions !== true,
          limit: wholeNumber('The limit', options.limit, 100),
          ...(tenant ? { tenantId: TenantId.parse(tenant.id) } : {}),
          ...(options.type === undefined ? {} : { type: options.type }),
        })
        if (session.output.json) session.output.document(found)
        else
          session.output.line(
            table([
              ['IN', 'TYPE', 'NO', 'VERSION', 'NAME'],
              ...Object.entries(found).flatMap(([place, hits]) =>
                hits.map((hit) => [place, hit.type, String(hit.number), hit.versionId, hit.name]),
              ),
            ]),
          )
        return exitCodes.done
      }),
    )

  program
    .command('dependencies')
    .description('what refers to what')
    .requiredOption('--tenant <name>', 'tenant')
    .option('--of <kind/id>', 'around one object')
    .option('--depth <n>', 'steps', '1')
    .option('--inbound', 'only what refers to it: what breaks if it goes')
    .action((options: { tenant: string; of?: string; depth: string; inbound?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const { nodes, edges, cycles } = await session.core.call('dependencies.graph', {
          tenantId: TenantId.parse(tenant.id),
          depth: wholeNumber('The depth', options.depth, 10),
          direction: options.inbound === true ? 'inbound' : 'both',
          ...(options.of === undefined ? {} : { focus: options.of }),
        })
        const names = new Map(nodes.map((node) => [node.id, `${node.name}${node.missing ? ' (missing)' : ''}`]))
        if (session.output.json) session.output.document({ nodes, edges, cycles })
        else
          session.output.line(
            table([
              ['FROM', 'RELATION', 'TO'],
              ...edges.map((edge) => [names.get(edge.from) ?? edge.from, edge.relation, names.get(edge.to) ?? edge.to]),
            ]),
          )
        return exitCodes.done
      }),
    )

  program
    .command('purge')
    .description('take away versions that nothing needs any more')
    .requiredOption('--tenant <name>', 'tenant')
    .requiredOption('--before <moment>', 'captured before then')
    .option('--dry-run', 'only say what would go')
    .action((options: { tenant: string; before: string; dryRun?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const olderThan = momentOf(options.before)
        if (olderThan === null)
          throw new Failure('badInput', `"${options.before}" is no moment.`, { hint: 'An example: 2026-01-31' })
        const figures = await session.core.call('policies.purge', {
          tenantId: TenantId.parse(tenant.id),
          olderThan,
          dryRun: options.dryRun === true,
        })
        if (session.output.json) session.output.document({ dryRun: options.dryRun === true, ...figures })
        else
          session.output.line(
            `${figures.versions} versions, ${figures.policies} policies and ${figures.blobs} bodies (${figures.bytes} bytes) ${options.dryRun === true ? 'would be taken away' : 'were taken away'}.`,
          )
        return exitCodes.done
      }),
    )
}

function addDrift(program: Command, run: Run): void {
  const drift = program.command('drift').description('what is otherwise than a baseline says')
  drift
    .command('list')
    .description('list baselines')
    .requiredOption('--tenant <name>', 'tenant')
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const baselines = await session.core.call('drift.baselines', { tenantId: TenantId.parse(tenant.id) })
        if (session.output.json) session.output.document({ baselines })
        else
          session.output.line(
            table([
              ['BASELINE', 'OPEN', 'CHECKED', 'NAME'],
              ...baselines.map((entry) => [entry.id, String(entry.open), entry.checkedAt ?? 'never', entry.name]),
            ]),
          )
        return exitCodes.done
      }),
    )
  drift
    .command('add')
    .description('make a baseline')
    .requiredOption('--tenant <name>', 'tenant')
    .requiredOption('--name <name>', 'name')
    .option('--of <tenant>', 'another tenant: its golden state')
    .option('--from <set|moment>', 'a set or a moment instead of now')
    .action((options: { tenant: string; name: string; of?: string; from?: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const source = options.of === undefined ? tenant : await findTenant(session, options.of)
        const { baselineId } = await session.core.call('drift.addBaseline', {
          tenantId: TenantId.parse(tenant.id),
          name: options.name,
          source: sideOf(source.id, options.from),
        })
        if (session.output.json) session.output.document({ baselineId })
        else session.output.line(`Baseline ${baselineId}.`)
        return exitCodes.done
      }),
    )
  drift
    .command('check <baseline>')
    .description('capture, compare with a baseline, list the findings')
    .requiredOption('--tenant <name>', 'tenant')
    .option('--no-capture', 'compare what was captured last')
    .option('--exit-code', 'exit with 3 when there are open findings')
    .action((id: string, options: { tenant: string; capture: boolean; exitCode?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const at = { tenantId: TenantId.parse(tenant.id), baselineId: BaselineId.parse(id) }
        const { runId } = await session.core.call('drift.check', { ...at, capture: options.capture })
        const ended = await watchRun(session, tenant.id, runId)
        const findings = ended.status === 'failed' ? [] : await session.core.call('drift.findings', at)
        const code = reportRun(
          session.output,
          ended,
          { findings },
          [
            table([
              ['KIND', 'POLICY', 'SETTING', 'BEFORE', 'AFTER'],
              ...findings.map((entry) => [
                entry.kind,
                entry.policyName,
                entry.name,
                entry.before ?? '',
                entry.after ?? '',
              ]),
            ]),
            `${findings.length} findings.`,
          ].join('\n'),
        )
        return code === 0 && options.exitCode === true && findings.some((entry) => entry.state === 'open')
          ? exitCodes.different
          : code
      }),
    )
}

function addSchedules(program: Command, run: Run): void {
  const schedule = program.command('schedule').description('backups by the clock')
  schedule
    .command('list')
    .description('list schedules')
    .requiredOption('--tenant <name>', 'tenant')
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const schedules = await session.core.call('schedules.list', { tenantId: TenantId.parse(tenant.id) })
        if (session.output.json) session.output.document({ schedules })
        else
          session.output.line(
            table([
              ['SCHEDULE', 'NEXT', 'TIMING', 'NAME'],
              ...schedules.map((entry) => [entry.id, entry.nextAt ?? 'off', `${entry.cron} ${entry.zone}`, entry.name]),
            ]),
          )
        return exitCodes.done
      }),
    )
  schedule
    .command('add')
    .description('add a schedule')
    .requiredOption('--tenant <name>', 'tenant')
    .requiredOption('--name <name>', 'name')
    .requiredOption('--cron <timing>', 'minute hour day month weekday, e.g. "30 2 * * 1-5"')
    .option('--zone <zone>', 'time zone', Intl.DateTimeFormat().resolvedOptions().timeZone)
    .option('--types <a,b>', 'policy types')
    .option('--keep <last,daily,weekly,monthly>', 'backups to keep', '7,7,4,12')
    .option('--baseline <id>', 'check for drift afterwards')
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
            .map((part) => wholeNumber('What to keep', part.trim(), 1000))
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
          else session.output.line(`Schedule ${scheduleId}.`)
          return exitCodes.done
        }),
    )
  schedule
    .command('remove <schedule>')
    .description('remove a schedule; its backups stay')
    .requiredOption('--tenant <name>', 'tenant')
    .action((id: string, options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        await session.core.call('schedules.remove', {
          tenantId: TenantId.parse(tenant.id),
          scheduleId: ScheduleId.parse(id),
        })
        if (session.output.json) session.output.document({ removed: id })
        else session.output.line('Removed.')
        return exitCodes.done
      }),
    )
  schedule
    .command('run-due')
    .description('start what is due, and wait for it: for the scheduler of the operating system')
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
              ? 'Nothing is due.'
              : [
                  ...runs.map((entry) => `${entry.runId}: ${entry.status}`),
                  ...failed.map((entry) => `${entry.name}: could not be started. ${entry.message}`),
                ].join('\n'),
          )
        return code
      }),
    )
}
