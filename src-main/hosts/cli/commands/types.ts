import type { RunCommand } from '../session.ts'
import type { Command } from 'commander'
import type { TypeCoverage } from '#contract/model/coverage.ts'
import { table } from '../output.ts'

/** `atlas types`: what the product can do with each policy type. */
export function addTypesCommand(program: Command, run: RunCommand): void {
  program
    .command('types')
    .description('what can be done with each policy type')
    .action(() =>
      run(async ({ core, output }) => {
        const types = await core.call('app.coverage', {})
        if (output.json) {
          output.document({ types })
          return 0
        }
        output.line(
          table([['TYPE', 'CAPTURE', 'READABLE', 'DIFF', 'RESTORE', 'ASSIGNMENTS', 'NOTES'], ...types.map(row)]),
        )
        const full = types.filter((type) => type.restore === 'full').length
        output.line(
          `${types.length} types: all are captured, read and compared; ${full} are restored in full, ${types.filter((type) => type.restore === 'preview-only').length} are shown only.`,
        )
        return 0
      }),
    )
}

const targets: Readonly<Record<string, string>> = {
  group: 'groups',
  exclusionGroup: 'exclusions',
  allLicensedUsers: 'all users',
  allDevices: 'all devices',
  configurationManagerCollection: 'ConfigMgr',
}

const row = (type: TypeCoverage): string[] => [
  type.key,
  type.optional ? 'optional' : 'yes',
  'yes',
  'yes',
  type.restore,
  [...type.assignments.map((target) => targets[target] ?? target), ...(type.filters ? ['filters'] : [])].join(', ') ||
    '–',
  [type.reason, type.notes].filter(Boolean).join(' ') || '–',
]
