import type { Command } from 'commander'
import { BaselineId, TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes, table } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand } from '../session.ts'
import { sideOf } from '../sides.ts'
import { words } from '../words.ts'

/** `atlas drift list|add|check` */
export function addDriftCommands(program: Command, run: RunCommand): void {
  const drift = program.command('drift').description(words.drift.description)
  drift
    .command('list')
    .description(words.drift.list)
    .requiredOption('--tenant <name>', words.drift.tenant)
    .addOption(csvOption())
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const baselines = await session.core.call('drift.baselines', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ baselines }, [
          ['BASELINE', 'OPEN', 'CHECKED', 'NAME'],
          ...baselines.map((entry) => [entry.id, String(entry.open), entry.checkedAt ?? words.drift.never, entry.name]),
        ])
        return exitCodes.done
      }),
    )
  drift
    .command('add')
    .description(words.drift.add)
    .requiredOption('--tenant <name>', words.drift.tenant)
    .requiredOption('--name <name>', words.drift.name)
    .option('--of <tenant>', words.drift.of)
    .option('--from <set|moment>', words.drift.from)
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
        else session.output.line(words.drift.added(baselineId))
        return exitCodes.done
      }),
    )
  drift
    .command('check <baseline>')
    .description(words.drift.check)
    .requiredOption('--tenant <name>', words.drift.tenant)
    .option('--no-capture', words.drift.noCapture)
    .option('--exit-code', words.drift.exitCode)
    .addOption(csvOption())
    .action((id: string, options: { tenant: string; capture: boolean; exitCode?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const at = { tenantId: TenantId.parse(tenant.id), baselineId: BaselineId.parse(id) }
        const { runId } = await session.core.call('drift.check', { ...at, capture: options.capture })
        const ended = await watchRun(session, tenant.id, runId)
        const findings = ended.status === 'failed' ? [] : await session.core.call('drift.findings', at)
        const rows = [
          ['KIND', 'POLICY', 'SETTING', 'BEFORE', 'AFTER'],
          ...findings.map((entry) => [entry.kind, entry.policyName, entry.name, entry.before ?? '', entry.after ?? '']),
        ]
        const text = [table(rows), words.drift.findings(findings.length)].join('\n')
        session.output.saveRows(rows)
        const code = reportRun(session.output, ended, { findings }, text)
        return code === 0 && options.exitCode === true && findings.some((entry) => entry.state === 'open')
          ? exitCodes.different
          : code
      }),
    )
}
