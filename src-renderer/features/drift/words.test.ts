import { expect, it } from 'vitest'
import { FindingId } from '#contract/model/ids.ts'
import type { Finding } from '#contract/model/drift.ts'
import { findingsTable } from './findings-table.ts'
import { words } from './words.ts'

const finding = (change: Partial<Finding>): Finding => ({
  id: FindingId.parse('finding-1'),
  kind: 'changed',
  type: 'configurationPolicies',
  policyName: 'BitLocker',
  policyId: null,
  path: 'settings/encryption',
  name: 'Encryption method',
  before: 'XTS-AES 128-bit',
  after: 'XTS-AES 256-bit',
  baselineVersionId: null,
  currentVersionId: null,
  changedBy: null,
  about: null,
  state: 'open',
  firstSeenAt: '2026-11-20T08:00:00.000Z',
  ...change,
})

it('a finding is named by what happened to the setting, the assignment or the policy', () => {
  expect(words.finding.title(finding({}))).toBe('Setting changed')
  expect(words.finding.title(finding({ before: null }))).toBe('Setting added')
  expect(words.finding.title(finding({ after: null }))).toBe('Setting removed')
  expect(words.finding.title(finding({ kind: 'assignment-changed', before: null }))).toBe('Assignment added')
  expect(words.finding.title(finding({ kind: 'new' }))).toBe('New policy')
  expect(words.finding.title(finding({ kind: 'removed' }))).toBe('Policy missing')
})

it('one line has both values, where there are two', () => {
  expect(words.finding.line(finding({}))).toBe('Was XTS-AES 128-bit, now XTS-AES 256-bit')
  expect(words.finding.line(finding({ before: null }))).toBe('Now XTS-AES 256-bit')
  expect(words.finding.line(finding({ after: null }))).toBe('Was XTS-AES 128-bit, now not configured')
})

it('types that could not be read are named in the right number', () => {
  expect(words.list.unread(['Scripts'])).toContain('this type')
  expect(words.list.unread(['Scripts', 'Apps'])).toContain('read Scripts, Apps. Changes to these types')
})

it('the exported table has a cell for each column', () => {
  const [head, row] = findingsTable([finding({})], () => 'Filters')
  expect(row).toHaveLength(head!.length)
  expect(row?.[head!.indexOf('Baseline')]).toBe('XTS-AES 128-bit')
})
