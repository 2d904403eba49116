import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { guid, live, odata, planner, source } from './planning.ts'
import type { PlanItem } from './plan.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

const [filterId, groupId] = [guid(2), guid(40)]
const script = (filter: string | null, more: Json = {}): Json => ({
  displayName: 'Script',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [
    {
      target: {
        ...odata('groupAssignmentTarget'),
        groupId,
        ...(filter === null
          ? {}
          : {
              deviceAndAppManagementAssignmentFilterId: filter,
              deviceAndAppManagementAssignmentFilterType: 'include',
            }),
      },
    },
  ],
  ...more,
})
const filter = (tag: string): Json => ({
  displayName: 'Filter',
  platform: 'windows10AndLater',
  rule: '(device.model -eq "A")',
  roleScopeTags: [tag],
})
const directory = { groups: [{ id: groupId, name: 'G' }] }
const names = { [`assignmentFilters/${filterId}`]: 'Filter' }
const of = (items: readonly PlanItem[], name: string): PlanItem => items.find((item) => item.name === name)!
const unreadable = { assignmentFilters: 'Broken.' }

describe('a list of the target that can’t be read', () => {
  it('blocks what needs it, and then what needs that (0807-9)', () => {
    const items = plan(
      [
        source('assignmentFilters', filterId, filter('1')),
        source('deviceManagementScripts', guid(1), script(filterId)),
      ],
      {
        live: {
          assignmentFilters: [],
          deviceManagementScripts: [live('deviceManagementScripts', guid(9), script(null))],
        },
        directory,
        names,
        unlisted: { roleScopeTags: 'Broken.' },
      },
    )
    expect(of(items, 'Filter')).toMatchObject({ action: 'blocked' })
    expect(of(items, 'Script')).toMatchObject({
      action: 'blocked',
      reason: 'It needs "Filter", which can\'t be restored.',
      steps: [],
    })
  })

  it('blocks a reference in the same tenant unless the object already has it (0807-9)', () => {
    const planned = (present: Json) =>
      plan([source('deviceManagementScripts', guid(1), script(filterId, { description: 'new' }))], {
        sameTenant: true,
        live: { deviceManagementScripts: [live('deviceManagementScripts', guid(1), present)] },
        directory,
        names,
        unlisted: unreadable,
      })
    expect(planned(script(null))).toMatchObject([{ action: 'blocked', warnings: [] }])
    expect(planned(script(filterId))).toMatchObject([{ action: 'update' }])
  })

  it('blocks a reference of several kinds if one of them isn’t known (0807-9)', () => {
    const member = { ...odata('deviceManagementScriptPolicySetItem'), payloadId: guid(5) }
    const set = { displayName: 'Set', roleScopeTags: ['0'], assignments: [], items: [member] }
    expect(
      plan([source('policySets', guid(1), set)], {
        sameTenant: true,
        live: { policySets: [], deviceManagementScripts: [] },
        unlisted: { deviceShellScripts: 'Broken.' },
      }),
    ).toMatchObject([{ action: 'blocked' }])
  })

  it('leaves a remembered choice as it is (0807-9)', () => {
    const remade = guid(3)
    expect(
      plan([source('deviceManagementScripts', guid(1), script(filterId))], {
        sameTenant: true,
        live: { deviceManagementScripts: [live('deviceManagementScripts', guid(1), script(remade))] },
        directory,
        names,
        remembered: { [`assignmentFilters/${filterId}`]: remade },
        unlisted: unreadable,
      }),
    ).toMatchObject([{ action: 'unchanged' }])
  })

  it('isn’t needed for what isn’t restored (0807-9)', () => {
    const planned = (more: Parameters<typeof plan>[1]) =>
      plan([source('deviceManagementScripts', guid(1), script(filterId, { roleScopeTagIds: ['1'] }))], {
        live: { deviceManagementScripts: [], roleScopeTags: [] },
        directory,
        ...more,
      })
    expect(planned({ unlisted: unreadable, options: { assignments: 'none' } })).toMatchObject([{ action: 'create' }])
    const tags = { roleScopeTags: 'Broken.' }
    expect(planned({ unlisted: tags, options: { scopeTags: 'none' } })).toMatchObject([{ action: 'create' }])
    expect(planned({ unlisted: tags, choices: { 'roleScopeTags/1': null } })).toMatchObject([{ action: 'create' }])
    expect(planned({ unlisted: tags })).toMatchObject([{ action: 'blocked' }])
  })
})
