import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { exitCodes, table } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { wholeNumber } from './simulator.ts'

/** `atlas dependencies` */
export function addDependenciesCommand(program: Command, run: RunCommand): void {
  program
    .command('dependencies')
    .description('what refers to what')
    .requiredOption('--tenant <name>', 'tenant')
    .option('--of <kind/id>', 'around one object')
    .option('--depth <n>', 'steps', '1')
    .option('--inbound', 'only what refers to it: what breaks if it goes')
    .action((options: { tenant: string; of?: string; depth: string; inbound?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const { nodes, edges, cycles } = await session.core.call('dependencies.graph', {
          tenantId: TenantId.parse(tenant.id),
          depth: wholeNumber('The depth', options.depth, 10),
          direction: options.inbound === true ? 'inbound' : 'both',
          ...(options.of === undefined ? {} : { focus: options.of }),
        })
        const names = new Map(nodes.map((node) => [node.id, `${node.name}${node.missing ? ' (missing)' : ''}`]))
        if (session.output.json) session.output.document({ nodes, edges, cycles })
        else
          session.output.line(
            table([
              ['FROM', 'RELATION', 'TO'],
              ...edges.map((edge) => [names.get(edge.from) ?? edge.from, edge.relation, names.get(edge.to) ?? edge.to]),
            ]),
          )
        return exitCodes.done
      }),
    )
}
