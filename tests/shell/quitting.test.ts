import { describe, expect, it } from 'vitest'
import { TenantId, VersionId } from '#contract/model/ids.ts'
import { collection } from '#simulator/tenant.ts'
import { openLab } from '#tests/support/lab.ts'
import { script, scripts } from '#tests/support/restoring.ts'
import type { RehearsedApp, StartOptions } from './rehearsed-app.ts'
import { rehearsing } from './rehearsing.ts'

const { start: begin, beside } = rehearsing()
let app: RehearsedApp
async function start(options: StartOptions = {}): Promise<void> {
  app = begin(options)
  await app.heard('show')
}
/** Connects the demo tenant and turns a schedule on for it. */
async function withSchedule(): Promise<void> {
  const { id: tenantId } = await app.call('tenants.openDemo', {})
  await app.call('schedules.save', {
    tenantId: TenantId.parse(tenantId),
    name: 'Nightly',
    cron: '0 3 * * *',
    zone: 'Europe/Berlin',
    keep: { last: 7, daily: 0, weekly: 0, monthly: 0 },
  })
}
const told = (what: string) => app.asked.filter((entry) => entry.told === what)

describe('the app', () => {
  it('ends with its window while no schedule is on (032-8, 905-1)', async () => {
    await start()
    await app.does('close')
    expect(await app.ended).toBe(0)
    expect(told('tray')).toEqual([])
  })

  it('stays in the tray while a schedule is on, and its menu ends it (032-8, 905-1)', async () => {
    await start()
    await withSchedule()
    await app.does('close')
    await app.heard('hide')
    await app.heard('trayMenu')
    expect(await app.does<{ isVisible: boolean }>('state')).toMatchObject({ isVisible: false })
    await app.does('menu', { path: 'tray:/Open TenantAtlas' })
    expect(await app.does<{ isVisible: boolean }>('state')).toMatchObject({ isVisible: true })
    await app.does('menu', { path: 'tray:/Quit and stop schedules' })
    expect(await app.ended).toBe(0)
  })

  it('ends without a message while its page is still loading (905-1)', async () => {
    app = begin({ environment: { SHELL_HOLD_PAGE: '1' } })
    await app.heard('window')
    await app.does('quit')
    expect(await app.ended).toBe(0)
    expect(told('errorBox')).toEqual([])
  })

  it.each([
    ['its menu', () => app.does('menu', { path: '/File/Exit' })],
    ['the Dock or Cmd+Q', () => app.does('quit')],
    ['a shutdown', () => app.does('power', { event: 'shutdown' })],
    ['the end of the session', () => app.does('windowEvent', { event: 'session-end' })],
  ])('is ended by %s although a schedule is on (905-1)', async (_what, end) => {
    await start()
    await withSchedule()
    await end()
    expect(await app.ended).toBe(0)
    // The core was closed: the mark of a running session is gone.
    await start()
    expect((await app.call('shell.get', {})).notices).toEqual([])
  })

  it('comes back with the Dock, a second start and a notification (905-3)', async () => {
    await start()
    const isVisible = async () => (await app.does<{ isVisible: boolean }>('state')).isVisible
    for (const event of ['activate', 'second-instance']) {
      await app.does('blur')
      expect(await isVisible()).toBe(false)
      await app.does('app', { event, values: [[], ''] })
      expect(await isVisible()).toBe(true)
    }
    const second = beside({ environment: { SHELL_SECOND: '1' } })
    await app.does('blur')
    expect(await second.ended).toBe(0)
    expect(second.asked.filter(({ told: what }) => what === 'window')).toEqual([])
    const { id: tenantId } = await app.call('tenants.openDemo', {})
    await app.does('blur')
    await app.call('runs.capture', { tenantId: TenantId.parse(tenantId) })
    await app.heard('notification')
    await app.does('notification')
    expect(await isVisible()).toBe(true)
  })

  it('says after a crash what happened, once, and goes on (905-6)', async () => {
    await start()
    const { id: tenantId } = await app.call('tenants.openDemo', {})
    app.child.kill('SIGKILL')
    await app.ended
    await start()
    const sentence = 'TenantAtlas ended unexpectedly last time. What was cut off goes on now.'
    const page = await app.page()
    await page.getByText(sentence).waitFor()
    expect((await app.call('tenants.list', {})).map(({ id }) => id)).toEqual([tenantId])
    await app.does('quit')
    await app.ended
    await start()
    expect((await app.call('shell.get', {})).notices).toEqual([])
  })

  it('asks before it ends a restore, finishes its object, and goes on at the next start (905-2)', async () => {
    const lab = openLab({ vault: false })
    const { id: tenantId, simulator } = await lab.tenant(
      'Contoso',
      { deviceManagementScripts: Array.from({ length: 12 }, (_, index) => script(index + 1)) },
      { latencyMs: 100 },
    )
    await lab.core.call('runs.capture', { tenantId, types: ['deviceManagementScripts'] }).then(async ({ runId }) => {
      await lab.ended(tenantId, runId)
    })
    const versionIds = (await lab.core.call('versions.list', { tenantId })).map(({ id }) => VersionId.parse(id))
    const live = () => [...collection(simulator.tenant, scripts).values()].map(({ description }) => description)
    for (const entry of collection(simulator.tenant, scripts).values()) entry['description'] = 'changed'
    const plan = await lab.plan(tenantId, { from: { versionIds } })
    await lab.unlock(tenantId, 'Contoso')
    await lab.between(async () => {
      await start({ folder: lab.folder })
      const { runId } = await app.call('restore.start', { tenantId, planId: plan.id, confirm: 'Contoso' })
      await app.heard('powerSaveBlocker')
      await expect.poll(() => live().includes('first')).toBe(true)
      await app.does('dialogs', { message: [0, 1] })
      await app.does('quit')
      expect((await app.heard('messageBox'))['message']).toBe('A restore is running.')
      // Somebody chose "Keep running", and quits again.
      await app.does('quit')
      expect(await app.ended).toBe(0)
      expect(live()).toContain('changed')
      await start({ folder: lab.folder })
      await expect
        .poll(async () => (await app.call('runs.list', { tenantId })).find(({ id }) => id === runId)?.status)
        .toBe('succeeded')
      expect(live()).toEqual(Array.from({ length: 12 }, () => 'first'))
      expect((await app.call('shell.get', {})).notices).toEqual([])
      await app.stop()
    })
    await lab.close()
  })
})
