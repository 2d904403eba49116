import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { exitCodes } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand } from '../session.ts'
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
        if (options.dryRun === true) {
          const figures = await session.core.call('policies.purgePreview', input)
          if (session.output.json) session.output.document({ dryRun: true, ...figures })
          else session.output.line(words.purge.result(figures, true))
          return exitCodes.done
        }
        const { runId } = await session.core.call('policies.purge', input)
        const ended = await watchRun(session, tenant.id, runId)
        const { policies = 0, versions = 0, blobs = 0, bytes = 0 } = resultOf(ended, 'purge')
        const figures = { policies, versions, blobs, bytes }
        return reportRun(session.output, ended, { dryRun: false, ...figures }, words.purge.result(figures, false))
      }),
    )
}
