import { expect, it } from 'vitest'
import { judge, type Probe } from './health.ts'

const ok: Probe = { ok: true }
const refused = (message: string, status = 403): Probe => ({ ok: false, status, message })
const grants = (probe: Probe, granted: readonly string[] | null) => {
  const { read, write } = judge({ type: 't', title: 'T', area: 'Scripts', probe }, granted)
  return [read, write]
}

it('takes reading from the answer and writing from the scopes (001-1)', () => {
  expect(grants(ok, ['DeviceManagementScripts.ReadWrite.All'])).toEqual(['granted', 'granted'])
  expect(grants(ok, ['DeviceManagementScripts.Read.All'])).toEqual(['granted', 'notAsked'])
  expect(grants(ok, ['DeviceManagementApps.ReadWrite.All'])).toEqual(['granted', 'missing'])
  expect(grants(ok, null)).toEqual(['granted', 'unknown'])
  expect(
    grants(refused('Application must have one of the following scopes: DeviceManagementScripts.Read.All'), null),
  ).toEqual(['missing', 'unknown'])
  expect(
    grants(refused('User is not authorized to perform this operation'), ['DeviceManagementScripts.Read.All']),
  ).toEqual(['refused', 'notAsked'])
  expect(
    grants(refused('User is not authorized to perform this operation'), ['DeviceManagementApps.Read.All']),
  ).toEqual(['missing', 'notAsked'])
  expect(grants(refused('Request not applicable to target tenant.', 400), [])).toEqual(['unlicensed', 'unlicensed'])
  expect(grants(refused('An internal error', 500), [])).toEqual(['unknown', 'notAsked'])
})
