import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { exitCodes, table } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { sideOf } from '../sides.ts'
import { words } from '../words.ts'

/** `atlas compare` */
export function addCompareCommand(program: Command, run: RunCommand): void {
  program
    .command('compare <left> <right>')
    .description(words.compare.description)
    .option('--left-from <set|moment>', words.compare.leftFrom)
    .option('--right-from <set|moment>', words.compare.rightFrom)
    .option('--exit-code', words.compare.exitCode)
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
              words.compare.same(rows.length - differing.length),
            ].join('\n'),
          )
        return options.exitCode === true && differing.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )
}
