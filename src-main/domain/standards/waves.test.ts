import { describe, expect, it } from 'vitest'
import { objects, type Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import { assignedToWave, namedGroup, reachesMore } from './waves.ts'

const target = (kind: string, more: Json = {}): Json => ({
  id: 'x',
  target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, ...more },
})
const configuration = policyTypeOf('deviceConfigurations')
const app = policyTypeOf('mobileApps')
const [pilot, early] = [namedGroup('Pilot'), namedGroup('Early birds')]
const targetsOf = (document: Json) => objects(document['assignments']).map((entry) => entry['target'])

describe('a wave', () => {
  it('gets a policy in the place of everybody whom it includes; exclusions and filters stay (068-7)', () => {
    const filter = {
      deviceAndAppManagementAssignmentFilterId: 'f',
      deviceAndAppManagementAssignmentFilterType: 'include',
    }
    const assignments = [
      target('allDevices', filter),
      target('group', { groupId: 'old', ...filter }),
      target('exclusionGroup', { groupId: 'none' }),
    ]
    const wave = assignedToWave(configuration, { assignments }, [pilot, early])
    expect(targetsOf(wave)).toEqual([
      { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: pilot.id, ...filter },
      { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: early.id, ...filter },
      { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'none' },
    ])
  })

  it('gets an app with each of its intents (068-7)', () => {
    const assignments = [
      { ...target('allLicensedUsers'), intent: 'available' },
      { ...target('group', { groupId: 'g' }), intent: 'required' },
    ]
    const wave = assignedToWave(app, { assignments }, [pilot])
    expect(objects(wave['assignments']).map(({ intent }) => intent)).toEqual(['available', 'required'])
  })

  it('gets nothing that is assigned to nobody, or that was captured without its assignments (068-7)', () => {
    expect(assignedToWave(configuration, { assignments: [] }, [pilot])).toEqual({ assignments: [] })
    expect(assignedToWave(configuration, {}, [pilot])).toEqual({})
  })

  it('never takes a policy from those who have it (068-7)', () => {
    const wanted = { assignments: [target('group', { groupId: 'a' })] }
    expect(reachesMore({ assignments: [target('group', { groupId: 'a' })] }, wanted)).toBe(false)
    expect(reachesMore({ assignments: [] }, wanted)).toBe(false)
    expect(reachesMore({ assignments: [target('exclusionGroup', { groupId: 'b' })] }, wanted)).toBe(false)
    expect(reachesMore({ assignments: [target('allDevices')] }, wanted)).toBe(true)
    expect(reachesMore({ assignments: [target('group', { groupId: 'b' })] }, wanted)).toBe(true)
    const filter = {
      deviceAndAppManagementAssignmentFilterId: 'f',
      deviceAndAppManagementAssignmentFilterType: 'include',
    }
    const filtered = { assignments: [target('group', { groupId: 'a', ...filter })] }
    expect(reachesMore(wanted, filtered)).toBe(true)
    expect(reachesMore(filtered, wanted)).toBe(false)
  })

  it('has an ID for its name that a plan can ask Graph for (068-7)', () => {
    expect(pilot.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(namedGroup('Pilot')).toEqual(pilot)
    expect(early.id).not.toBe(pilot.id)
  })
})
