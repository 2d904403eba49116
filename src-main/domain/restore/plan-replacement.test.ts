import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { guid, live, odata, planner, source } from './planning.ts'

const contract = createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData)
const plan = planner(contract)

describe('replacing', () => {
  it('a role assignment takes its members away, so nobody keeps its permissions (0812-2)', () => {
    const role = (scopeType: string): Json => ({
      ...odata('deviceAndAppManagementRoleAssignment'),
      displayName: 'Helpdesk',
      description: '',
      members: [guid(5)],
      resourceScopes: [],
      scopeMembers: null,
      scopeType,
      roleDefinition: { id: guid(7), displayName: 'Role' },
      roleScopeTags: [],
    })
    const items = plan([source('roleAssignments', guid(1), role('allDevices'))], {
      sameTenant: true,
      options: { replace: 'archive' },
      live: {
        roleAssignments: [live('roleAssignments', guid(1), role('allDevicesAndLicensedUsers'))],
        roleDefinitions: [live('roleDefinitions', guid(7), { displayName: 'Role' })],
      },
      directory: { groups: [{ id: guid(5), name: 'G' }] },
    })
    const emptied = items.at(-1)!.steps.some(({ body }) => JSON.stringify(body?.['members']) === '[]')
    expect(items.length === 1 || emptied).toBe(true)
  })

  it('what has no assignments promises nothing about them (0812-5)', () => {
    const profile = (enrollmentMode: string): Json => ({
      ...odata('androidDeviceOwnerEnrollmentProfile'),
      displayName: 'Kiosk',
      description: '',
      enrollmentMode,
      enrollmentTokenType: 'default',
      roleScopeTagIds: ['0'],
    })
    const type = 'androidDeviceOwnerEnrollmentProfiles'
    const items = plan([source(type, guid(1), profile('corporateOwnedDedicatedDevice'))], {
      sameTenant: true,
      options: { replace: 'archive' },
      live: { [type]: [live(type, guid(1), profile('corporateOwnedFullyManaged'))] },
    })
    expect(items.at(-1)?.reason).not.toContain('without assignments')
  })

  it('is offered exactly where it is possible (0812-1, 0812-5)', () => {
    const intent = (templateId: string): Json => ({
      ...odata('deviceManagementIntent'),
      displayName: 'Baseline',
      description: 'd',
      templateId,
      roleScopeTagIds: ['0'],
      settings: [],
      assignments: [],
    })
    const firstOn = (replace: 'never' | 'archive') =>
      plan([source('intents', guid(1), intent(guid(7)))], {
        options: { replace },
        live: { intents: [live('intents', guid(2), intent(guid(8)))] },
      })[0]!
    expect(firstOn('never').canReplace).toBe(firstOn('archive').action === 'create')
  })

  it('archives an object with a masked secret without writing the mask (0812-2)', () => {
    const given = { displayName: 'Wi-Fi', description: 'd', roleScopeTagIds: ['0'], assignments: [] }
    const items = plan(
      [source('deviceConfigurations', guid(1), { ...odata('iosGeneralDeviceConfiguration'), ...given })],
      {
        options: { replace: 'archive' },
        choices: { [`deviceConfigurations/${guid(1)}`]: guid(2) },
        live: {
          deviceConfigurations: [
            live('deviceConfigurations', guid(2), {
              ...odata('windowsWifiConfiguration'),
              ...given,
              preSharedKey: '***',
            }),
          ],
        },
      },
    )
    expect(items.map(({ action }) => action)).toEqual(['create', 'update'])
    expect(JSON.stringify(items.flatMap(({ steps }) => steps))).not.toContain('***')
  })
})
