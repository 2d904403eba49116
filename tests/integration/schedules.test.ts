import Database from 'better-sqlite3'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createScheduler } from '#app/schedules/scheduler.ts'
import type { Json } from '#domain/json.ts'
import { openStore } from '#infra/store/open.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { guid } from '#tests/support/restored.ts'

let lab: Lab
beforeEach(() => void (lab = openLab()))
afterEach(() => lab.close())
const scripts = '/deviceManagement/deviceManagementScripts'
const script = (index: number, more: Json = {}): Json => ({
  id: guid(index),
  displayName: `Script ${index}`,
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: Buffer.from('Write-Host hello').toString('base64'),
  roleScopeTagIds: ['0'],
  assignments: [],
  ...more,
})
const keep = { last: 2, daily: 0, weekly: 0, monthly: 0 }

describe('schedules', () => {
  it('start a backup when it is due, keep as many as asked for, and check for drift behind it (032-6)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1)] })
    await lab.capture(id)
    const { baselineId } = await lab.core.call('drift.addBaseline', {
      tenantId: id,
      name: 'Start',
      source: { tenantId: id, from: { now: true } },
    })
    const { scheduleId } = await lab.core.call('schedules.save', {
      tenantId: id,
      name: 'Nightly',
      cron: '30 2 * * *',
      zone: 'UTC',
      keep,
      baselineId,
      types: ['deviceManagementScripts'],
    })
    expect(await lab.core.schedules.runDue()).toEqual({ started: [], failed: [] })
    const back = (days: number) => {
      const database = new Database(join(lab.folder, 'data', 'atlas.db'))
      database
        .prepare('UPDATE schedules SET last_due_at = ? WHERE id = ?')
        .run(new Date(Date.now() - days * 86_400_000).toISOString(), scheduleId)
      database.close()
    }
    back(3)
    const {
      started: [started, ...others],
    } = await lab.core.schedules.runDue()
    expect(others).toEqual([])
    expect(started!.missed).toBe(2)
    expect(await lab.ended(id, started!.runId)).toMatchObject({ status: 'succeeded', result: { findings: 0 } })
    expect(await lab.core.schedules.runDue()).toEqual({ started: [], failed: [] })
    for (const text of ['a', 'b', 'c']) {
      collection(simulator.tenant, '/deviceManagement/deviceManagementScripts').get(guid(1))!['description'] = text
      const { runId } = await lab.core.call('schedules.runNow', { tenantId: id, scheduleId })
      expect(await lab.ended(id, runId)).toMatchObject({ status: 'succeeded', result: { findings: 1 } })
    }
    expect(await lab.core.call('backups.list', { tenantId: id })).toHaveLength(2)
    expect((await lab.core.call('notifications.list', {})).map((entry) => entry.title)).toEqual([
      'Backup finished',
      'Backup finished',
      'Backup finished, drift: 1 new finding',
      'Backup finished',
      'Capture finished',
    ])
  })

  it('refuse a timing that is none (032-6)', async () => {
    const { id } = await lab.tenant('Tenant', {})
    await expect(
      lab.core.call('schedules.save', { tenantId: id, name: 'Bad', cron: 'every day', zone: 'UTC', keep }),
    ).rejects.toMatchObject({ error: { code: 'badInput' } })
  })

  it('that cannot be started say so, and hold up no other (032-10)', async () => {
    const { id } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
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
    expect(failed).toMatchObject([{ name: 'A broken one', message: '"Mars/X" is not a time zone.' }])
    expect(started).toMatchObject([{ scheduleId: good }])
    await lab.ended(id, started[0]!.runId)
    expect(
      (await lab.core.call('schedules.list', { tenantId: id })).map((schedule) => [schedule.name, schedule.problem]),
    ).toEqual([
      ['A broken one', '"Mars/X" is not a time zone.'],
      ['A good one', null],
    ])
  })

  it('keep the last good set when a tenant answers with nothing (032-5)', async () => {
    const { id, simulator } = await lab.tenant('Tenant', { deviceManagementScripts: [script(1), script(2)] })
    const { scheduleId } = await lab.core.call('schedules.save', {
      tenantId: id,
      name: 'Nightly',
      cron: '30 2 * * *',
      zone: 'UTC',
      keep: { last: 1, daily: 0, weekly: 0, monthly: 0 },
      types: ['deviceManagementScripts'],
    })
    const runNow = async () =>
      lab.ended(id, (await lab.core.call('schedules.runNow', { tenantId: id, scheduleId })).runId)
    await runNow()
    // A role was taken away: 200, and nothing in it.
    collection(simulator.tenant, scripts).clear()
    await runNow()
    expect((await lab.core.call('backups.list', { tenantId: id })).map((set) => set.versions)).toEqual([0, 2])
  })

  it('start each due moment once while the app runs, also one that the clock skipped (032-7)', async () => {
    const folder = join(lab.folder, 'clock')
    const { store, close } = openStore(folder, () => crypto.randomUUID())
    await store.tenants.insert(
      { id: 't', name: 'T', environment: 'test', colour: '#000', graphUrl: null, signIn: 'demo' },
      'now',
    )
    let now = Date.parse('2026-03-28T00:00:00Z')
    await store.schedules.save({
      id: 's',
      tenantId: 't',
      name: 'S',
      types: [],
      cron: '30 2 * * *',
      zone: 'Europe/Berlin',
      keep,
      baselineId: null,
      enabled: true,
      lastDueAt: new Date(now).toISOString(),
      lastRunId: null,
      effectiveAt: '2026-01-01T00:00:00.000Z',
      createdAt: new Date(now).toISOString(),
    })
    const targets: string[] = []
    const stop = new AbortController()
    const clock = {
      now: () => new Date(now),
      sleep: (milliseconds: number, signal?: AbortSignal) => {
        now += milliseconds * 20
        if (now > Date.parse('2026-03-31T00:00:00Z')) stop.abort()
        return signal?.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve()
      },
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const scheduler = createScheduler(
      { store, clock, log },
      { start: ({ target }) => Promise.resolve({ runId: String(targets.push(target)), reused: false }) },
      () => {},
    )
    await scheduler.watch(stop.signal)
    // Half past two does not exist on the 29th: it is made up for as soon as the clock has skipped it.
    expect(targets).toEqual([
      'schedule/s/2026-03-28T01:30:00.000Z',
      'schedule/s/2026-03-29T01:00:00.000Z',
      'schedule/s/2026-03-30T00:30:00.000Z',
    ])
    await close()
  })
})
