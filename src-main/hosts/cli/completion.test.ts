import { Command, Option } from 'commander'
import { expect, it } from 'vitest'
import { candidates } from './completion.ts'

function program(): Command {
  const atlas = new Command('atlas').option('--data <dir>').option('--json')
  const tenant = atlas.command('tenant')
  tenant
    .command('connect')
    .addOption(new Option('--cloud <word>').choices(['global', 'china']))
    .option('--client-id <guid>')
  tenant.command('list')
  atlas.command('complete', { hidden: true })
  return atlas
}

it('completes commands, options and the values that an option takes (064-6)', () => {
  const complete = (...words: string[]) => candidates(program(), words)
  expect(complete('')).toEqual(['tenant'])
  expect(complete('tenant', 'c')).toEqual(['connect'])
  expect(complete('tenant', '')).toEqual(['connect', 'list'])
  expect(complete('tenant', 'connect', '--c')).toEqual(['--client-id', '--cloud'])
  expect(complete('tenant', 'connect', '--cloud', '')).toEqual(['china', 'global'])
  expect(complete('tenant', 'connect', '--client-id', '')).toEqual([])
  expect(complete('tenant', 'connect', '--cloud', 'china', '--j')).toEqual(['--json'])
  expect(complete('--data', 'tenant', 'l')).toEqual([])
  expect(complete('--json', 'tenant', 'l')).toEqual(['list'])
})
