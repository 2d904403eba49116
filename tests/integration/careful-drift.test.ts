import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BaselineId, type TenantId, BackupSetId, PolicyId } from '#contract/model/ids.ts'
import type { Side } from '#contract/model/compare.ts'
import type { Json } from '#domain/json.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { group, guid } from '#tests/support/restored.ts'
import { startStandIn } from '#tests/support/stand-in.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())

const now = { now: true } as const
const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const shell = (index: number): Json => ({ ...script(index), fileName: 'a.sh' })

const baseline = async (id: TenantId, from: Side['from'] = now, source = id): Promise<BaselineId> =>
  (
    await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'As it should be',
      source: { tenantId: source, from },
    })
  ).baselineId
async function findings(id: TenantId, baselineId: BaselineId) {
  await lab.ended(id, (await lab.core.call('drift.check', { tenantId: id, baselineId })).runId)
  return lab.core.call('drift.findings', { tenantId: id, baselineId })
}
const shown = async (id: TenantId, baselineId: BaselineId) =>
  (await findings(id, baselineId)).map((finding) => [finding.kind, finding.policyName])
const policyNamed = async (id: TenantId, name: string) =>
  (await lab.core.call('policies.list', { tenantId: id })).policies.find((policy) => policy.name === name)!

/** A tenant whose listings can be refused. */
async function refusable(objects: Parameters<Lab['tenant']>[1]) {
  const { id, simulator } = await lab.tenant('Tenant', objects)
  const standIn = await startStandIn(simulator.url)
  await lab.tamper(`UPDATE tenants SET graph_url = '${standIn.url}'`)
  const refuse = (refused: boolean) =>
    standIn.answer(
      refused ? /^GET .*deviceManagementScripts(\?|$)/ : null,
      403,
      '{"error":{"code":"Forbidden","message":"No."}}',
    )
  return { id, simulator, standIn, refuse }
}

describe('what is new', () => {
  it('is nothing that only could not be read when the baseline was made (044-7)', async () => {
    const { id, simulator, standIn, refuse } = await refusable({ deviceManagementScripts: [script(1), script(2)] })
    refuse(true)
    const set = await lab.ended(id, (await lab.core.call('backups.create', { tenantId: id, name: 'With gaps' })).runId)
    expect(set.status).toBe('partial')
    refuse(false)
    const held = await baseline(id, { setId: BackupSetId.parse(String(set.result['setId'])) })
    expect(await shown(id, held)).toEqual([])
    // From now on the type is known: what comes to it is new against a baseline of now.
    const whole = await baseline(id)
    collection(simulator.tenant, scripts).set(guid(3), script(3))
    expect(await shown(id, whole)).toEqual([['new', 'Script 3']])
    standIn.close()
  })

  it('is nothing of a type that the baseline leaves out, however many runs came behind it (044-7)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)], deviceShellScripts: [shell(5)] })
    const set = await lab.ended(
      id,
      (await lab.core.call('backups.create', { tenantId: id, name: 'Some', types: ['deviceManagementScripts'] })).runId,
    )
    await lab.tamper(
      Array.from(
        { length: 600 },
        (_, index) =>
          `INSERT INTO runs (id, tenant_id, kind, title, target, input, status, result, created_at) VALUES ('r${index}', '${id}', 'sync', 'x', 'x${index}', '{}', 'succeeded', '{}', '2099-01-01T00:00:00.000Z')`,
      ).join(';'),
    )
    expect(await shown(id, await baseline(id, { setId: BackupSetId.parse(String(set.result['setId'])) }))).toEqual([])
    expect(await shown(id, await baseline(id))).toEqual([])
  })
})

describe('what was put away', () => {
  it('or is ignored is no finding, whenever that was (044-7, 900-1)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const before = await baseline(id)
    await lab.core.call('policies.archive', {
      tenantId: id,
      policyIds: [PolicyId.parse((await policyNamed(id, 'Script 1')).id)],
      archived: true,
    })
    expect(await shown(id, before)).toEqual([])
    expect(await shown(id, await baseline(id))).toEqual([])
    const rows = await lab.core.call('compare.matrix', {
      tenantId: id,
      left: { tenantId: id, from: { at: new Date().toISOString() } },
      right: { tenantId: id, from: now },
    })
    expect(rows.filter((row) => row.state !== 'same')).toEqual([])
  })
})

describe('an id', () => {
  it('is the same in any letters: one policy, one history, one node (044-7, 042-1)', async () => {
    const id0 = 'ab0000cd-0000-4000-8000-0000000000ef'
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1, { id: id0 })] })
    await lab.capture(id)
    const held = await baseline(id)
    const items = collection(simulator.tenant, scripts)
    const item = items.get(id0)!
    items.delete(id0)
    items.set(id0.toUpperCase(), { ...item, id: id0.toUpperCase() })
    expect(await shown(id, held)).toEqual([])
    expect(
      (await lab.core.call('policies.list', { tenantId: id })).policies.filter((policy) => policy.name === 'Script 1'),
    ).toMatchObject([{ externalId: id0, state: 'active' }])
  })
})

describe('a reference', () => {
  it('leads to its object in any letters (042-1)', async () => {
    const filter = 'abcdef00-0000-4000-8000-00000000abcd'
    const limited = (letters: string) => [
      {
        target: {
          '@odata.type': '#microsoft.graph.allDevicesAssignmentTarget',
          deviceAndAppManagementAssignmentFilterId: letters,
          deviceAndAppManagementAssignmentFilterType: 'include',
        },
      },
    ]
    const { id } = await lab.tenant('Tenant', {
      assignmentFilters: [
        {
          id: filter,
          displayName: 'Laptops',
          platform: 'windows10AndLater',
          rule: '(device.model -eq "x")',
          roleScopeTags: ['0'],
        },
      ],
      deviceManagementScripts: [
        script(1, { assignments: limited(filter) }),
        script(2, { assignments: limited(filter.toUpperCase()) }),
      ],
    })
    await lab.capture(id)
    const { nodes } = await lab.core.call('dependencies.graph', {
      tenantId: id,
      focus: `assignmentFilters/${filter.toUpperCase()}`,
    })
    expect(nodes.filter((node) => node.kind === 'assignmentFilters')).toMatchObject([
      { name: 'Laptops', missing: false, inbound: 2 },
    ])
  })
})

describe('a check', () => {
  it('says what it could not read, and a listing without its content takes nothing away (044-8, 039-2)', async () => {
    const { id, simulator, standIn, refuse } = await refusable({ deviceManagementScripts: [script(1), script(2)] })
    await lab.capture(id)
    const held = await baseline(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    refuse(true)
    expect(await shown(id, held)).toEqual([])
    expect((await lab.core.call('drift.baselines', { tenantId: id })).map((entry) => entry.unread)).toEqual([
      ['Platform scripts'],
    ])
    // 200 and no list: it is not empty, it is not there.
    standIn.answer(/^GET .*deviceManagementScripts(\?|$)/)
    expect(await shown(id, held)).toEqual([])
    expect((await policyNamed(id, 'Script 2')).state).toBe('active')
    standIn.answer(null)
    expect(await shown(id, held)).toEqual([['changed', 'Script 1']])
    expect((await lab.core.call('drift.baselines', { tenantId: id })).map((entry) => entry.unread)).toEqual([[]])
    standIn.close()
  })

  it('blames nobody for what was done before the baseline (044-8)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const held = await baseline(id)
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    await lab.tamper(
      `INSERT INTO change_events VALUES ('${id}', 'e1', '2020-01-01T00:00:00Z', 'alice@old', 'x', '${guid(1)}')`,
    )
    expect((await findings(id, held)).map((finding) => finding.changedBy)).not.toContain('alice@old')
  })

  it('opens an acknowledged finding again when any part of it changes, far behind what is shown too (044-8)', async () => {
    const long = (end: string) => Buffer.from(`${'x'.repeat(30_000)}${end}`).toString('base64')
    const { id, simulator } = await lab.tenant('Tenant', {
      deviceManagementScripts: [script(1, { scriptContent: long('1') })],
    })
    await lab.capture(id)
    const held = await baseline(id)
    const items = collection(simulator.tenant, scripts)
    items.get(guid(1))!['scriptContent'] = long('2')
    items.set(guid(9), script(9))
    const found = await findings(id, held)
    expect(found.map((finding) => finding.kind).toSorted()).toEqual(['changed', 'new'])
    const changed = found.find((finding) => finding.kind === 'changed')!
    expect(changed.before).not.toBe(changed.after)
    await lab.core.call('drift.acknowledge', {
      tenantId: id,
      findingIds: found.map((finding) => finding.id),
      acknowledged: true,
    })
    expect((await findings(id, held)).map((finding) => finding.state)).toEqual(['acknowledged', 'acknowledged'])
    items.get(guid(1))!['scriptContent'] = long('3')
    items.get(guid(9))!['scriptContent'] = 'U29tZXRoaW5nIGVsc2U='
    expect((await findings(id, held)).map((finding) => finding.state)).toEqual(['open', 'open'])
  })
})

describe('a moment', () => {
  it('that lies ahead, or is none, is refused; one that a purge thinned out is not taken for whole (900-4)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const first = new Date().toISOString()
    collection(simulator.tenant, scripts).get(guid(1))!['description'] = 'changed'
    await lab.capture(id)
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    await expect(baseline(id, { at: tomorrow })).rejects.toMatchObject({ error: { code: 'badInput' } })
    for (const olderThan of [tomorrow, 'yesterday', '31/12/2019'])
      await expect(lab.core.call('policies.purge', { tenantId: id, olderThan, dryRun: true })).rejects.toMatchObject({
        error: { code: 'badInput' },
      })
    const versionIds = (await lab.core.call('versions.list', { tenantId: id }))
      .filter((version) => version.name === 'Script 1')
      .map((version) => version.id)
    await expect(baseline(id, { versionIds })).rejects.toMatchObject({ error: { code: 'badInput' } })
    const held = await baseline(id, { at: first })
    expect(await shown(id, held)).toEqual([['changed', 'Script 1']])
    await lab.core.call('drift.removeBaseline', { tenantId: id, baselineId: held })
    expect(
      (await lab.core.call('policies.purge', { tenantId: id, olderThan: new Date().toISOString(), dryRun: false }))
        .versions,
    ).toBe(1)
    await expect(baseline(id, { at: first })).rejects.toMatchObject({
      error: { message: expect.stringContaining('purged') as string },
    })
    await expect(lab.core.call('restore.plan', { tenantId: id, from: { at: first } })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
    await expect(lab.core.call('versions.calendar', { tenantId: id, zone: 'Mars/X' })).rejects.toMatchObject({
      error: { code: 'badInput' },
    })
  })
})

describe('two tenants', () => {
  it('are the same where a reference was mapped by hand, and stay paired however many runs follow (043-5)', async () => {
    const left = await lab.tenant('Left', {
      groups: [{ id: guid(51), displayName: 'Pilot' }],
      deviceManagementScripts: [script(1, { assignments: [group(guid(51))] })],
    })
    const right = await lab.tenant('Right', { groups: [{ id: guid(61), displayName: 'Pilot EU' }] })
    for (const { id } of [left, right]) await lab.capture(id)
    const versionIds = (await lab.core.call('versions.list', { tenantId: left.id }))
      .filter((version) => version.name === 'Script 1')
      .map((version) => version.id)
    const plan = await lab.plan(right.id, {
      sourceTenantId: left.id,
      from: { versionIds },
      choices: { [`groups/${guid(51)}`]: guid(61) },
    })
    await lab.unlock(right.id, 'Right')
    await lab.ended(
      right.id,
      (await lab.core.call('restore.start', { tenantId: right.id, planId: plan.id, confirm: 'Right' })).runId,
    )
    await lab.capture(right.id)
    const rows = async () =>
      (
        await lab.core.call('compare.matrix', {
          tenantId: left.id,
          left: { tenantId: left.id, from: now },
          right: { tenantId: right.id, from: now },
        })
      )
        .filter((row) => row.type === 'deviceManagementScripts')
        .map((row) => [row.state, row.by])
    expect(await rows()).toEqual([['same', 'mapping']])
    expect(
      (await findings(right.id, await baseline(right.id, now, left.id))).filter(
        (finding) => finding.type === 'deviceManagementScripts',
      ),
    ).toEqual([])
    for (const item of collection(right.simulator.tenant, scripts).values()) item['displayName'] = 'Renamed'
    await lab.capture(right.id)
    await lab.tamper(
      Array.from(
        { length: 600 },
        (_, index) =>
          `INSERT INTO runs (id, tenant_id, kind, title, target, input, status, result, created_at) VALUES ('r${index}', '${right.id}', 'sync', 'x', 'x${index}', '{}', 'succeeded', '{}', '2099-01-01T00:00:00.000Z')`,
      ).join(';'),
    )
    expect(await rows()).toEqual([['different', 'mapping']])
  })
})

describe('words', () => {
  it('are found beside a policy with very many versions, and beside a version that has none (0806-1)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', {
      deviceManagementScripts: [script(1, { displayName: 'Needle one' }), script(2, { displayName: 'Needle two' })],
    })
    await lab.capture(id)
    const item = collection(simulator.tenant, scripts).get(guid(1))!
    for (let round = 0; round < 18; round += 1) {
      item['description'] = `round ${round}`
      await lab.capture(id)
    }
    const found = await lab.core.call('search.find', { text: 'needle', current: false, limit: 2 })
    expect(found.names.map((hit) => hit.name).toSorted()).toEqual(['Needle one', 'Needle two'])
    await lab.tamper(
      "DELETE FROM version_search; DELETE FROM version_words; DROP TRIGGER versions_no_update; UPDATE versions SET type = 'ofTheFuture' WHERE name = 'Needle two'",
    )
    item['description'] = 'zebra'
    expect((await lab.capture(id)).status).not.toBe('failed')
    expect((await lab.core.call('search.find', { text: 'zebra' })).settings).toHaveLength(1)
  })
})

describe('schedules', () => {
  it('that cannot be started say so and hold up no other; a tenant that answers nothing does not cost the last good set (032-10, 032-5)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const keep = { last: 1, daily: 0, weekly: 0, monthly: 0 }
    const save = async (name: string) =>
      (
        await lab.core.call('schedules.save', {
          tenantId: id,
          name,
          cron: '* * * * *',
          zone: 'UTC',
          keep,
          types: ['deviceManagementScripts'],
        })
      ).scheduleId
    const [broken, good] = [await save('A broken one'), await save('A good one')]
    await lab.tamper(
      `UPDATE schedules SET last_due_at = '2026-01-01T00:00:00.000Z'; UPDATE schedules SET zone = 'Mars/X' WHERE id = '${broken}'`,
    )
    const { started, failed } = await lab.core.schedules.runDue()
    expect(failed).toMatchObject([{ name: 'A broken one', message: 'Mars/X is no time zone.' }])
    expect(started).toMatchObject([{ scheduleId: good }])
    await lab.ended(id, started[0]!.runId)
    expect(
      (await lab.core.call('schedules.list', { tenantId: id })).map((schedule) => [schedule.name, schedule.problem]),
    ).toEqual([
      ['A broken one', 'Mars/X is no time zone.'],
      ['A good one', null],
    ])
    // A role was taken away: 200, and nothing in it.
    collection(simulator.tenant, scripts).clear()
    await lab.ended(id, (await lab.core.call('schedules.runNow', { tenantId: id, scheduleId: good })).runId)
    expect((await lab.core.call('backups.list', { tenantId: id })).map((set) => set.versions)).toEqual([0, 2])
  })
})
