import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { momentOf } from '../sides.ts'

/** `atlas purge` */
export function addPurgeCommand(program: Command, run: RunCommand): void {
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
        const input = { tenantId: TenantId.parse(tenant.id), olderThan }
        const figures =
          options.dryRun === true
            ? await session.core.call('policies.purgePreview', input)
            : await session.core.call('policies.purge', input)
        if (session.output.json) session.output.document({ dryRun: options.dryRun === true, ...figures })
        else
          session.output.line(
            `${figures.versions} versions, ${figures.policies} policies and ${figures.blobs} bodies (${figures.bytes} bytes) ${options.dryRun === true ? 'would be taken away' : 'were taken away'}.`,
          )
        return exitCodes.done
      }),
    )
}
