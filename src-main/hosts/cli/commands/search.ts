import type { Command } from 'commander'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { wholeNumber } from './simulator.ts'
import { words as texts } from '../words.ts'

/** `atlas search` */
export function addSearchCommand(program: Command, run: RunCommand): void {
  program
    .command('search <words...>')
    .description(texts.search.description)
    .option('--tenant <name>', texts.search.tenant)
    .option('--type <type>', texts.search.type)
    .option('--all-versions', texts.search.allVersions)
    .option('--limit <n>', texts.search.limit, '20')
    .addOption(csvOption())
    .action((words: string[], options: { tenant?: string; type?: string; allVersions?: boolean; limit: string }) =>
      run(async (session) => {
        const tenant = options.tenant === undefined ? undefined : await findTenant(session, options.tenant)
        const found = await session.core.call('search.find', {
          text: words.join(' '),
          current: options.allVersions !== true,
          limit: wholeNumber('--limit', options.limit, 100),
          ...(tenant ? { tenantId: TenantId.parse(tenant.id) } : {}),
          ...(options.type === undefined ? {} : { type: options.type }),
        })
        const { due, ...places } = found
        session.output.list(found, [
          ['IN', 'TYPE', 'NO', 'VERSION', 'NAME'],
          ...Object.entries(places).flatMap(([place, hits]) =>
            hits.map((hit) => [place, hit.type, String(hit.number), hit.versionId, hit.name]),
          ),
        ])
        if (due > 0 && !session.output.json) session.output.line(texts.search.due(due))
        return exitCodes.done
      }),
    )
}
