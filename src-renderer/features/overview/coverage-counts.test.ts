import { expect, it } from 'vitest'
import type { TypeCoverage } from '#contract/model/coverage.ts'
import type { Health, TypeHealth } from '#contract/model/health.ts'
import { samplePolicy } from '#renderer/test-support.ts'
import { coverageByCategory, stateOf } from './coverage-counts.ts'

const type = (change: Partial<TypeCoverage> = {}): TypeCoverage => ({
  key: 'configurationPolicies',
  title: 'Settings catalog',
  category: ['Devices', 'Configuration'],
  optional: null,
  isUnproven: false,
  capture: true,
  readable: 'own',
  diff: true,
  restore: 'full',
  reason: null,
  assignments: [],
  filters: false,
  notes: null,
  ...change,
})
const off = {
  capturesEntra: false,
  capturesDevices: false,
  capturesServices: false,
  capturesGroupMembers: false,
  readsRecipients: false,
}
const health = (read: TypeHealth['read']): Health => ({
  checkedAt: '2026-11-20T08:00:00.000Z',
  tenantName: 'Contoso',
  account: null,
  scopes: [],
  licence: 'active',
  roles: null,
  connection: null,
  permissions: null,
  compatibility: [],
  types: [
    {
      type: 'configurationPolicies',
      title: 'Settings catalog',
      read,
      write: 'unknown',
      readNeeds: '',
      writeNeeds: '',
      note: null,
    },
  ],
})

it('without a permission check a type counts as captured', () => {
  expect(stateOf(type(), null, off, 0)).toBe('captured')
  expect(stateOf(type({ restore: 'preview-only' }), null, off, 0)).toBe('preview-only')
})

it('the permission check decides before the restore support does', () => {
  expect(stateOf(type({ restore: 'preview-only' }), health('missing'), off, 0)).toBe('not permitted')
  expect(stateOf(type(), health('refused'), off, 0)).toBe('not permitted')
  expect(stateOf(type(), health('unlicensed'), off, 0)).toBe('not licensed')
})

it('an optional type is turned off until the tenant captures it', () => {
  expect(stateOf(type({ optional: 'entra' }), health('missing'), off, 0)).toBe('turned off')
  expect(stateOf(type({ optional: 'entra' }), health('granted'), { ...off, capturesEntra: true }, 0)).toBe('captured')
})

it('a type that nobody has seen yet is proven by the permission check, or by what was captured of it (0809-3)', () => {
  const unseen = type({ isUnproven: true })
  expect(stateOf(unseen, null, off, 0)).toBe('unproven')
  expect(stateOf(unseen, health('granted'), off, 0)).toBe('captured')
  expect(stateOf(unseen, null, off, 2)).toBe('captured')
})

it('types and objects are counted by the first level of the category, the fullest first', () => {
  const policies = [samplePolicy(), samplePolicy(), samplePolicy({ category: ['Apps'] })]
  const types = [type({ key: 'apps', category: ['Apps'] }), type(), type({ key: 'other' })]
  expect(coverageByCategory(types, policies, null, off)).toMatchObject([
    { title: 'Devices', types: 2, objects: 2, states: { captured: 2 } },
    { title: 'Apps', types: 1, objects: 1, states: { captured: 1 } },
  ])
})

it('a type without a category is among the others', () => {
  expect(coverageByCategory([type({ category: [] })], [], null, off)).toMatchObject([{ title: 'Other', objects: 0 }])
})
