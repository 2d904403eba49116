import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { policyTypes, policyTypeOf } from '#domain/policy-types/registry.ts'
import { root } from '#tests/support/lab.ts'

/** Shared code: what works for every policy type. The types themselves and their own readable views may name types. */
const shared = ['src-main/domain', 'src-main/app', 'src-main/infra']
const own = ['src-main/domain/policy-types/', 'src-main/domain/readable/views/']

/** Files that name a type all the same, and why. */
const exceptions: Readonly<Record<string, string>> = {
  'src-main/app/export/write-policies.ts': 'IntuneCD writes the rule of a group beside its name',
  'src-main/app/recipients/read-recipients.ts': 'reads the members of groups',
  'src-main/app/api/policies.ts': 'lists show the names of scope tags',
  'src-main/app/api/present.ts': 'a mapping may create groups and nothing else',
  'src-main/app/run-kinds/health.ts': 'looks for the role of the signed-in account in Intune',
  'src-main/app/run-kinds/onboarding.ts': 'makes the role that the product itself needs in Intune',
  'src-main/app/run-kinds/restore-plan.ts': 'a plan adds the groups that a mapping creates',
  'src-main/domain/coverage/not-backed-up.ts': 'names what lies below a type and is left out',
  'src-main/domain/diff/change-names.ts': 'a property has the name of the type that it points at',
  'src-main/domain/export/git-layout.ts': 'names of groups and filters stand beside their IDs',
  'src-main/domain/export/intune-cd-names.ts': 'IntuneCD has names instead of the IDs of apps, templates and scripts',
  'src-main/domain/export/intune-cd-layout.ts':
    'IntuneCD has folders of its own for the types, and names instead of IDs',
  'src-main/domain/export/intune-management-layout.ts': 'IntuneManagement has folders of its own for the types',
  'src-main/domain/import/folders.ts': 'other tools have folders of their own for the types',
  'src-main/domain/import/intune-cd-names.ts': 'IntuneCD has names instead of the IDs of apps, templates and scripts',
  'src-main/domain/import/ids-for-names.ts':
    'other tools write the names of groups, filters and tags in place of their IDs',
  'src-main/domain/import/interpret.ts': 'IntuneManagement lists groups in a table',
  'src-main/domain/import/recognise.ts': 'a document without a type is known by its properties',
  'src-main/domain/readable/generic.ts': 'a property has the name of the type that it points at',
  'src-main/infra/graph/group-search.ts': 'the directory is searched in another way than Intune',
  'src-main/infra/store/migrations/003-every-type.ts': 'a migration stays as it was released',
}

const keys = [...policyTypes.map(({ key }) => key), policyTypeOf('groups').key]
/** A key in quotes, in a path, or as a key of a table. `groups:` alone is an ordinary property. */
const quoted = new RegExp(`['"\`/](?:${keys.join('|')})['"\`/?(]`)
const tabled = new RegExp(`^\\s*(?:${keys.filter((key) => key !== 'groups').join('|')}):`)
const imported =
  /from '[^']*policy-types\/(?:administration|apps|configuration|enrollment|entra|scripts|updates|windows-365)\//

/** Lines of a file that name a type, without its comments. */
const namesIn = (source: string): string[] =>
  source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => !line.trim().startsWith('//'))
    .filter((line) => quoted.test(line) || tabled.test(line) || imported.test(line))

it('shared code asks a policy type for its properties, never for its name', () => {
  const found = shared
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !own.some((path) => file.startsWith(path)))
    .flatMap((file) => namesIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`))
  expect(found.filter((entry) => !(entry.split(': ')[0]! in exceptions))).toEqual([])
  // An exception that nothing needs any more goes.
  expect(Object.keys(exceptions).filter((file) => !found.some((entry) => entry.startsWith(`${file}: `)))).toEqual([])
})

it('the check finds a key in quotes, in a path, in a table, and the import of a type', () => {
  expect(namesIn("if (type.key === 'mobileApps') return")).toHaveLength(1)
  expect(namesIn("reader.list('/deviceManagement/roleDefinitions?$top=1')")).toHaveLength(1)
  expect(namesIn('const name = names.get(`roleScopeTags/${id}`)')).toHaveLength(1)
  expect(namesIn("const nouns = {\n  intents: 'policy',\n}")).toHaveLength(1)
  expect(namesIn("import { intents } from '../policy-types/configuration/intents.ts'")).toHaveLength(1)
  expect(namesIn("// 'mobileApps'\n/** `groups` */\nconst groups = type.groups")).toEqual([])
})

it('types that share a path are answered by one service', () => {
  for (const types of Map.groupBy(policyTypes, ({ path }) => path).values())
    expect(new Set(types.map(({ service }) => service)).size).toBe(1)
})
