import type { Command } from 'commander'
import { BaselineId, TenantId } from '#contract/model/ids.ts'
import { exitCodes, table } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand } from '../session.ts'
import { sideOf } from '../sides.ts'

/** `atlas drift list|add|check` */
export function addDriftCommands(program: Command, run: RunCommand): void {
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
