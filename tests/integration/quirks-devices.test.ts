import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isObject, objects, text } from '#domain/json.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import {
  allOfDemo,
  demo,
  group,
  groups,
  guid,
  objectsOf,
  recordedTenant,
  restore,
  writes,
} from '#tests/support/restored.ts'

/** What the services of updates, scripts and compliance do otherwise than the others. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

describe('updates', () => {
  it('leave rollbacks alone, and no restore ends a pause (012-1)', async () => {
    const ring = {
      '@odata.type': '#microsoft.graph.windowsUpdateForBusinessConfiguration',
      id: guid(40),
      displayName: 'Ring',
      qualityUpdatesDeferralPeriodInDays: 3,
      qualityUpdatesPaused: false,
      featureUpdatesPaused: false,
    }
    const from = await recordedTenant(lab, 'From', { deviceConfigurations: [ring] })
    await lab.capture(from.id)
    const live = objectsOf(from, '/deviceManagement/deviceConfigurations')[0]!
    Object.assign(live, { qualityUpdatesPauseStartDate: '2026-11-01', qualityUpdatesWillBeRolledBack: true })
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 0 })
    live['qualityUpdatesPaused'] = true
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 1 })
    live['qualityUpdatesDeferralPeriodInDays'] = 9
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter(
      (entry) => entry.type === 'windowsUpdateRings',
    )
    const plan = await lab.plan(from.id, { from: { versionIds: [version!.id] } })
    await lab.unlock(from.id, 'From')
    const { runId } = await lab.core.call('restore.start', { tenantId: from.id, planId: plan.id, confirm: 'From' })
    expect(await lab.ended(from.id, runId)).toMatchObject({ status: 'succeeded' })
    expect(writes(from).map(({ body }) => body)).toEqual([
      { '@odata.type': ring['@odata.type'], qualityUpdatesDeferralPeriodInDays: 3 },
    ])
    expect(live).toMatchObject({ qualityUpdatesPaused: true, qualityUpdatesDeferralPeriodInDays: 3 })
  })

  it('keep driver approvals in their version, and say that they are not restored (018-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      windowsDriverUpdateProfiles: [demo('windowsDriverUpdateProfiles')],
    })
    await lab.capture(from.id)
    const [profile] = objectsOf(from, '/deviceManagement/windowsDriverUpdateProfiles')
    const drivers = objects(profile!['driverInventories']) as Record<string, unknown>[]
    drivers[2]!['applicableDeviceCount'] = 999
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 0 })
    drivers[2]!['approvalStatus'] = 'approved'
    expect((await lab.capture(from.id)).result).toMatchObject({ newVersions: 1 })
    const { plan } = await restore(lab, from, await recordedTenant(lab, 'To'), ['windowsDriverUpdateProfiles'])
    expect(plan.items[0]?.warnings.join(' ')).toContain("3 driver approvals can't be restored")
  })
})

describe('scripts', () => {
  it('of Microsoft are never created or changed, only assigned (013-1)', async () => {
    const microsoft = demo('deviceHealthScripts', 2)
    const from = await recordedTenant(lab, 'From', {
      groups,
      deviceHealthScripts: [
        {
          ...microsoft,
          assignments: [
            {
              ...group(guid(1)),
              runRemediationScript: true,
              runSchedule: { '@odata.type': '#microsoft.graph.deviceHealthScriptHourlySchedule', interval: 4 },
            },
          ],
        },
      ],
    })
    const to = await recordedTenant(lab, 'To', {
      groups,
      deviceHealthScripts: [{ ...microsoft, description: 'another version', assignments: [] }],
    })
    await restore(lab, from, to, ['deviceHealthScripts'])
    expect(writes(to)).toMatchObject([
      {
        what: 'POST /deviceManagement/deviceHealthScripts/*/assign',
        body: { deviceHealthScriptAssignments: [{ runRemediationScript: true, runSchedule: { interval: 4 } }] },
      },
    ])
    const empty = await recordedTenant(lab, 'Empty', { groups })
    expect((await restore(lab, from, empty, ['deviceHealthScripts'])).plan.items).toMatchObject([{ action: 'blocked' }])
  })

  it('of custom attributes cannot be renamed, and the plan says so (013-2)', async () => {
    const from = await recordedTenant(lab, 'From', {
      deviceCustomAttributeShellScripts: [demo('deviceCustomAttributeShellScripts')],
    })
    await lab.capture(from.id)
    const live = objectsOf(from, '/deviceManagement/deviceCustomAttributeShellScripts')[0]!
    live['customAttributeType'] = 'string'
    const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter(
      (entry) => entry.type === 'deviceCustomAttributeShellScripts',
    )
    expect((await lab.plan(from.id, { from: { versionIds: [version!.id] } })).items).toMatchObject([
      { action: 'blocked', reason: "It differs in customAttributeType, which can't be changed after creation." },
    ])
  })

  it('show their content decoded, in its language (013-3)', async () => {
    const from = await recordedTenant(lab, 'From', {
      deviceShellScripts: [demo('deviceShellScripts')],
      deviceHealthScripts: [demo('deviceHealthScripts')],
    })
    await lab.capture(from.id)
    const rows = async (type: string) => {
      const [version] = (await lab.core.call('versions.list', { tenantId: from.id })).filter(
        (entry) => entry.type === type,
      )
      return (await lab.core.call('versions.readable', { tenantId: from.id, versionId: version!.id })).flatMap(
        (section) => section.rows,
      )
    }
    expect(await rows('deviceShellScripts')).toContainEqual(
      expect.objectContaining({
        name: 'printer.sh',
        language: 'shell',
        value: expect.stringContaining('lpadmin') as string,
      }) as object,
    )
    expect(
      (await rows('deviceHealthScripts')).filter((row) => row.language === 'powershell').map((row) => row.name),
    ).toEqual(['Detection script', 'Remediation script'])
  })
})

describe('custom compliance', () => {
  it('brings its script: created first, awaited until it can be read, and referred to by its new id (026-1)', async () => {
    const policy = allOfDemo('deviceCompliancePolicies').find((entry) =>
      isObject(entry['deviceCompliancePolicyScript']),
    )!
    const from = await recordedTenant(lab, 'From', {
      deviceComplianceScripts: [demo('deviceComplianceScripts')],
      deviceCompliancePolicies: [policy],
    })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['deviceComplianceScripts', 'deviceCompliancePolicies'])
    const [script] = objectsOf(to, '/deviceManagement/deviceComplianceScripts')
    expect(objectsOf(to, '/deviceManagement/deviceCompliancePolicies')).toMatchObject([
      { deviceCompliancePolicyScript: { deviceComplianceScriptId: script!['id'] } },
    ])
    expect(writes(to).map(({ what }) => what)).toEqual([
      'POST /deviceManagement/deviceComplianceScripts',
      'POST /deviceManagement/deviceCompliancePolicies',
    ])
  })

  it('for Linux gets the new id of a reusable setting deep in its settings; its actions are set by their own call (026-2)', async () => {
    const from = await recordedTenant(lab, 'From', {
      reusablePolicySettings: [demo('reusablePolicySettings', 1)],
      compliancePolicies: [demo('compliancePolicies')],
      notificationMessageTemplates: [demo('notificationMessageTemplates')],
    })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['reusablePolicySettings', 'compliancePolicies', 'notificationMessageTemplates'])
    const [reusable] = objectsOf(to, '/deviceManagement/reusablePolicySettings')
    const [policy] = objectsOf(to, '/deviceManagement/compliancePolicies')
    expect(JSON.stringify(policy!['settings'])).toContain(text(reusable!['id']))
    expect(writes(to).map(({ what }) => what)).toContain(
      'POST /deviceManagement/compliancePolicies/*/setScheduledActions',
    )
    expect(objects(objects(policy!['scheduledActionsForRule'])[0]!['scheduledActionConfigurations'])).toHaveLength(2)
    // Changed by PUT alone, though the metadata says PATCH.
    reusable!['description'] = 'somebody else'
    await restore(lab, from, to, ['reusablePolicySettings'])
    expect(writes(to).at(-1)!.what).toBe('PUT /deviceManagement/reusablePolicySettings/*')
  })
})

describe('a Windows profile', () => {
  it('keeps its privacy rules, which lists leave out and a body may not carry (007-10)', async () => {
    const profile = {
      '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
      id: guid(50),
      displayName: 'Restrictions',
      cameraBlocked: true,
      privacyAccessControls: [
        { id: guid(51), appDisplayName: 'Maps', accessLevel: 'forceDeny', dataCategory: 'location' },
      ],
    }
    const from = await recordedTenant(lab, 'From', { deviceConfigurations: [profile] })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['deviceConfigurations'])
    expect(objects(objectsOf(to, '/deviceManagement/deviceConfigurations')[0]!['privacyAccessControls'])).toMatchObject(
      [{ appDisplayName: 'Maps', accessLevel: 'forceDeny' }],
    )
    expect(writes(to).map(({ what }) => what)).toEqual([
      'POST /deviceManagement/deviceConfigurations',
      'POST /deviceManagement/deviceConfigurations/*/windowsPrivacyAccessControls',
    ])
    // It is read as completely just before a write as for the preview: nobody changed it meanwhile.
    objectsOf(to, '/deviceManagement/deviceConfigurations')[0]!['cameraBlocked'] = false
    const { items } = await restore(lab, from, to, ['deviceConfigurations'])
    expect(items.map((item) => item.state)).toEqual(['done'])
  })
})
