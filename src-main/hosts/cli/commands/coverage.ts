import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
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
        if (!session.output.json) session.output.line(words.met(met, rows.length, notCompared))
        // Nothing compared is nothing met.
        const isMet = rows.length > 0 && met === rows.length
        return options.exitCode === true && !isMet ? exitCodes.different : exitCodes.done
      }),
    )
}
