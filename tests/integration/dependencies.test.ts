import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})

describe('dependencies', () => {
  it('show who refers to whom, what is missing, and what a removal would break (042-1)', async () => {
    const { id } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      assignmentFilters: [
        { id: guid(41), displayName: 'Laptops', platform: 'windows10AndLater', rule: 'x', roleScopeTags: ['0'] },
      ],
      roleScopeTags: [{ id: '7', displayName: 'Stores' }],
      deviceManagementScripts: [
        script(1, {
          roleScopeTagIds: ['0', '7'],
          assignments: [
            {
              target: {
                ...(group(guid(51)).target as Json),
                deviceAndAppManagementAssignmentFilterId: guid(41),
                deviceAndAppManagementAssignmentFilterType: 'include',
              },
            },
          ],
        }),
        script(2, { assignments: [group(guid(51), 'exclusionGroup'), group(guid(99))] }),
        script(3),
      ],
    })
    await lab.capture(id)
    const { nodes, edges } = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `deviceManagementScripts/${guid(1)}`,
    })
    expect(edges.map((edge) => [edge.relation, nodes.find((node) => node.id === edge.to)?.name]).toSorted()).toEqual([
      ['assigned to', 'Pilot'],
      ['filtered by', 'Laptops'],
      ['scoped by', 'Stores'],
    ])
    const impact = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `groups/${guid(51)}`,
      direction: 'inbound',
      depth: 3,
    })
    expect(
      impact.edges.map((edge) => [edge.relation, impact.nodes.find((node) => node.id === edge.from)?.name]).toSorted(),
    ).toEqual([
      ['assigned to', 'Script 1'],
      ['excluded', 'Script 2'],
    ])
    const whole = await lab.core.call('dependencies.graph', { tenantId: id })
    expect(whole.nodes.filter((node) => node.missing).map((node) => node.id)).toEqual([`groups/${guid(99)}`])
    expect(whole.nodes.find((node) => node.name === 'Script 3')).toMatchObject({ inbound: 0, outbound: 0 })
  })

  it('follow the newest version only (042-2)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { assignments: [group(guid(51))] })],
    })
    await lab.capture(id)
    collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(1))!['assignments'] = []
    await lab.capture(id)
    expect(
      (await lab.core.call('dependencies.graph', { tenantId: id })).edges.filter(
        (edge) => edge.from === `deviceManagementScripts/${guid(1)}`,
      ),
    ).toEqual([])
  })

  it('find their object whatever the case of its id (042-1)', async () => {
    const filter = 'abcdef00-0000-4000-8000-00000000abcd'
    const limited = (letters: string) => [
      {
        target: {
          '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
          deviceAndAppManagementAssignmentFilterId: letters,
          deviceAndAppManagementAssignmentFilterType: 'include',
        },
      },
    ]
    const { id } = await lab.tenant('Tenant', {
      assignmentFilters: [
        {
          id: filter,
          displayName: 'Laptops',
          platform: 'windows10AndLater',
          rule: '(device.model -eq "x")',
          roleScopeTags: ['0'],
        },
      ],
      deviceManagementScripts: [
        script(1, { assignments: limited(filter) }),
        script(2, { assignments: limited(filter.toUpperCase()) }),
      ],
    })
    await lab.capture(id)
    const { nodes } = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `assignmentFilters/${filter.toUpperCase()}`,
    })
    expect(nodes.filter((node) => node.kind === 'assignmentFilters')).toMatchObject([
      { name: 'Laptops', missing: false, inbound: 2 },
    ])
  })
})
