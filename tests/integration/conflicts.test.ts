import { afterEach, describe, expect, it } from 'vitest'
import type { Json } from '#domain/json.ts'
import { choicePolicy } from '#tests/support/choice-policy.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, group, guid } from '#tests/support/restored.ts'

let lab: Lab
afterEach(() => lab.close())

const device = (index: number) => ({
  '@odata.type': '#microsoft.graph.device',
  id: guid(800 + index),
  displayName: `LT-${index}`,
})

/** Two groups with a device in common, and a third one without. */
async function prepared(policies: readonly Json[], members = true) {
  lab = openLab()
  const { id: tenantId } = await lab.tenant('Tenant', {
    groups: [
      { id: guid(51), displayName: 'One', members: [device(1), device(2)] },
      { id: guid(52), displayName: 'Two', members: [device(2)] },
      { id: guid(53), displayName: 'Three', members: [device(3)] },
    ],
    devices: [1, 2, 3].map((index) => ({ id: guid(800 + index), deviceId: guid(900 + index) })),
    managedDevices: [1, 2, 3].map((index) => ({
      id: guid(700 + index),
      deviceName: `LT-${index}`,
      azureADDeviceId: guid(900 + index),
      userId: '',
      operatingSystem: 'Windows',
    })),
    configurationSettings: allOfDemo('configurationSettings'),
    configurationCategories: allOfDemo('configurationCategories'),
    configurationPolicies: policies,
  })
  await lab.capture(tenantId)
  if (members) {
    await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
    await lab.ended(tenantId, (await lab.core.call('recipients.read', { tenantId })).runId)
  }
  return lab.core.call('compare.settings', { tenantId })
}

describe('conflicts between policies', () => {
  it('are found by common members of different groups, and counted (043-7)', async () => {
    const [use] = await prepared([choicePolicy(1, 1, [group(guid(51))]), choicePolicy(2, 0, [group(guid(52))])])
    expect(use).toMatchObject({
      conflicts: true,
      conflict: { certainty: 'certain', users: 0, devices: 1, settledBy: null },
    })
  })

  it('are none without anybody in common (043-7)', async () => {
    const [use] = await prepared([choicePolicy(1, 1, [group(guid(51))]), choicePolicy(2, 0, [group(guid(53))])])
    expect(use).toMatchObject({ conflicts: false, conflict: null })
  })

  it('are certain only for equal targets as long as members weren’t read (043-7)', async () => {
    const [use] = await prepared([choicePolicy(1, 1, [group(guid(51))]), choicePolicy(2, 0, [group(guid(52))])], false)
    expect(use).toMatchObject({ conflicts: false, conflict: null })
  })

  it('are possible where a group’s members aren’t known (043-7)', async () => {
    const [use] = await prepared([
      choicePolicy(1, 1, [group(guid(51))]),
      choicePolicy(2, 0, [
        {
          target: {
            '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget',
            collectionId: 'C1',
          },
        },
      ]),
    ])
    expect(use).toMatchObject({ conflicts: false, conflict: { certainty: 'possible', users: 0, devices: 0 } })
  })
})
