import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { momentOf } from '../sides.ts'
import { words } from '../words.ts'

/** `atlas purge` */
export function addPurgeCommand(program: Command, run: RunCommand): void {
  program
    .command('purge')
    .description(words.purge.description)
    .requiredOption('--tenant <name>', words.purge.tenant)
    .requiredOption('--before <moment>', words.purge.before)
    .option('--dry-run', words.purge.dryRun)
    .action((options: { tenant: string; before: string; dryRun?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const olderThan = momentOf(options.before)
        if (olderThan === null) throw failure('badInput', words.purge.noDate(options.before))
        const input = { tenantId: TenantId.parse(tenant.id), olderThan }
        const figures =
          options.dryRun === true
            ? await session.core.call('policies.purgePreview', input)
            : await session.core.call('policies.purge', input)
        if (session.output.json) session.output.document({ dryRun: options.dryRun === true, ...figures })
        else session.output.line(words.purge.result(figures, options.dryRun === true))
        return exitCodes.done
      }),
    )
}
