import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { objects, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { demo, group, guid, objectsOf, recordedTenant, restore, restoreSet, writes } from '#tests/support/restored.ts'

/** What the services of apps and templates do otherwise than the others, and what becomes of it. */
let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

describe('apps', () => {
  const win32 = {
    '@odata.type': '#microsoft.graph.win32LobApp',
    displayName: 'Till',
    fileName: 'till.intunewin',
    installCommandLine: 'a',
    setupFilePath: 'a.exe',
    committedContentVersion: '1',
    publishingState: 'published',
  }
  const bought = {
    '@odata.type': '#microsoft.graph.iosVppApp',
    bundleId: 'com.contoso.till',
    vppTokenId: guid(90),
    publishingState: 'published',
  }

  it('with content are updated where they exist and never created; apps from a store are matched by their identifier (008-1)', async () => {
    const from = await recordedTenant(lab, 'From', {
      mobileApps: [
        { ...win32, id: guid(10), notes: 'new' },
        { ...bought, id: guid(11), displayName: 'Till for iPad', notes: 'bought' },
        { ...win32, id: guid(12), displayName: 'Nowhere else' },
      ],
    })
    const to = await recordedTenant(lab, 'To', {
      mobileApps: [
        { ...win32, id: guid(20), notes: 'old' },
        { ...bought, id: guid(21), displayName: 'Kasse', notes: '' },
      ],
    })
    const { plan } = await restore(lab, from, to, ['mobileApps'])
    expect(plan.items.map(({ name, action, targetId }) => [name, action, targetId])).toEqual([
      ['Nowhere else', 'blocked', null],
      ['Till', 'update', guid(20)],
      ['Till for iPad', 'update', guid(21)],
    ])
    expect(objectsOf(to, '/deviceAppManagement/mobileApps').map((app) => app['notes'])).toEqual(['new', 'bought'])
    expect(writes(to).map(({ what }) => what)).toEqual([
      'PATCH /deviceAppManagement/mobileApps/*',
      'PATCH /deviceAppManagement/mobileApps/*',
    ])
  })

  it('get their categories and relationships as links once they are published (008-2)', async () => {
    const store = {
      '@odata.type': '#microsoft.graph.winGetApp',
      displayName: 'Store app',
      packageIdentifier: '9X',
      installExperience: { runAsAccount: 'user' },
      publishingState: 'published',
    }
    const from = await recordedTenant(lab, 'From', {
      mobileAppCategories: [{ id: guid(30), displayName: 'Shops' }],
      mobileApps: [
        {
          ...store,
          id: guid(10),
          categories: [{ id: guid(30), displayName: 'Shops' }],
          assignments: [
            { intent: 'required', target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } },
          ],
          relationships: [
            {
              '@odata.type': '#microsoft.graph.mobileAppSupersedence',
              id: 'r',
              targetId: guid(11),
              targetType: 'child',
              supersedenceType: 'update',
            },
          ],
        },
        { ...store, id: guid(11), displayName: 'Older app', packageIdentifier: '9Y' },
      ],
    })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['mobileApps', 'mobileAppCategories'])
    const [newer, older] = ['Store app', 'Older app'].map((name) =>
      objectsOf(to, '/deviceAppManagement/mobileApps').find((app) => app['displayName'] === name)!,
    )
    expect(newer!['categories']).toMatchObject([{ displayName: 'Shops' }])
    expect(newer!['relationships']).toMatchObject([{ targetId: older!['id'], supersedenceType: 'update' }])
    expect(newer!['assignments']).toMatchObject([{ intent: 'required' }])
  })
})

describe('app protection', () => {
  it('is created without its apps, which targetApps writes; all users is a group there (009-1)', async () => {
    const everybody = 'acacacac-9df4-4c7d-9d50-4ef0226f57a9'
    const from = await recordedTenant(lab, 'From', {
      iosManagedAppProtections: [{ ...demo('iosManagedAppProtections'), assignments: [group(everybody)] }],
    })
    const to = await recordedTenant(lab, 'To')
    await restore(lab, from, to, ['iosManagedAppProtections'])
    const [create, apps, assign] = writes(to)
    expect(create).toMatchObject({ what: 'POST /deviceAppManagement/iosManagedAppProtections' })
    expect(create!.body).not.toHaveProperty('apps')
    expect(apps).toMatchObject({
      what: 'POST /deviceAppManagement/iosManagedAppProtections/T_*/targetApps',
      body: { appGroupType: 'selectedPublicApps' },
    })
    expect(objects(apps!.body['apps'])).toHaveLength(2)
    expect(assign!.body).toEqual({
      assignments: [{ target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: everybody } }],
    })
    const [version] = await lab.core.call('versions.list', { tenantId: from.id })
    expect(
      JSON.stringify(await lab.core.call('versions.readable', { tenantId: from.id, versionId: version!.id })),
    ).toContain('"value":"All users"')
  })

  it('never sends null for an action to Windows, and adds AppLocker files one by one (009-2, 029-1)', async () => {
    const policies = {
      windowsManagedAppProtections: [demo('windowsManagedAppProtections')],
      windowsInformationProtectionPolicies: [demo('windowsInformationProtectionPolicies')],
    }
    const [from, to] = [await recordedTenant(lab, 'From', policies), await recordedTenant(lab, 'To')]
    await restore(lab, from, to, Object.keys(policies))
    objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]!['appActionIfUnableToAuthenticateUser'] =
      'block'
    objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]!['printBlocked'] = false
    await restore(lab, from, to, Object.keys(policies))
    expect(objectsOf(to, '/deviceAppManagement/windowsManagedAppProtections')[0]).toMatchObject({ printBlocked: true })
    expect(
      writes(to)
        .filter(({ what }) => what.endsWith('protectedAppLockerFiles'))
        .map(({ body }) => body['displayName']),
    ).toEqual(['Office'])
  })
})

describe('administrative templates', () => {
  const admx = (policyType: string) => ({
    ...demo('groupPolicyConfigurations'),
    definitionValues: objects(demo('groupPolicyConfigurations')['definitionValues']).map((value) => ({
      ...value,
      definition: { ...(value['definition'] as Json), policyType },
    })),
  })

  it('are updated in two calls, because a definition that is set cannot be added again (010-1)', async () => {
    const [from, to] = [
      await recordedTenant(lab, 'From', { groupPolicyConfigurations: [admx('admxBacked')] }),
      await recordedTenant(lab, 'To'),
    ]
    await restore(lab, from, to, ['groupPolicyConfigurations'])
    const [policy] = objectsOf(to, '/deviceManagement/groupPolicyConfigurations')
    const [value] = objects(policy!['definitionValues'])
    ;(value as Record<string, unknown>)['enabled'] = false
    await restore(lab, from, to, ['groupPolicyConfigurations'])
    const calls = writes(to)
      .filter(({ what }) => what.endsWith('updateDefinitionValues'))
      .slice(1)
      .map(({ body }) => [objects(body['added']).length, (body['deletedIds'] as unknown[]).length])
    expect(calls).toEqual([
      [0, 1],
      [1, 0],
    ])
    expect(
      objects(objectsOf(to, '/deviceManagement/groupPolicyConfigurations')[0]!['definitionValues'])
        .map((entry) => entry['enabled'])
        .toSorted(),
    ).toEqual([false, true])
  })

  it('of an uploaded file are restored in their own tenant only (010-2)', async () => {
    const [from, to] = [
      await recordedTenant(lab, 'From', { groupPolicyConfigurations: [admx('admxIngested')] }),
      await recordedTenant(lab, 'To'),
    ]
    const { plan } = await restore(lab, from, to, ['groupPolicyConfigurations'])
    expect(plan.items).toMatchObject([
      { action: 'blocked', reason: expect.stringContaining(`(imported ADMX)" isn't in the target`) as string },
    ])
    expect(writes(to)).toEqual([])
    collection(from.simulator.tenant, '/deviceManagement/groupPolicyConfigurations').clear()
    const [set] = await lab.core.call('backups.list', { tenantId: from.id })
    const again = await restoreSet(lab, from, from, set!.id)
    expect(again.plan.items).toMatchObject([{ action: 'recreate' }])
    expect(objectsOf(from, '/deviceManagement/groupPolicyConfigurations')).toHaveLength(1)
  })
})
