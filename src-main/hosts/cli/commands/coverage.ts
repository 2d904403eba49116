import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { sideOf } from '../sides.ts'
import { words } from '../coverage-words.ts'

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
        const settings = await session.core.call('compare.coverage', {
          tenantId: TenantId.parse(here.id),
          baseline: sideOf(there.id, options.baselineFrom),
          side: sideOf(here.id, options.from),
        })
        const open = settings.filter(({ state }) => state !== 'met')
        session.output.list({ settings }, [
          ['STATE', 'SETTING', 'VALUE', 'IN THE TENANT', 'BASELINE'],
          ...settings.map(({ state, name: setting, value, uses, baseline: policies }) => [
            words.states[state],
            setting,
            value,
            uses.map((use) => `${use.policyName}: ${use.value}`).join('; '),
            policies.map(({ policyName }) => policyName).join('; '),
          ]),
        ])
        if (!session.output.json) session.output.line(words.met(settings.length - open.length, settings.length))
        return options.exitCode === true && open.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )
}
