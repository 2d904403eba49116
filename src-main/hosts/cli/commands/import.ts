import { resolve } from 'node:path'
import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand } from '../session.ts'
import { secretFrom } from '../secret-from.ts'
import { words } from '../words.ts'

/** `atlas import`, `atlas save-file` */
export function addImportCommands(program: Command, run: RunCommand): void {
  program
    .command('save-file <path>')
    .description(words.saveFile.description)
    .requiredOption('--tenant <name>', words.saveFile.tenant)
    .option('--latest', words.saveFile.latest)
    .option('--passphrase-env <variable>', words.saveFile.passphrase)
    .action((path: string, options: { tenant: string; latest?: boolean; passphraseEnv?: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const { runId } = await session.core.call('backups.saveFile', {
          tenantId: TenantId.parse(tenant.id),
          path: resolve(path),
          content: options.latest ? 'latest' : 'history',
          ...passphraseFrom(options.passphraseEnv),
        })
        const ended = await watchRun(session, tenant.id, runId)
        const { records = 0, bytes = 0 } = resultOf(ended, 'save-file')
        return reportRun(
          session.output,
          ended,
          { path: resolve(path), records, bytes },
          words.saveFile.result(path, bytes),
        )
      }),
    )

  program
    .command('import <path>')
    .description(words.import.description)
    .requiredOption('--tenant <name>', words.import.tenant)
    .option('--name <name>', words.import.name)
    .option('--passphrase-env <variable>', words.import.passphrase)
    .action((path: string, options: { tenant: string; name?: string; passphraseEnv?: string }) =>
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
          ...passphraseFrom(options.passphraseEnv),
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

function passphraseFrom(variable: string | undefined): { readonly passphrase?: string } {
  return variable === undefined ? {} : { passphrase: secretFrom(variable) }
}
