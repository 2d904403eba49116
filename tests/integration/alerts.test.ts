import { describe, expect, it } from 'vitest'
import type { AlertKind } from '#contract/model/alerts.ts'
import type { TenantId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { alertLab, factsIn } from '#tests/support/alerting.ts'
import { choicePolicy } from '#tests/support/choice-policy.ts'
import { guid } from '#tests/support/restored.ts'

const { lab, webhook, check, list, kindsOf, channel, drifting, alertsIn } = alertLab()
const allDevices = { target: { '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget' } }

describe('an alert', () => {
  it('names policy, setting, before, after, who and severity, and comes once (067-1, 067-2, 067-3)', async () => {
    const { id, baselineId, change } = await drifting()
    await channel(id)
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 0 })
    await change('new')
    expect(await check()).toEqual({ raised: 1, sent: 1, failed: 0 })
    expect(await check()).toEqual({ raised: 0, sent: 0, failed: 0 })
    expect(webhook().posted).toHaveLength(1)
    const [alert] = alertsIn(0)
    expect(webhook().posted[0]!.body).toMatchObject({ version: 1, tenant: { id, name: 'Contoso' } })
    expect(alert).toMatchObject({ kind: 'finding', severity: 'low', title: '“Script 1”: Description changed' })
    expect(factsIn(alert)).toMatchObject({ Policy: 'Script 1', Setting: 'Description', Before: 'old', After: 'new' })
    expect(factsIn(alert)).toHaveProperty('Changed by')
    expect(alert!['link']).toMatch(new RegExp(`^atlas://tenant/${id}/drift/${baselineId}/`))
    // Over, and back again.
    await change('old')
    await check()
    expect(await kindsOf(id)).toEqual([])
    await change('new')
    await check()
    expect(webhook().posted).toHaveLength(2)
  })

  it('of another value of the same setting is another one (067-2)', async () => {
    const { id, change } = await drifting()
    await channel(id)
    await change('new')
    await check()
    await change('newer')
    await check()
    expect(webhook().posted.map((_, index) => factsIn(alertsIn(index)[0])['After'])).toEqual(['new', 'newer'])
  })

  it('isn’t raised for what somebody acknowledged (067-2)', async () => {
    const { id, baselineId, change } = await drifting()
    await change('new')
    await check()
    const [finding] = await lab().core.call('drift.findings', { tenantId: id, baselineId })
    await lab().core.call('drift.acknowledge', { tenantId: id, findingIds: [finding!.id], acknowledged: true })
    await check()
    expect(await kindsOf(id)).toEqual([])
  })

  it('isn’t raised for a policy that is archived or ignored (067-2)', async () => {
    const { id, change } = await drifting()
    await change('new')
    await check()
    const { policies } = await lab().core.call('policies.list', { tenantId: id })
    await lab().core.call('policies.ignore', {
      tenantId: id,
      policyIds: policies.filter(({ name }) => name === 'Script 1').map((policy) => policy.id),
      ignored: true,
    })
    await check()
    expect(await kindsOf(id)).toEqual([])
  })

  /** Whether a check says so. */
  const holds = async (tenantId: TenantId, kind: AlertKind): Promise<boolean> => {
    await check()
    return (await kindsOf(tenantId)).includes(kind)
  }

  it('tells a capture that failed until one succeeds, and an expired sign-in (067-1)', async () => {
    const { id } = await drifting()
    const tokenVariable = `LAB_TOKEN_${id.replaceAll('-', '_')}`
    const token = process.env[tokenVariable]!
    process.env[tokenVariable] = 'expired'
    expect((await lab().capture(id)).status).toBe('failed')
    expect(await holds(id, 'captureFailed')).toBe(true)
    expect(await holds(id, 'signInExpired')).toBe(true)
    // Night after night of the same is one alert.
    await lab().capture(id)
    expect(await check()).toMatchObject({ raised: 0 })
    process.env[tokenVariable] = token
    expect((await lab().capture(id)).status).toBe('succeeded')
    expect(await holds(id, 'captureFailed')).toBe(false)
    expect(await holds(id, 'signInExpired')).toBe(false)
  })

  it('tells a schedule that was due twice without a capture, and one that can’t start (067-1)', async () => {
    const { id } = await drifting()
    const { scheduleId } = await lab().core.call('schedules.save', {
      tenantId: id,
      name: 'Nightly',
      cron: '0 * * * *',
      zone: 'UTC',
      keep: { last: 1, daily: 0, weekly: 0, monthly: 0 },
    })
    expect(await holds(id, 'captureOverdue')).toBe(false)
    const back = new Date(Date.now() - 3 * 3_600_000).toISOString()
    await lab().tamper(`UPDATE schedules SET created_at = '${back}'`)
    // One that was turned on now starts to count now.
    expect(await holds(id, 'captureOverdue')).toBe(false)
    await lab().tamper(`UPDATE schedules SET effective_at = '${back}'`)
    expect(await holds(id, 'captureOverdue')).toBe(true)
    const { runId } = await lab().core.call('schedules.runNow', { tenantId: id, scheduleId })
    await lab().ended(id, runId)
    expect(await holds(id, 'captureOverdue')).toBe(false)
    await lab().tamper("UPDATE schedules SET zone = 'Nowhere/Else'")
    // Only who starts schedules can tell.
    expect(await holds(id, 'scheduleNotStarted')).toBe(false)
    await lab().core.schedules.runDue()
    expect(await holds(id, 'scheduleNotStarted')).toBe(true)
    await lab().core.call('schedules.remove', { tenantId: id, scheduleId })
    expect(await holds(id, 'scheduleNotStarted')).toBe(false)
  })

  it('tells policies that disagree, and is over when they agree (067-1, 043-7)', async () => {
    const { id, simulator } = await lab().tenant('Contoso', {
      configurationPolicies: [
        choicePolicy(1, 1, [allDevices], { name: 'One' }),
        choicePolicy(2, 0, [allDevices], { name: 'Two' }),
      ],
    })
    await lab().capture(id)
    expect(await holds(id, 'conflict')).toBe(true)
    const [alert] = await list(id)
    expect(alert!.facts.map(({ name }) => name).toSorted()).toEqual(['One', 'Two'])
    // Another name is no other conflict.
    Object.assign(collection(simulator.tenant, '/deviceManagement/configurationPolicies').get(guid(1))!, {
      name: 'Zulu',
      lastModifiedDateTime: new Date().toISOString(),
    })
    await lab().capture(id)
    expect(await check()).toMatchObject({ raised: 0 })
    const agreed = choicePolicy(2, 1, [allDevices], { name: 'Two' })
    Object.assign(collection(simulator.tenant, '/deviceManagement/configurationPolicies').get(guid(2))!, agreed, {
      lastModifiedDateTime: new Date().toISOString(),
    })
    await lab().capture(id)
    expect(await holds(id, 'conflict')).toBe(false)
  })

  it('tells what expires: early, when it is urgent, and when it is over (067-1)', async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 + 3_600_000).toISOString()
    const token = (index: number, days: number) => ({
      id: guid(index),
      tokenName: `Token ${days}`,
      appleIdentifier: 'a@contoso.example',
      tokenExpirationDateTime: inDays(days),
    })
    const { id } = await lab().tenant('Contoso', {
      depOnboardingSettings: [token(1, 60), token(2, 20), token(3, 3), token(4, -2)],
    })
    await lab().capture(id)
    await check()
    const found = (await list(id)).filter(({ kind }) => kind === 'expiry')
    expect(found.map(({ severity, title }) => `${severity}: ${title}`).toSorted()).toEqual([
      expect.stringMatching(/^high: The .*“Token -2” expired on \d{4}-/),
      expect.stringMatching(/^high: The .*“Token 3” expires on \d{4}-/),
      expect.stringMatching(/^medium: The .*“Token 20” expires on \d{4}-/),
    ])
  })
})
