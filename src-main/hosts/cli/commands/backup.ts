import { resultOf } from '#contract/model/runs.ts'
import type { Command } from 'commander'
import { BackupSetId, TenantId } from '#contract/model/ids.ts'
import { csvOption } from '../output.ts'
import { exitCodeOfRun, reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type Session, type RunCommand } from '../session.ts'
import { listOption } from './capture.ts'
import { words } from '../words.ts'

/** `atlas backup …` and `atlas verify` */
export function addBackupCommands(program: Command, run: RunCommand): void {
  const backup = program.command('backup').description(words.backup.description)

  backup
    .command('create')
    .description(words.backup.create)
    .requiredOption('--tenant <name>', words.backup.tenant)
    .requiredOption('--name <name>', words.backup.name)
    .option('--types <a,b>', words.backup.types)
    .option('--no-assignments', words.backup.assignments)
    .option('--no-scope-tags', words.backup.scopeTags)
    .action((options: { tenant: string; name: string; types?: string; assignments: boolean; scopeTags: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const types = listOption(options.types)
        const { runId } = await session.core.call('backups.create', {
          tenantId: TenantId.parse(tenant.id),
          name: options.name,
          ...(types ? { types } : {}),
          assignments: options.assignments,
          scopeTags: options.scopeTags,
        })
        const ended = await watchRun(session, tenant.id, runId)
        const { setId = null, versions = 0, newVersions = 0, unchanged = 0, newBlobs = 0 } = resultOf(ended, 'backup')
        return reportRun(
          session.output,
          ended,
          { setId, versions, newVersions, unchanged, newBlobs },
          words.backup.created(ended.status, setId, versions, newVersions),
        )
      }),
    )

  backup
    .command('list')
    .description(words.backup.list)
    .requiredOption('--tenant <name>', words.backup.tenant)
    .addOption(csvOption())
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const sets = await session.core.call('backups.list', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ sets }, [
          ['SET', 'CREATED', 'VERSIONS', 'COMPLETE', 'NAME'],
          ...sets.map((set) => [
            set.id,
            set.createdAt,
            String(set.versions),
            set.complete ? words.program.yes : words.program.no,
            set.name,
          ]),
        ])
        return 0
      }),
    )

  backup
    .command('show <set>')
    .description(words.backup.show)
    .addOption(csvOption())
    .action((id: string) =>
      run(async (session) => {
        const set = await session.core.call('backups.get', {
          tenantId: await ownerOfSet(session, id),
          setId: BackupSetId.parse(id),
        })
        session.output.list({ set }, [
          ['TYPE', 'NO', 'VERSION', 'NAME'],
          ...set.content.map((entry) => [entry.type, String(entry.number), entry.versionId, entry.name]),
        ])
        return 0
      }),
    )

  backup
    .command('verify <set>')
    .description(words.backup.verify)
    .action((id: string) =>
      run(async (session) => {
        const tenantId = await ownerOfSet(session, id)
        const { runId } = await session.core.call('backups.verify', { tenantId, setId: BackupSetId.parse(id) })
        const ended = await watchRun(session, tenantId, runId)
        const { checked = 0, damaged = 0 } = resultOf(ended, 'verify')
        return reportRun(
          session.output,
          ended,
          { checked, damaged },
          words.backup.verified(ended.status, checked, damaged),
        )
      }),
    )

  program
    .command('verify')
    .description(words.verify.description)
    .option('--tenant <name>', words.verify.tenant)
    .action((options: { tenant?: string }) =>
      run(async (session) => {
        const tenants =
          options.tenant === undefined
            ? await session.core.call('tenants.list', {})
            : [await findTenant(session, options.tenant)]
        let code = 0
        const runs: { runId: string; tenant: string; status: string; checked: unknown; damaged: unknown }[] = []
        for (const tenant of tenants) {
          const { runId } = await session.core.call('backups.verify', { tenantId: TenantId.parse(tenant.id) })
          const ended = await watchRun(session, tenant.id, runId)
          code = Math.max(code, exitCodeOfRun(ended))
          runs.push({
            runId,
            tenant: tenant.name,
            status: ended.status,
            checked: resultOf(ended, 'verify').checked ?? 0,
            damaged: resultOf(ended, 'verify').damaged ?? 0,
          })
        }
        const sum = (key: 'checked' | 'damaged') => runs.reduce((total, entry) => total + Number(entry[key]), 0)
        if (session.output.json)
          session.output.document({
            status: code === 0 ? 'succeeded' : 'failed',
            checked: sum('checked'),
            damaged: sum('damaged'),
            runs,
          })
        else session.output.line(words.verify.result(sum('checked'), sum('damaged')))
        return code
      }),
    )
}

async function ownerOfSet(session: Session, id: string): Promise<TenantId> {
  const owner = await findOwner(session, words.backup.what, id, (tenantId) =>
    session.core.call('backups.get', { tenantId: TenantId.parse(tenantId), setId: BackupSetId.parse(id) }),
  )
  return TenantId.parse(owner.id)
}
