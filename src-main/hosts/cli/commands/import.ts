import { resolve } from 'node:path'
import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { reportRun } from '../run-result.ts'
import { watchRun, type RunCommand } from '../session.ts'
import { words } from '../words.ts'

/** `atlas import` */
export function addImportCommand(program: Command, run: RunCommand): void {
  program
    .command('import <path>')
    .description(words.import.description)
    .requiredOption('--tenant <name>', words.import.tenant)
    .option('--name <name>', words.import.name)
    .action((path: string, options: { tenant: string; name?: string }) =>
      run(async (session) => {
        const { core, output } = session
        const known = (await core.call('tenants.list', {})).find(({ name }) => name === options.tenant)
        const tenantId = TenantId.parse(
          known?.id ??
            (await core.call('tenants.addImported', { id: TenantId.parse(crypto.randomUUID()), name: options.tenant }))
              .id,
        )
        const { runId } = await core.call('backups.import', {
          tenantId,
          name: options.name ?? words.import.setName(path),
          path: resolve(path),
        })
        const ended = await watchRun(session, tenantId, runId)
        const { setId = null, versions = 0, newVersions = 0, files = 0, unused = 0 } = resultOf(ended, 'import')
        return reportRun(
          output,
          ended,
          { setId, versions, newVersions, files, unused },
          words.import.result(files, versions, newVersions, unused),
        )
      }),
    )
}
