import { describe, expect, it } from 'vitest'
import { Cloud } from '#contract/model/clouds.ts'
import { optionalAreas, scopesFor } from './scopes.ts'
import { permissionIds } from './permission-ids.ts'
import { appRegistration, permissionUse, type RegistrationPurpose } from './registration.ts'

const nothing = {
  capturesEntra: false,
  capturesDevices: false,
  capturesGroupMembers: false,
  capturesServices: false,
  readsRecipients: false,
}
const everything = {
  capturesEntra: true,
  capturesDevices: true,
  capturesGroupMembers: true,
  capturesServices: true,
  readsRecipients: true,
}
const clientId = '64000000-0000-4000-8000-000000000001'
const purpose = (more: Partial<RegistrationPurpose> = {}): RegistrationPurpose => ({
  signIn: 'person',
  access: 'read',
  captures: nothing,
  cloud: 'global',
  clientId: null,
  ...more,
})

describe("an app registration of one's own", () => {
  it('has exactly the permissions that a sign-in asks for, by their IDs (031-14)', () => {
    for (const captures of [nothing, everything])
      for (const access of ['read', 'write', 'writeGroups'] as const) {
        const { permissions, notForApps } = appRegistration(purpose({ captures, access }))
        expect(permissions.map(({ name }) => name)).toEqual(scopesFor(access, optionalAreas(captures)))
        expect(notForApps).toEqual([])
      }
    const ids = Object.values(permissionIds).flatMap(({ delegated, application }) => [delegated, application])
    const known = ids.filter((id) => id !== null)
    expect(new Set(known).size).toBe(known.length)
  })

  it('leaves out what only a person can be granted, and says so (031-14)', () => {
    const { permissions, notForApps, manifest } = appRegistration(
      purpose({ signIn: 'app', access: 'write', captures: everything }),
    )
    expect(notForApps).toEqual(['Policy.ReadWrite.MobilityManagement'])
    expect(permissions.map(({ name }) => name)).not.toContain('User.Read')
    expect(permissions).toContainEqual({
      name: 'DeviceManagementConfiguration.ReadWrite.All',
      id: '9241abd9-d0e6-425a-bd4f-47ba86e767a4',
    })
    expect(manifest).not.toHaveProperty('publicClient')
    expect(JSON.stringify(manifest)).not.toContain('Scope')
  })

  it('lets people sign in with browser and code, and with the Windows broker once its client ID is known (031-14)', () => {
    expect(appRegistration(purpose()).manifest).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: true,
      publicClient: { redirectUris: ['http://localhost'] },
      requiredResourceAccess: [
        {
          resourceAppId: '00000003-0000-0000-c000-000000000000',
          resourceAccess: expect.arrayContaining([
            { id: 'f1493658-876a-4c87-8fa7-edb559b3476a', type: 'Scope' },
          ]) as object[],
        },
      ],
    })
    expect(appRegistration(purpose({ clientId })).manifest).toMatchObject({
      publicClient: { redirectUris: ['http://localhost', `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`] },
    })
  })

  it('links to the admin center of its cloud, which the shell opens (031-14)', () => {
    const hosts = Cloud.options.map((cloud) => {
      const { links } = appRegistration(purpose({ cloud, clientId }))
      return links && [new URL(links.register).host, links.permissions!.includes(clientId)]
    })
    expect(hosts).toEqual([
      ['entra.microsoft.com', true],
      ['entra.microsoft.us', true],
      ['entra.microsoft.us', true],
      ['entra.microsoftonline.cn', true],
      null,
    ])
  })
})

describe('the check of its permissions', () => {
  const tenant = { ...nothing, clientId, signIn: 'app' }
  const all = scopesFor('write', []).filter((name) => name !== 'User.Read')

  it('names what is missing and what is too much (031-15)', () => {
    expect(permissionUse(null, tenant)).toBeNull()
    expect(permissionUse(all, tenant)).toEqual({ missingToRead: [], missingToRestore: [], notNeeded: [] })
    const reading = scopesFor('read', []).filter((name) => name !== 'User.Read')
    expect(permissionUse(reading, tenant)).toEqual({
      missingToRead: [],
      missingToRestore: all.filter((name) => name.includes('ReadWrite')),
      notNeeded: [],
    })
    expect(
      permissionUse([...all.filter((name) => !name.includes('Scripts')), 'Directory.ReadWrite.All'], tenant),
    ).toMatchObject({ missingToRead: ['DeviceManagementScripts.Read.All'], notNeeded: ['Directory.ReadWrite.All'] })
  })

  it('knows what one permission includes, and asks an app for nothing that only people get (031-15)', () => {
    const entra = { ...tenant, ...everything }
    const some = permissionUse(['Group.ReadWrite.All', 'Policy.ReadWrite.ConditionalAccess'], entra)!
    expect(some.missingToRead).not.toContain('GroupMember.Read.All')
    expect(some.missingToRead).toContain('Policy.Read.All')
    expect(some.missingToRead).not.toContain('User.Read')
    expect(some.missingToRestore).not.toContain('Policy.ReadWrite.MobilityManagement')
    expect(permissionUse([], { ...entra, signIn: 'person' })!.missingToRestore).toContain(
      'Policy.ReadWrite.MobilityManagement',
    )
  })

  it("says nothing of what Microsoft's own app has beside (031-15)", () => {
    expect(permissionUse([...all, 'Mail.Read'], { ...tenant, clientId: null, signIn: 'person' })!.notNeeded).toEqual([])
  })
})
