import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantId, VersionId } from '#contract/model/ids.ts'
import type { Rollout } from '#contract/model/standards.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid, objectsOf, writes, type RecordedTenant } from '#tests/support/restored.ts'
import { configs, everybody, ios, script, scripts } from '#tests/support/restoring.ts'
import { base64, restsIn, ring, standardsIn } from '#tests/support/standards.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const { standardFor, tenantOf, compared, statesOf, until, rolloutTo, confirm, golden } = standardsIn(() => lab)

const filter = (index: number, maker: string): Json => ({
  '@odata.type': '#microsoft.graph.deviceAndAppManagementAssignmentFilter',
  id: guid(index),
  displayName: 'Corporate',
  description: '',
  platform: 'windows10AndLater',
  rule: `(device.manufacturer -eq "${maker}")`,
  assignmentFilterManagementType: 'devices',
  roleScopeTags: ['0'],
})
const stateOf = ({ steps }: Rollout, { id }: RecordedTenant) => steps.find(({ tenantId }) => tenantId === id)!.state
const textOf = (tenant: RecordedTenant): string =>
  Buffer.from(text(objectsOf(tenant, scripts)[0]!['scriptContent']), 'base64').toString('utf8')

describe('a rollout', () => {
  it('makes five tenants equal to a standard, one after another, except for what was accepted (068-4, 068-6)', async () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five']
    const seeds: Readonly<Record<string, readonly Json[]>>[] = [
      {},
      { deviceConfigurations: [ios(8, { displayName: 'Kiosk', description: 'own' })] },
      { deviceConfigurations: [ios(8, { displayName: 'Camera', cameraBlocked: false, assignments: [everybody] })] },
      { deviceManagementScripts: [script(7, { displayName: 'Four – proxy', scriptContent: base64('old') })] },
      { deviceConfigurations: [ios(8, { displayName: 'Own' })] },
    ]
    const tenants: RecordedTenant[] = []
    for (const [index, name] of names.entries()) tenants.push(await tenantOf(name, seeds[index]))
    const of = await standardFor(tenants)
    const kiosk = (await compared(of, tenants[1]!)).find(({ name }) => name === 'Kiosk')!
    await lab.core.call('standards.accept', {
      tenantId: tenants[1]!.id,
      type: kiosk.type,
      name: kiosk.name,
      print: kiosk.print,
      until: null,
      reason: 'r',
      owner: 'o',
    })
    const rollout = await rolloutTo(of, tenants)
    expect(rollout.steps.map(({ state, rehearsalProblems }) => [state, rehearsalProblems])).toEqual(
      names.map(() => ['ready', 0]),
    )
    // Nothing is written before somebody confirms it, and nothing out of turn.
    for (const tenant of tenants) expect(writes(tenant)).toEqual([])
    for (const index of [4, 3, 2, 1]) await confirm(rollout, tenants[index]!, names[index]!)
    expect((await until(of, () => true)).steps.map(({ state }) => state)).toEqual([
      'ready',
      'confirmed',
      'confirmed',
      'confirmed',
      'confirmed',
    ])
    await confirm(rollout, tenants[0]!, 'One')
    const done = await until(of, ({ isDone }) => isDone)
    const ends = await Promise.all(
      done.steps.map(({ tenantId, restoreRunId }) =>
        lab.core.call('runs.get', { tenantId: tenantId as TenantId, runId: restoreRunId! }),
      ),
    )
    const moments = ends.flatMap(({ startedAt, endedAt }) => [startedAt!, endedAt!])
    expect(moments.toSorted()).toEqual(moments)
    for (const [index, tenant] of tenants.entries()) {
      await lab.capture(tenant.id)
      expect([names[index], await statesOf(of, tenant)]).toEqual([
        names[index],
        { Camera: 'same', Kiosk: index === 1 ? 'accepted' : 'same', [`${names[index]} – proxy`]: 'same' },
      ])
      expect(textOf(tenant)).toBe(`Set-Proxy ${names[index]}:8080`)
      expect(objects(objectsOf(tenant, scripts)[0]!['assignments'])).toMatchObject([{ target: { groupId: guid(61) } }])
    }
    // What only a tenant has stays.
    expect(objectsOf(tenants[4]!, configs).map((entry) => entry['displayName'])).toContain('Own')
    const again = await rolloutTo(of, tenants)
    expect(again.isDone).toBe(true)
  })

  it('stops at the first failure, and goes on when somebody says so (068-4)', async () => {
    const faults = join(lab.folder, 'faults.json')
    const fault = { method: 'POST', path: '/deviceManagement/deviceConfigurations$', status: 400, times: 1 }
    writeFileSync(faults, JSON.stringify([fault]))
    const record = join(lab.folder, 'one.ndjson')
    const first = {
      ...(await lab.tenant(
        'One',
        { groups: [{ id: guid(61), displayName: 'Everyone' }] },
        { record, faultsFile: faults },
      )),
      record,
    }
    await lab.capture(first.id)
    await lab.core.call('tenants.setValue', { tenantId: first.id, name: 'tenant.proxy', value: 'p' })
    const second = await tenantOf('Two')
    const of = await standardFor([first, second])
    const rollout = await rolloutTo(of, [first, second])
    await confirm(rollout, second, 'Two')
    await confirm(rollout, first, 'One')
    const stopped = await until(of, ({ stoppedAt }) => stoppedAt !== null)
    expect(stopped.stoppedFor).toMatch(/^One: 1 object was not restored/)
    expect(stopped.steps.map(({ state }) => state)).toEqual(['failed', 'confirmed'])
    expect(writes(second)).toEqual([])
    // It stops again as long as the failure isn't mended.
    const goOn = () => lab.core.call('rollouts.stop', { tenantId: of.tenantId, rolloutId: rollout.id, stopped: false })
    await goOn()
    await until(of, ({ stoppedAt }) => stoppedAt !== null && stoppedAt !== stopped.stoppedAt)
    await lab.core.call('runs.retry', { tenantId: first.id, runId: stopped.steps[0]!.restoreRunId! })
    await lab.ended(first.id, stopped.steps[0]!.restoreRunId!)
    expect(writes(second)).toEqual([])
    await goOn()
    expect((await until(of, ({ isDone }) => isDone)).steps.map(({ state }) => state)).toEqual(['done', 'done'])
  })

  it('leaves a tenant out, waits for unlocked writing, and wants a new plan confirmed again (068-4)', async () => {
    const [first, second] = [await tenantOf('One'), await tenantOf('Two')]
    const of = await standardFor([first, second])
    const rollout = await rolloutTo(of, [first, second])
    await lab.core.call('rollouts.leaveOut', { tenantId: first.id, rolloutId: rollout.id, leftOut: true })
    const planId = rollout.steps[1]!.planId!
    const ofSecond = { tenantId: second.id, rolloutId: rollout.id, planId }
    await expect(lab.core.call('rollouts.confirm', { ...ofSecond, confirm: 'One' })).rejects.toThrow('Two')
    await expect(lab.core.call('rollouts.confirm', { ...ofSecond, confirm: 'Two' })).rejects.toThrow('read-only')
    const { runId } = await lab.core.call('restore.planAgain', { tenantId: second.id, planId })
    await lab.ended(second.id, runId)
    const anew = await until(of, (now) => stateOf(now, second) === 'ready' && now.steps[1]!.planId !== planId)
    expect(stateOf(anew, first)).toBe('leftOut')
    await expect(confirm(rollout, second, 'Two')).rejects.toThrow('nothing to confirm')
    await confirm(anew, second, 'Two')
    await until(of, ({ isDone }) => isDone)
    expect(writes(first)).toEqual([])
  })

  it('wants a plan confirmed again in which somebody left something out, and repeats none that was carried out by hand (068-4, 068-5)', async () => {
    const [first, second] = [await tenantOf('One'), await tenantOf('Two')]
    const of = await standardFor([first, second])
    const rollout = await rolloutTo(of, [first, second])
    await confirm(rollout, second, 'Two')
    const { id: secondId } = second
    const planOfSecond = { tenantId: secondId, planId: rollout.steps[1]!.planId! }
    const { items } = await lab.core.call('restore.get', planOfSecond)
    const { seq } = items.find(({ name }) => name === 'Kiosk')!
    await lab.core.call('restore.include', { ...planOfSecond, seq, included: false })
    expect(stateOf(await until(of, () => true), second)).toBe('ready')
    await confirm(rollout, second, 'Two')
    await lab.unlock(first.id, 'One')
    const planId = rollout.steps[0]!.planId!
    const { runId } = await lab.core.call('restore.start', { tenantId: first.id, planId, confirm: 'One' })
    await until(of, ({ isDone }) => isDone)
    const restores = (await lab.core.call('runs.list', { tenantId: first.id })).filter(({ kind }) => kind === 'restore')
    expect(restores).toMatchObject([{ id: runId }])
    // Three policies, of which one was left out.
    expect([...objectsOf(second, configs), ...objectsOf(second, scripts)]).toHaveLength(2)
  })

  it('stops before a tenant whose writing was locked again (068-4)', async () => {
    const [first, second] = [await tenantOf('One'), await tenantOf('Two')]
    const of = await standardFor([first, second])
    const rollout = await rolloutTo(of, [first, second])
    await confirm(rollout, second, 'Two')
    await lab.core.call('tenants.lock', { tenantId: second.id })
    await confirm(rollout, first, 'One')
    const stopped = await until(of, ({ stoppedAt }) => stoppedAt !== null)
    expect(stopped.stoppedFor).toMatch(/^Two: Writing is locked again/)
    expect(writes(second)).toEqual([])
  })

  it('goes on after a restart, and carries out each plan once (068-5)', async () => {
    const [first, second] = [await tenantOf('One'), await tenantOf('Two')]
    const of = await standardFor([first, second])
    await lab.core.call('rollouts.create', { ...of, tenantIds: [first.id, second.id] })
    // In the middle of planning, and again in the middle of the first restore.
    await lab.reopen()
    await lab.core.recover()
    const rollout = await until(of, restsIn('ready'))
    await confirm(rollout, second, 'Two')
    await confirm(rollout, first, 'One')
    await lab.reopen()
    await lab.core.recover()
    await until(of, ({ isDone }) => isDone)
    for (const tenant of [first, second]) {
      expect(objectsOf(tenant, configs)).toHaveLength(2)
      expect(objectsOf(tenant, scripts)).toHaveLength(1)
      const runs = await lab.core.call('runs.list', { tenantId: tenant.id })
      expect(runs.filter(({ kind }) => kind === 'restore')).toHaveLength(1)
      const started = (await lab.core.call('audit.list', { tenantId: tenant.id })).filter(
        ({ action }) => action === 'restore.started',
      )
      expect(started).toHaveLength(1)
    }
  })

  it('brings policies to a wave first, and then to everybody; others keep theirs (068-7)', async () => {
    const tenant = await tenantOf('One', {
      deviceConfigurations: [ios(8, { displayName: 'Camera', cameraBlocked: false, assignments: [everybody] })],
      assignmentFilters: [filter(78, 'Lenovo')],
    })
    const of = await standardFor([tenant], { waves: [{ name: 'Pilot', groups: ['Ring 0'] }] })
    // Whatever has the filter would reach others at once.
    collection(golden().simulator.tenant, '/deviceManagement/assignmentFilters').set(guid(77), filter(77, 'Dell'))
    await lab.capture(of.tenantId)
    const pilot = await rolloutTo(of, [tenant], { wave: 0 })
    expect(pilot).toMatchObject({ title: 'Gold (Pilot)', groups: ['Ring 0'] })
    const plan = await lab.core.call('restore.get', { tenantId: tenant.id, planId: pilot.steps[0]!.planId! })
    expect(plan.items.map(({ name, action }) => [name, action])).toEqual(
      expect.arrayContaining([
        ['Camera', 'skip'],
        ['Kiosk', 'create'],
        ['One – proxy', 'create'],
      ]),
    )
    expect(plan.items.find(({ name }) => name === 'Camera')!.reason).toMatch(/more users or devices than this wave/)
    expect(plan.items.find(({ type }) => type === 'assignmentFilters')!).toMatchObject({
      action: 'skip',
      reason: expect.stringContaining("a wave can't limit") as string,
    })
    await confirm(pilot, tenant, 'One')
    await until(of, ({ isDone }) => isDone)
    expect(objects(objectsOf(tenant, scripts)[0]!['assignments'])).toMatchObject([{ target: { groupId: ring.id } }])
    await lab.capture(tenant.id)
    const all = await rolloutTo(of, [tenant])
    await confirm(all, tenant, 'One')
    await until(of, ({ isDone }) => isDone)
    expect(objects(objectsOf(tenant, scripts)[0]!['assignments'])).toMatchObject([{ target: { groupId: guid(61) } }])
    await lab.capture(tenant.id)
    expect(new Set(Object.values(await statesOf(of, tenant)))).toEqual(new Set(['same']))
  })

  it('stops where a policy was captured anew since it was chosen (068-4)', async () => {
    const tenant = await tenantOf('One')
    const of = await standardFor([tenant])
    const [camera] = await compared(of, tenant)
    objectsOf(golden(), configs)[0]!['description'] = 'changed since'
    await lab.capture(of.tenantId)
    await lab.core.call('rollouts.create', { ...of, tenantIds: [tenant.id], versionIds: [camera!.versionId] })
    const stopped = await until(of, ({ stoppedAt }) => stoppedAt !== null)
    expect(stopped.stoppedFor).toBe('One: The standard has changed since its policies were chosen.')
  })

  it('plans only chosen policies, and blocks one without a value that it needs (068-2, 068-4)', async () => {
    const tenant = await tenantOf('One')
    await lab.core.call('tenants.setValue', { tenantId: tenant.id, name: 'tenant.proxy', value: null })
    const of = await standardFor([tenant])
    const versionIds = (await compared(of, tenant)).flatMap(({ name, versionId }): VersionId[] =>
      name === 'Kiosk' || name === 'One – proxy' ? [versionId] : [],
    )
    const rollout = await rolloutTo(of, [tenant], { versionIds })
    const plan = await lab.core.call('restore.get', { tenantId: tenant.id, planId: rollout.steps[0]!.planId! })
    expect(plan.source).toBe('Gold')
    expect(plan.items).toMatchObject([
      { name: 'Kiosk', action: 'create' },
      { name: 'One – proxy', action: 'blocked', reason: expect.stringContaining('{{tenant.proxy}}') },
    ])
    // What the preview says can't be restored is no failure, unless it is everything.
    expect(rollout.steps[0]).toMatchObject({ summary: { create: 1, blocked: 1 }, warnings: 0 })
    await confirm(rollout, tenant, 'One')
    await until(of, ({ isDone }) => isDone)
    const proxy = (await compared(of, tenant)).find(({ name }) => name === 'One – proxy')!
    const blocked = await rolloutTo(of, [tenant], { versionIds: [proxy.versionId] })
    expect(blocked).toMatchObject({
      isDone: false,
      steps: [{ state: 'planFailed', problem: 'The policy of the plan is blocked.' }],
    })
    await lab.core.call('tenants.setValue', { tenantId: tenant.id, name: 'tenant.proxy', value: 'a:1' })
    await lab.core.call('restore.planAgain', { tenantId: tenant.id, planId: blocked.steps[0]!.planId! })
    await until(of, restsIn('ready'))
  })
})
