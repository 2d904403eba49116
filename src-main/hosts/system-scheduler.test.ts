import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSystemScheduler, type SchedulerSystem } from './system-scheduler.ts'

const program = {
  path: '/opt/Tenant Atlas/tenantatlas',
  args: ['--atlas', 'schedule', 'run-due', '--data', '/home/a b/x'],
}

/** A system that remembers which programs ran, and answers some of them. */
function systemOf(platform: string, answers: Readonly<Record<string, { code?: number; output?: string }>> = {}) {
  const ran: string[] = []
  const files = new Map<string, string>()
  const system: SchedulerSystem = {
    platform,
    home: '/home/a',
    logFolder: '/log',
    userId: 501,
    userName: 'CONTOSO\\ann',
    desktop: platform === 'linux' ? { XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '6' } : {},
    async run(command, args) {
      const line = [command, ...args].join(' ')
      ran.push(line)
      const known = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1]
      return { code: known?.code ?? 0, output: known?.output ?? '' }
    },
    write: (path, text) => void files.set(path, text),
    remove: (path) => void files.delete(path),
    read: (path) => files.get(path) ?? null,
    changedAt: () => '2026-11-01T03:00:00.000Z',
    pause: async (milliseconds) => void ran.push(`pause ${milliseconds}`),
  }
  return { scheduler: createSystemScheduler(program, system), system, ran, files }
}

describe('the scheduler of the system', () => {
  it('is Task Scheduler on Windows: a task that makes up for a missed start (905-18)', async () => {
    const written: string[] = []
    const { scheduler, ran, files } = systemOf('win32', { powershell: { output: '2026-11-02T02:15:00.0000000Z\r\n' } })
    const { set } = files
    files.set = (path, text) => (written.push(text), set.call(files, path, text))
    expect(await scheduler.register(true)).toEqual({
      scheduler: 'Task Scheduler',
      isRegistered: true,
      lastRun: '2026-11-02T02:15:00.000Z',
    })
    expect(written[0]).toContain('<StartWhenAvailable>true</StartWhenAvailable>')
    expect(written[0]).toContain('<Command>/opt/Tenant Atlas/tenantatlas</Command>')
    expect(written[0]).toContain('--data &quot;/home/a b/x&quot;')
    expect(ran[0]).toContain('schtasks /Create /TN TenantAtlas schedules (CONTOSO ann) /XML')
    expect([...files.keys()]).toEqual([join('/log', 'scheduled-program.json')])
    await scheduler.register(false)
    expect(ran).toContain('schtasks /Delete /TN TenantAtlas schedules (CONTOSO ann) /F')
  })

  it('starts the program that this app is now, once it was registered (905-18)', async () => {
    const { scheduler, system, ran, files } = systemOf('linux')
    await scheduler.refresh()
    expect(ran).toEqual([])
    await scheduler.register(true)
    const service = '/home/a/.config/systemd/user/tenantatlas-schedules.service'
    const newer = createSystemScheduler({ ...program, path: '/home/a/TenantAtlas-2.AppImage' }, system)
    await newer.refresh()
    expect(files.get(service)).toContain('"/home/a/TenantAtlas-2.AppImage"')
    const before = ran.length
    await newer.refresh()
    expect(ran).toHaveLength(before)
    await newer.register(false)
    await scheduler.refresh()
    expect(files.size).toBe(0)
  })

  it('says nothing of a task that never ran (905-18)', async () => {
    const { scheduler } = systemOf('win32', { powershell: { output: '1999-11-30T00:00:00.0000000Z' } })
    expect((await scheduler.state()).lastRun).toBeNull()
  })

  it('is an agent of launchd on macOS (905-18)', async () => {
    const { scheduler, ran, files } = systemOf('darwin')
    expect(await scheduler.register(true)).toMatchObject({ scheduler: 'launchd', isRegistered: true })
    const [[path, text] = ['', '']] = [...files]
    expect(path).toBe('/home/a/Library/LaunchAgents/com.tenantatlas.schedules.plist')
    expect(text).toContain('<string>/opt/Tenant Atlas/tenantatlas</string><string>--atlas</string>')
    expect(ran).toContain(`launchctl bootstrap gui/501 ${path}`)
    await scheduler.register(false)
    expect(files.size).toBe(0)
  })

  it('waits on macOS until the older entry is gone, and leaves a run alone (905-18)', async () => {
    let refusals = 2
    const { scheduler, system, ran } = systemOf('darwin', { 'launchctl print': { output: 'state = running\n' } })
    const { run } = system
    Object.assign(system, {
      run: async (command: string, args: readonly string[]) =>
        args[0] === 'bootstrap' && (refusals -= 1) >= 0
          ? { code: 5, output: 'Bootstrap failed: 5: Input/output error' }
          : run(command, args),
    })
    expect(await scheduler.register(true)).toMatchObject({ isRegistered: true })
    expect(ran.filter((line) => line.startsWith('pause'))).toEqual(['pause 1000', 'pause 1000'])
    const before = ran.filter((line) => line.includes('bootout')).length
    await createSystemScheduler({ ...program, path: '/Applications/TenantAtlas.app/x' }, system).refresh()
    expect(ran.filter((line) => line.includes('bootout'))).toHaveLength(before)
  })

  it('names a program with a dollar sign as it is, and runs nothing once it is gone (905-18)', async () => {
    const { system, files } = systemOf('linux')
    await createSystemScheduler({ path: '/opt/a$b', args: ['--data', '/d/$x'] }, system).register(true)
    const service = files.get('/home/a/.config/systemd/user/tenantatlas-schedules.service')
    expect(service).toContain('ExecStart="/opt/a$b" "--data" "/d/$$x"')
    expect(service).toContain('ConditionPathExists=/opt/a$b\n')
  })

  it('is a timer of systemd on Linux (905-18)', async () => {
    const { scheduler, ran, files } = systemOf('linux', {
      'busctl --user get-property': { output: 't 1700000000000000\n' },
    })
    expect(await scheduler.register(true)).toEqual({
      scheduler: 'systemd',
      isRegistered: true,
      lastRun: '2023-11-14T22:13:20.000Z',
    })
    expect([...files.keys()].map((path) => path.split('/').at(-1))).toEqual([
      'tenantatlas-schedules.service',
      'tenantatlas-schedules.timer',
      'scheduled-program.json',
    ])
    expect(files.get('/home/a/.config/systemd/user/tenantatlas-schedules.service')).toContain(
      'Environment="XDG_CURRENT_DESKTOP=KDE"\nEnvironment="KDE_SESSION_VERSION=6"\nExecStart="/opt/Tenant Atlas/tenantatlas" "--atlas"',
    )
    await scheduler.register(false)
    expect(files.size).toBe(0)
    expect(ran.filter((line) => line === 'systemctl --user daemon-reload')).toHaveLength(2)
  })

  it('says what the system refused, and where there is none (905-18)', async () => {
    const refusing = systemOf('win32', { 'schtasks /Create': { code: 1, output: 'ERROR: Access is denied.' } })
    await expect(refusing.scheduler.register(true)).rejects.toThrow(/Access is denied/)
    const none = systemOf('linux', { systemctl: { code: 127 } })
    expect(await none.scheduler.state()).toEqual({ scheduler: null, isRegistered: false, lastRun: null })
    await expect(none.scheduler.register(true)).rejects.toThrow(/scheduler/)
    expect((await systemOf('freebsd').scheduler.state()).scheduler).toBeNull()
  })
})
