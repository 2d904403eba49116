import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, text, type Json } from '#domain/json.ts'
import { put } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import {
  demo,
  group,
  groups,
  guid,
  objectsOf,
  recordedTenant,
  restore,
  writes,
  type RecordedTenant,
} from '#tests/support/restored.ts'

/** What the enrollment services do otherwise than the others. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

describe('enrollment', () => {
  const limit = (index: number, name: string, priority: number, more: Json = {}) => ({
    '@odata.type': '#microsoft.graph.deviceEnrollmentLimitConfiguration',
    id: `${guid(index)}_Limit`,
    displayName: name,
    limit: index,
    priority,
    deviceEnrollmentConfigurationType: 'limit',
    ...more,
  })
  const limits = (of: RecordedTenant) =>
    objectsOf(of, '/deviceManagement/deviceEnrollmentConfigurations')
      .filter((item) => text(item['@odata.type']).includes('Limit'))
      .toSorted((left, right) => Number(left['priority']) - Number(right['priority']))

  it('updates the defaults of a tenant in place and never creates one; the others keep their order (027-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      deviceEnrollmentConfigurations: [limit(2, 'Second', 2), limit(1, 'First', 1), limit(3, 'Third', 3)],
    })
    Object.assign(limits(from)[0]!, { limit: 7 })
    const to = await recordedTenant(lab, 'To')
    const { plan } = await restore(lab, from, to, ['deviceEnrollmentConfigurations'])
    expect(plan.items.filter((item) => item.action === 'update').map((item) => item.reason)).toEqual([
      'Every tenant has its own.',
    ])
    expect(limits(to).map((item) => [item['displayName'], item['priority'], item['limit']])).toEqual([
      ['All users and all devices', 0, 7],
      ['First', 1, 1],
      ['Second', 2, 2],
      ['Third', 3, 3],
    ])
    expect(writes(to).filter(({ what }) => what.includes('setPriority'))).toEqual([])
  })

  it('gives a configuration its priority back in its own tenant (027-2)', async () => {
    const from = await recordedTenant(lab, 'From', {
      deviceEnrollmentConfigurations: [limit(1, 'First', 1), limit(2, 'Second', 2)],
    })
    await lab.capture(from.id)
    const [, first, second] = limits(from)
    Object.assign(first!, { priority: 2 })
    Object.assign(second!, { priority: 1 })
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter(
      (entry) => entry.name === 'First',
    )
    const plan = await lab.plan(from.id, { from: { versionIds: [version!.id] } })
    await lab.unlock(from.id, 'From')
    const { runId } = await lab.core.call('restore.start', { tenantId: from.id, planId: plan.id, confirm: 'From' })
    expect(await lab.ended(from.id, runId)).toMatchObject({ status: 'succeeded' })
    expect(writes(from)).toMatchObject([
      { what: 'POST /deviceManagement/deviceEnrollmentConfigurations/*_Limit/setPriority', body: { priority: 1 } },
    ])
    expect(limits(from).map((item) => item['displayName'])).toEqual(['All users and all devices', 'First', 'Second'])
  })

  it('refuses an exclusion, which Intune would store as an inclusion (027-3, 024-2)', async () => {
    const from = await recordedTenant(lab, 'From', {
      groups,
      deviceEnrollmentConfigurations: [limit(1, 'First', 1)],
      termsAndConditions: [demo('termsAndConditions')],
    })
    for (const path of ['/deviceManagement/deviceEnrollmentConfigurations', '/deviceManagement/termsAndConditions']) {
      const item = objectsOf(from, path).find((entry) => entry['priority'] !== 0)!
      item['assignments'] = [group(guid(1)), group(guid(2), 'exclusionGroup')]
    }
    const to = await recordedTenant(lab, 'To', { groups })
    const { plan } = await restore(lab, from, to, ['deviceEnrollmentConfigurations', 'termsAndConditions'])
    const blocked = plan.items.filter((item) => item.action === 'blocked')
    const reason = expect.stringContaining('would store the exclusion as an inclusion') as string
    expect(blocked.map((item) => [item.type, item.reason]).toSorted()).toEqual([
      ['deviceEnrollmentConfigurations', reason],
      ['termsAndConditions', reason],
    ])
    // The service itself proves the point: what a careless client posts comes back turned round.
    put(to.simulator.tenant, '/deviceManagement/termsAndConditions', {
      id: guid(60),
      displayName: 'Terms',
      assignments: [],
    })
    const answer = await fetch(`${to.simulator.url}/beta/deviceManagement/termsAndConditions/${guid(60)}/assignments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${to.simulator.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(group(guid(2), 'exclusionGroup')),
    })
    expect(await answer.json()).toMatchObject({ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget' } })
  })

  it('assigns terms and Autopilot profiles one by one, and removes single assignments (024-1, 014-1)', async () => {
    const seed = (target: object[]) => ({
      groups,
      termsAndConditions: [{ ...demo('termsAndConditions'), assignments: target }],
      windowsAutopilotDeploymentProfiles: [{ ...demo('windowsAutopilotDeploymentProfiles'), assignments: target }],
    })
    const from = await recordedTenant(lab, 'From', seed([group(guid(1))]))
    const to = await recordedTenant(lab, 'To', seed([{ id: 'old', ...group(guid(2)) }]))
    await restore(lab, from, to, ['termsAndConditions', 'windowsAutopilotDeploymentProfiles'])
    expect(
      writes(to)
        .map(({ what }) => what)
        .toSorted(),
    ).toEqual([
      'DELETE /deviceManagement/termsAndConditions/*/assignments/old',
      'DELETE /deviceManagement/windowsAutopilotDeploymentProfiles/*/assignments/old',
      'POST /deviceManagement/termsAndConditions/*/assignments',
      'POST /deviceManagement/windowsAutopilotDeploymentProfiles/*/assignments',
    ])
  })

  it('creates Apple profiles below the token of the same name, and sets the default one by its action (014-2)', async () => {
    const from = await recordedTenant(lab, 'From', {
      depOnboardingSettings: [demo('depOnboardingSettings')],
      depEnrollmentProfiles: [demo('depEnrollmentProfiles'), demo('depEnrollmentProfiles', 1)],
    })
    const to = await recordedTenant(lab, 'To', {
      depOnboardingSettings: [{ ...demo('depOnboardingSettings'), id: guid(70) }],
    })
    await restore(lab, from, to, ['depOnboardingSettings', 'depEnrollmentProfiles'])
    const [token] = objectsOf(to, '/deviceManagement/depOnboardingSettings')
    const profiles = objects(token!['enrollmentProfiles'])
    // Both are made at once: which of them the service gets first is not promised.
    expect(
      profiles
        .map((profile) => [
          profile['displayName'],
          profile['isDefault'],
          text(profile['id']).startsWith(`${guid(70)}_`),
        ])
        .toSorted(),
    ).toEqual([
      ['Macs – design team', true, true],
      ['iPads – sales floor', true, true],
    ])
    expect(writes(to).filter(({ what }) => what.endsWith('setDefaultProfile'))).toHaveLength(2)
  })

  it('keeps no Android token, and creates the profile with a new one (014-3)', async () => {
    const from = await recordedTenant(lab, 'From', {
      androidDeviceOwnerEnrollmentProfiles: [demo('androidDeviceOwnerEnrollmentProfiles')],
    })
    const to = await recordedTenant(lab, 'To')
    const { plan } = await restore(lab, from, to, ['androidDeviceOwnerEnrollmentProfiles'])
    expect(plan.items.map(({ warnings }) => warnings.join(' '))).toEqual([
      expect.stringContaining('a new token and QR code'),
    ])
    const [profile] = objectsOf(to, '/deviceManagement/androidDeviceOwnerEnrollmentProfiles')
    expect(profile).toMatchObject({
      enrollmentMode: 'corporateOwnedDedicatedDevice',
      wifiPassword: 'setup-network-2026',
    })
    expect(profile!['tokenValue']).not.toBe('QWERTYUIOPASDFGHJKLZ')
    expect(Date.parse(text(profile!['tokenExpirationDateTime']))).toBeGreaterThan(Date.now())
    const database = readFileSync(join(lab.folder, 'data', 'atlas.db'))
    for (const secret of ['QWERTYUIOPASDFGHJKLZ', 'setup-network-2026']) expect(database.includes(secret)).toBe(false)
  })
})
