import type { RunCommand } from '../session.ts'
import type { Command } from 'commander'
import type { TypeCoverage } from '#contract/model/coverage.ts'
import { table } from '../output.ts'
import { words } from '../words.ts'

/** `atlas types`: what TenantAtlas supports for each policy type. */
export function addTypesCommand(program: Command, run: RunCommand): void {
  program
    .command('types')
    .description(words.types.description)
    .action(() =>
      run(async ({ core, output }) => {
        const types = await core.call('app.coverage', {})
        const notBackedUp = await core.call('app.notBackedUp', {})
        if (output.json) {
          output.document({ types, notBackedUp })
          return 0
        }
        output.line(
          table([['TYPE', 'CAPTURE', 'READABLE', 'DIFF', 'RESTORE', 'ASSIGNMENTS', 'NOTES'], ...types.map(row)]),
        )
        const full = types.filter((type) => type.restore === 'full').length
        output.line(
          words.types.summary(types.length, full, types.filter((type) => type.restore === 'preview-only').length),
        )
        output.line(words.types.notBackedUp)
        output.line(table([['NAME', 'REASON'], ...notBackedUp.map(({ title, reason }) => [title, reason])]))
        return 0
      }),
    )
}

const targets: Readonly<Record<string, string>> = words.types.targets

const row = (type: TypeCoverage): string[] => [
  type.key,
  type.optional ? words.types.optional : words.program.yes,
  words.program.yes,
  words.program.yes,
  type.restore,
  [...type.assignments.map((target) => targets[target] ?? target), ...(type.filters ? [words.types.filters] : [])].join(
    ', ',
  ) || words.program.none,
  [type.reason, type.notes, type.isUnproven ? words.types.unproven : null].filter(Boolean).join(' ') ||
    words.program.none,
]
