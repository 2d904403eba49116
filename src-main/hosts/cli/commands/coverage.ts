import type { Command } from 'commander'
import { DeviationId, TenantId } from '#contract/model/ids.ts'
import { words } from '../coverage-words.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { sideOf } from '../sides.ts'

/** `atlas coverage` */
export function addCoverageCommand(program: Command, run: RunCommand): void {
  program
    .command('coverage <baseline> <tenant>')
    .description(words.description)
    .option('--baseline-from <set|moment>', words.baselineFrom)
    .option('--from <set|moment>', words.from)
    .option('--exit-code', words.exitCode)
    .addOption(csvOption())
    .action((baseline: string, name: string, options: { baselineFrom?: string; from?: string; exitCode?: boolean }) =>
      run(async (session) => {
        const [there, here] = [await findTenant(session, baseline), await findTenant(session, name)]
        const { settings, notCompared } = await session.core.call('compare.coverage', {
          tenantId: TenantId.parse(here.id),
          baseline: sideOf(there.id, options.baselineFrom),
          side: sideOf(here.id, options.from),
        })
        const rows = settings.flatMap(({ id, name: setting, values, uses }) =>
          values.map((value) => ({ id, setting, uses, ...value })),
        )
        const met = rows.filter(({ state }) => state === 'met').length
        const accepted = rows.filter(({ state }) => state === 'accepted').length
        session.output.list({ settings, notCompared }, [
          ['STATE', 'SETTING', 'ID', 'VALUE', 'IN THE TENANT', 'BASELINE'],
          ...rows.map(({ id, setting, value, state, uses, baseline: policies }) => [
            words.states[state],
            setting,
            id,
            value,
            uses.map((use) => words.use(use.policyName, use.value, use.assigned)).join('; '),
            policies.map(({ policyName }) => policyName).join('; '),
          ]),
        ])
        if (!session.output.json) session.output.line(words.met(met, accepted, rows.length, notCompared))
        // Nothing compared is nothing met.
        const isMet = rows.length > 0 && met + accepted === rows.length
        return options.exitCode === true && !isMet ? exitCodes.different : exitCodes.done
      }),
    )
}

/** `atlas deviation list|accept|withdraw` */
export function addDeviationCommands(program: Command, run: RunCommand): void {
  const deviation = program.command('deviation').description(words.deviations.description)
  deviation
    .command('list')
    .description(words.deviations.list)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .addOption(csvOption())
    .action(({ tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        const deviations = await session.core.call('deviations.list', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ deviations }, [
          ['ID', 'SETTING', 'VALUE', 'UNTIL', 'OWNER', 'REASON'],
          ...deviations.map(({ id, settingId, key, until, isOver, owner, reason }) => [
            id,
            settingId,
            key,
            until === null ? words.deviations.noEnd : isOver ? words.deviations.over(until) : until,
            owner,
            reason,
          ]),
        ])
        return exitCodes.done
      }),
    )
  deviation
    .command('accept <setting>')
    .description(words.deviations.accept)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .requiredOption('--value <value>', words.deviations.value)
    .requiredOption('--reason <text>', words.deviations.reason)
    .requiredOption('--owner <name>', words.deviations.owner)
    .option('--until <day>', words.deviations.until)
    .action(
      (settingId: string, options: { tenant: string; value: string; reason: string; owner: string; until?: string }) =>
        run(async (session) => {
          const tenant = await findTenant(session, options.tenant)
          const { deviationId } = await session.core.call('deviations.accept', {
            tenantId: TenantId.parse(tenant.id),
            settingId,
            key: options.value,
            reason: options.reason,
            owner: options.owner,
            until: options.until ?? null,
          })
          if (session.output.json) session.output.document({ deviationId })
          else session.output.line(words.deviations.accepted)
          return exitCodes.done
        }),
    )
  deviation
    .command('withdraw <deviation>')
    .description(words.deviations.withdraw)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .action((id: string, { tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        await session.core.call('deviations.withdraw', {
          tenantId: TenantId.parse(tenant.id),
          deviationId: DeviationId.parse(id),
        })
        if (session.output.json) session.output.document({ withdrawn: id })
        else session.output.line(words.deviations.withdrawn)
        return exitCodes.done
      }),
    )
}
