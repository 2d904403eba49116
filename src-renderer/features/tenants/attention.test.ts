import { describe, expect, it } from 'vitest'
import type { TenantHealth } from '#contract/model/portfolio.ts'
import { attention, needsAttention } from './attention.ts'

const health = (change: Partial<TenantHealth> = {}): TenantHealth => ({
  tenantId: 'tenant',
  connection: {
    state: 'connected',
    account: null,
    access: null,
    since: null,
    nextTry: null,
    waitsUntil: null,
    problem: null,
  },
  lastCaptureAt: '2026-11-20T08:00:00.000Z',
  overdueSince: null,
  changes: { high: 0, medium: 0, low: 0 },
  findings: { high: 0, medium: 0, low: 0 },
  failedRuns: 0,
  activeRuns: 0,
  ...change,
})
const state = (connection: TenantHealth['connection']['state']) =>
  health({ connection: { ...health().connection, state: connection } })

describe('attention (031-16)', () => {
  it('is needed by tenants that nobody backs up, and by what is severe', () => {
    expect(needsAttention(health())).toBe(false)
    expect(needsAttention(health({ changes: { high: 3, medium: 9, low: 9 } }))).toBe(false)
    for (const urgent of [
      state('expired'),
      state('signedOut'),
      health({ overdueSince: '2026-11-19T08:00:00.000Z' }),
      health({ failedRuns: 1 }),
      health({ findings: { high: 1, medium: 0, low: 0 } }),
    ])
      expect(needsAttention(urgent)).toBe(true)
  })

  it('goes to a lost sign-in first, then to what is overdue, failed, found and changed', () => {
    const ordered = [
      state('expired'),
      health({ overdueSince: '2026-11-19T08:00:00.000Z' }),
      health({ failedRuns: 2 }),
      state('offline'),
      health({ findings: { high: 2, medium: 0, low: 0 } }),
      health({ changes: { high: 1, medium: 0, low: 0 } }),
      health({ findings: { high: 0, medium: 5, low: 0 } }),
      health(),
    ].map(attention)
    expect(ordered).toEqual(ordered.toSorted((left, right) => right - left))
    expect(new Set(ordered).size).toBe(ordered.length)
  })
})
