import { expect, it } from 'vitest'
import { optionalAreas, scopesFor } from './scopes.ts'

const off = {
  capturesEntra: false,
  capturesDevices: false,
  capturesServices: false,
  capturesGroupMembers: false,
  readsRecipients: false,
}

it('a sign-in asks for the permissions of what is turned on, and for no others (0809-2)', () => {
  expect(optionalAreas(off)).toEqual([])
  const usual = scopesFor('read', optionalAreas(off))
  expect(usual).toContain('DeviceManagementConfiguration.Read.All')
  expect(usual.filter((scope) => /Policy|CloudPC|Agreement|Branding|Updates|Install/.test(scope))).toEqual([])
  const services = scopesFor('read', optionalAreas({ ...off, capturesServices: true }))
  expect(services.filter((scope) => !usual.includes(scope)).toSorted()).toEqual([
    'CloudPC.Read.All',
    'OrgSettings-Microsoft365Install.Read.All',
    'WindowsUpdates.Read.All',
  ])
  const entra = scopesFor('write', optionalAreas({ ...off, capturesEntra: true }))
  expect(entra).toEqual(
    expect.arrayContaining([
      'Policy.Read.All',
      'Application.Read.All',
      'Policy.ReadWrite.ConditionalAccess',
      'Policy.ReadWrite.MobilityManagement',
      'Policy.ReadWrite.DeviceConfiguration',
      'Policy.ReadWrite.AuthenticationMethod',
      'Agreement.ReadWrite.All',
      'OrganizationalBranding.ReadWrite.All',
    ]),
  )
  expect(new Set(entra).size).toBe(entra.length)
})

it('asks to change groups only where somebody says so, and for the names of members only where they are captured (0811-6)', () => {
  expect(scopesFor('write', optionalAreas(off))).not.toContain('Group.ReadWrite.All')
  expect(scopesFor('writeGroups', optionalAreas(off))).toContain('Group.ReadWrite.All')
  expect(scopesFor('writeGroups', optionalAreas(off))).toContain('DeviceManagementConfiguration.ReadWrite.All')
  expect(scopesFor('read', optionalAreas(off))).not.toContain('User.ReadBasic.All')
  expect(scopesFor('read', optionalAreas({ ...off, capturesGroupMembers: true }))).toContain('User.ReadBasic.All')
})
