import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { deviceManagementScripts as type } from '../policy-types/scripts/device-management-scripts.ts'
import { readablePolicy } from '../readable/readable-policy.ts'
import { diffDocuments } from './json-diff.ts'
import { diffSettings } from './settings-diff.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
const names: Readonly<Record<string, string>> = {
  'groups/g1': 'Pilot',
  'groups/g2': 'Stores',
  'assignmentFilters/f1': 'Laptops',
}
const target = (kind: string, groupId?: string, mode?: string): Json => ({
  id: `${Math.sign(kind.length)}_${groupId ?? kind}`,
  source: 'direct',
  target: {
    '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`,
    ...(groupId ? { groupId } : {}),
    deviceAndAppManagementAssignmentFilterId: mode ? 'f1' : null,
    deviceAndAppManagementAssignmentFilterType: mode ?? 'none',
  },
})
const script = (assignments: Json[]): Json => ({ id: '1', displayName: 'Script', assignments })

it('compares assignments target by target, with names, filters and modes (004-4)', () => {
  const before = script([target('group', 'g1', 'include'), target('group', 'g2'), target('allDevices')])
  const after = script([target('allDevices'), target('exclusionGroup', 'g2'), target('group', 'g1', 'exclude')])
  const words = (document: Json) =>
    readablePolicy(type, document, {
      nameOf: (kind, id) => names[`${kind}/${id}`],
      settingDefinition: () => undefined,
      contract,
    })
  const rows = diffSettings(words(before), words(after))
    .find((section) => section.title === 'Assignments')!
    .rows.filter((row) => row.kind !== 'same')
  expect(rows.map(({ name, kind, before: old, after: now }) => [name, kind, old, now]).toSorted()).toEqual([
    ['Exclude', 'added', null, 'Stores'],
    ['Include', 'changed', 'Pilot, filter Laptops (include)', 'Pilot, filter Laptops (exclude)'],
    ['Include', 'removed', 'Stores', null],
  ])
  expect(
    diffDocuments(type, before, after)
      .map((change) => [change.path, change.kind])
      .toSorted(),
  ).toEqual([
    ['assignments[exclusionGroupAssignmentTarget g2]', 'added'],
    ['assignments[groupAssignmentTarget g1].target.deviceAndAppManagementAssignmentFilterType', 'changed'],
    ['assignments[groupAssignmentTarget g2]', 'removed'],
  ])
})

it('says of a script in which language it is, so that it is compared line by line (002-3)', () => {
  const sections = (value: string) => [
    {
      title: 'Script',
      rows: [{ key: 'scriptContent', name: 'a.ps1', value, depth: 0, language: 'powershell' as const }],
    },
  ]
  expect(diffSettings(sections('Get-Date'), sections('Get-Help'))[0]?.rows).toMatchObject([
    { kind: 'changed', before: 'Get-Date', after: 'Get-Help', language: 'powershell' },
  ])
})
