import { expect, it } from 'vitest'
import { samplePolicy } from '#renderer/test-support.ts'
import { everyPolicy, filterPolicies, isChangedSince, PolicyQuery } from './policy-query.ts'

const now = Date.parse('2026-11-20T12:00:00.000Z')
const kept = (policy: Parameters<typeof samplePolicy>[0], query: Partial<PolicyQuery>): boolean =>
  filterPolicies([samplePolicy(policy)], { ...everyPolicy, ...query }, now).length === 1

it('every word has to occur, in any order and in any place that is searched', () => {
  expect(kept({}, { text: 'encryption bitlocker' })).toBe(true)
  expect(kept({}, { text: 'WINDOWS catalog' })).toBe(true)
  expect(kept({}, { text: '11111111' })).toBe(true)
  expect(kept({}, { text: 'bitlocker macos' })).toBe(false)
})

it('dashes of any length separate words', () => {
  expect(kept({}, { text: 'bitlocker - silent' })).toBe(true)
  expect(kept({}, { text: 'bitlocker—silent' })).toBe(true)
})

it('an archived policy is shown only where archived ones are asked for', () => {
  const archivedAt = '2026-11-02T00:00:00.000Z'
  expect(kept({ archivedAt }, { state: 'any' })).toBe(false)
  expect(kept({ archivedAt, state: 'missing' }, { state: 'missing' })).toBe(false)
  expect(kept({ archivedAt }, { state: 'archived' })).toBe(true)
  expect(kept({}, { state: 'archived' })).toBe(false)
})

it('each state keeps its policies only', () => {
  expect(kept({ state: 'missing' }, { state: 'present' })).toBe(false)
  expect(kept({ state: 'missing' }, { state: 'missing' })).toBe(true)
  expect(kept({ versionId: null }, { state: 'uncaptured' })).toBe(true)
  expect(kept({ ignoredAt: '2026-11-02T00:00:00.000Z' }, { state: 'ignored' })).toBe(true)
  expect(kept({}, { state: 'changed' })).toBe(false)
  expect(kept({ modifiedAt: '2026-11-20T09:00:00.000Z' }, { state: 'changed' })).toBe(true)
  expect(kept({ modifiedAt: '2026-11-20T09:00:00.000Z', state: 'missing' }, { state: 'changed' })).toBe(false)
})

it('platform, type and scope tag are compared as a whole', () => {
  expect(kept({}, { platform: 'Windows' })).toBe(true)
  expect(kept({}, { platform: 'Win' })).toBe(false)
  expect(kept({}, { kind: 'Settings catalog' })).toBe(true)
  expect(kept({ scopeTags: ['Default', 'Stores'] }, { tag: 'Stores' })).toBe(true)
  expect(kept({ scopeTags: ['Default'] }, { tag: 'Stores' })).toBe(false)
})

it('a policy whose assignments are unknown counts as not assigned', () => {
  expect(kept({ assignmentCount: null }, { assigned: 'no' })).toBe(true)
  expect(kept({ assignmentCount: null }, { assigned: 'yes' })).toBe(false)
  expect(kept({ assignmentCount: 2 }, { assigned: 'yes' })).toBe(true)
})

it('days count back from now, and a policy without a date is never recent', () => {
  expect(kept({ modifiedAt: '2026-11-19T12:00:00.000Z' }, { days: 1 })).toBe(true)
  expect(kept({ modifiedAt: '2026-11-19T11:59:59.999Z' }, { days: 1 })).toBe(false)
  expect(kept({ modifiedAt: null }, { days: 365 })).toBe(false)
  expect(kept({ modifiedAt: null }, { days: 0 })).toBe(true)
})

it('a policy that was never captured has not changed since', () => {
  expect(isChangedSince(samplePolicy({ lastCapturedAt: null }))).toBe(false)
})

it('a saved view of an older version gets the defaults for what it does not name', () => {
  expect(PolicyQuery.parse({ text: 'vpn' })).toEqual({ ...everyPolicy, text: 'vpn' })
})
