import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { words } from '../reading-words.ts'
import { findTenant, type RunCommand } from '../session.ts'

/** `atlas advice` */
export function addAdviceCommand(program: Command, run: RunCommand): void {
  program
    .command('advice <tenant>')
    .description(words.advice.description)
    .option('--rule <id>', words.advice.rule)
    .option('--exit-code', words.advice.exitCode)
    .addOption(csvOption())
    .action((name: string, options: { rule?: string; exitCode?: boolean }) =>
      run(async (session) => {
        const { id } = await findTenant(session, name)
        const all = await session.core.call('advice.list', { tenantId: TenantId.parse(id) })
        const ids = all.map((rule) => rule.id)
        if (options.rule !== undefined && !ids.includes(options.rule))
          throw new Failure('badInput', words.advice.noRule(options.rule, ids))
        const advice = all.filter((rule) => options.rule === undefined || rule.id === options.rule)
        const findings = advice.flatMap(({ findings: own, ...rule }) => own.map((finding) => ({ rule, ...finding })))
        session.output.list({ advice }, [
          ['RULE', 'SEVERITY', 'TYPE', 'NAME', 'WHY'],
          ...findings.map(({ rule, type, name: policy, detail }) => [rule.id, rule.severity, type, policy, detail]),
        ])
        const open = advice.filter(({ isOpen }) => isOpen)
        if (open.length > 0 && !session.output.json) session.output.note(words.advice.open(open.map((rule) => rule.id)))
        return options.exitCode === true && findings.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )
}
