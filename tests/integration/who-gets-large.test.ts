import { afterEach, expect, it } from 'vitest'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { reachedTenant } from '#tests/support/reached-tenant.ts'

let lab: Lab
afterEach(() => lab.close())

it('agrees with an evaluator of its own about 10,000 pairs of a large tenant, and never calls unknown known (062-10)', async () => {
  const tenant = reachedTenant(100)
  lab = openLab()
  const { id: tenantId } = await lab.tenant('Large', tenant.seed)
  await lab.capture(tenantId)
  await lab.core.call('tenants.change', { tenantId, readsRecipients: true })
  const run = await lab.ended(tenantId, (await lab.core.call('recipients.read', { tenantId })).runId)
  expect(run.status).toBe('succeeded')
  const asked = tenant.subjects.filter((_, index) => index % 49 === 0)
  const wrong: string[] = []
  let pairs = 0
  const met = new Set<number>()
  for (const subject of asked) {
    const { answers } = (await lab.core.call('recipients.answers', { tenantId, subject }))!
    for (const { name, outcome } of answers.filter((answer) => answer.name.startsWith('Policy '))) {
      const says = outcome === 'included' ? 1 : outcome === 'unknown' ? 0.5 : 0
      const expected = tenant.expected(subject, name)
      pairs += 1
      met.add(expected)
      if (says !== expected) wrong.push(`${subject.kind} ${subject.id} ${name}: ${outcome}, expected ${expected}`)
    }
  }
  expect(wrong).toEqual([])
  expect(pairs).toBeGreaterThanOrEqual(10_000)
  // All three occur.
  expect([...met].toSorted()).toEqual([0, 0.5, 1])
}, 120_000)
