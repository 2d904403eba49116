import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../words.ts'

/** `atlas dependencies` */
export function addDependenciesCommand(program: Command, run: RunCommand): void {
  program
    .command('dependencies')
    .description(words.dependencies.description)
    .requiredOption('--tenant <name>', words.dependencies.tenant)
    .option('--of <kind/id>', words.dependencies.of)
    .option('--depth <n>', words.dependencies.depth, '1')
    .option('--inbound', words.dependencies.inbound)
    .addOption(csvOption())
    .action((options: { tenant: string; of?: string; depth: string; inbound?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const { nodes, edges, cycles } = await session.core.call('dependencies.graph', {
          tenantId: TenantId.parse(tenant.id),
          depth: wholeNumber('--depth', options.depth, 10),
          direction: options.inbound === true ? 'inbound' : 'both',
          ...(options.of === undefined ? {} : { focus: options.of }),
        })
        const names = new Map(
          nodes.map((node) => [node.id, node.missing ? words.dependencies.missing(node.name) : node.name]),
        )
        session.output.list({ nodes, edges, cycles }, [
          ['FROM', 'RELATION', 'TO'],
          ...edges.map((edge) => [names.get(edge.from) ?? edge.from, edge.relation, names.get(edge.to) ?? edge.to]),
        ])
        return exitCodes.done
      }),
    )
}
