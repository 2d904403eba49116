import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { ExportFormat } from '#contract/model/exports.ts'
import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand } from '../session.ts'
import { words } from '../tenant-words.ts'

/** Adds `tenant export`. */
export function addExportCommand(tenant: Command, run: RunCommand): void {
  tenant
    .command('export <tenant>')
    .description(words.export.description)
    .requiredOption('--folder <folder>', words.export.folder)
    .addOption(new Option('--format <word>', words.export.format).choices(ExportFormat.options).default('graph'))
    .option('--commit', words.export.commit)
    .action((name: string, options: { folder: string; format: ExportFormat; commit?: boolean }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const { runId } = await session.core.call('tenants.export', {
          tenantId: TenantId.parse(found.id),
          // The app that is open has another working folder.
          folder: resolve(options.folder),
          format: options.format,
          commit: options.commit ?? false,
        })
        const ended = await watchRun(session, found.id, runId)
        const { files = 0, removed = 0, commit = null } = resultOf(ended, 'export')
        return reportRun(
          session.output,
          ended,
          { files, removed, commit },
          words.export.result(files, options.folder, commit),
        )
      }),
    )
}
