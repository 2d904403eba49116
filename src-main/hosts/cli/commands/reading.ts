import type { Command } from 'commander'
import type { AuditEntry } from '#contract/model/audit.ts'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../reading-words.ts'

/** `atlas audit` and `atlas conflicts` */
export function addReadingCommands(program: Command, run: RunCommand): void {
  program
    .command('audit <tenant>')
    .description(words.audit.description)
    .option('--limit <n>', words.audit.limit, '200')
    .addOption(csvOption())
    .action((name: string, options: { limit: string }) =>
      run(async (session) => {
        const { id } = await findTenant(session, name)
        const entries = await auditOf(session, TenantId.parse(id), wholeNumber('--limit', options.limit, 1_000_000))
        session.output.list({ entries }, [
          ['NO', 'AT', 'ACTION', 'DETAIL'],
          ...entries.map(({ id: no, at, action, detail }) => [String(no), at, action, JSON.stringify(detail)]),
        ])
        return exitCodes.done
      }),
    )

  program
    .command('conflicts <tenant>')
    .description(words.conflicts.description)
    .option('--exit-code', words.conflicts.exitCode)
    .addOption(csvOption())
    .action((name: string, options: { exitCode?: boolean }) =>
      run(async (session) => {
        const { id } = await findTenant(session, name)
        const settings = await session.core.call('compare.settings', { tenantId: TenantId.parse(id) })
        const conflicts = settings.filter((setting) => setting.conflicts)
        const rows = [
          ['SETTING', 'VALUE', 'POLICY', 'USERS', 'DEVICES'],
          ...conflicts.flatMap(({ name: setting, uses, conflict }) =>
            uses.map((use) => [
              setting,
              use.value,
              use.policyName,
              String(conflict?.users ?? ''),
              String(conflict?.devices ?? ''),
            ]),
          ),
        ]
        if (session.output.json || conflicts.length > 0) session.output.list({ conflicts }, rows)
        else {
          session.output.saveRows(rows)
          session.output.line(words.conflicts.none)
        }
        return options.exitCode === true && conflicts.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )
}

const pageSize = 500

/** The newest entries of the audit log, page by page. */
async function auditOf({ core }: Session, tenantId: TenantId, limit: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  while (entries.length < limit) {
    const page = await core.call('audit.list', {
      tenantId,
      limit: Math.min(pageSize, limit - entries.length),
      ...(entries.length === 0 ? {} : { before: entries.at(-1)!.id }),
    })
    entries.push(...page)
    if (page.length === 0) break
  }
  return entries
}
