import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { SystemSchedule } from '#contract/model/shell.ts'
import { failure } from '#contract/errors.ts'
import { inSystem32, powerShellPath } from '#infra/system/system32.ts'
import { words } from './words.ts'

/** Starts due schedules while the app is closed. */
export interface SystemScheduler {
  state(): Promise<SystemSchedule>
  /** Adds the entry, or removes it. @throws Failure `badInput` with the system's own words */
  register(registered: boolean): Promise<SystemSchedule>
  /** Adds the entry again if it starts a program that this app no longer is, such as an older AppImage. */
  refresh(): Promise<void>
}

/** What the scheduler starts: the program of the app, with arguments. */
export interface Program {
  readonly path: string
  readonly args: readonly string[]
}

/** The parts of the system that are used, replaceable in tests. */
export interface SchedulerSystem {
  readonly platform: string
  readonly home: string
  /** Folder for the output of the runs. */
  readonly logFolder: string
  readonly userId: number
  readonly userName: string
  /** Variables of the desktop of this session, by which Chromium finds the keychain on Linux. */
  readonly desktop: Readonly<Record<string, string>>
  /** Runs a program of the system. It never throws: a program that isn't there answers with code 127. */
  run(command: string, args: readonly string[]): Promise<{ readonly code: number; readonly output: string }>
  /** Writes UTF-8, or UTF-16 with the mark that Windows wants. */
  write(path: string, text: string, encoding?: 'utf8' | 'utf16le'): void
  remove(path: string): void
  /** The text of a file; null if there is none. */
  read(path: string): string | null
  /** When a file was last changed; null if there is none. */
  changedAt(path: string): string | null
  pause(milliseconds: number): Promise<unknown>
}

const everyMinutes = 15

/** The scheduler of this operating system. */
export function createSystemScheduler(program: Program, system: SchedulerSystem): SystemScheduler {
  const kinds: Readonly<Record<string, Kind>> = { win32: taskScheduler, darwin: launchd, linux: systemd }
  const kind = kinds[system.platform]
  // What the entry starts, because not every scheduler can be asked.
  const note = join(system.logFolder, 'scheduled-program.json')
  const noted = JSON.stringify(program)
  const state = async (): Promise<SystemSchedule> => {
    if (!kind || !(await kind.isThere(system))) return { scheduler: null, isRegistered: false, lastRun: null }
    const isRegistered = await kind.isRegistered(system)
    return {
      scheduler: kind.name,
      isRegistered,
      lastRun: isRegistered ? await kind.lastRun(system) : null,
    }
  }
  return {
    state,
    async register(registered) {
      if (!kind || !(await kind.isThere(system))) throw failure('badInput', words.scheduler.none)
      if (registered && isTranslocated(program)) throw failure('badInput', words.scheduler.translocated)
      const refused = registered ? await kind.add(system, program) : await kind.remove(system)
      if (refused !== null) throw failure('badInput', words.scheduler.refused(kind.name, refused))
      if (registered) system.write(note, noted)
      else system.remove(note)
      return state()
    },
    async refresh() {
      const before = system.read(note)
      // An entry without a note is of another data folder.
      if (!kind || before === null || before === noted || isTranslocated(program) || !(await state()).isRegistered)
        return
      if (await kind.isRunning?.(system)) return
      if ((await kind.add(system, program)) === null) system.write(note, noted)
    },
  }
}

/** One scheduler: adding and removing return what the system refused, or null. */
interface Kind {
  readonly name: string
  isThere(system: SchedulerSystem): Promise<boolean>
  isRegistered(system: SchedulerSystem): Promise<boolean>
  /** Whether a run goes on that adding the entry again would end. */
  isRunning?(system: SchedulerSystem): Promise<boolean>
  lastRun(system: SchedulerSystem): Promise<string | null>
  add(system: SchedulerSystem, program: Program): Promise<string | null>
  remove(system: SchedulerSystem): Promise<string | null>
}

type Step = readonly [command: string, ...args: string[]]

/** Runs steps until one is refused. */
async function inTurn(system: SchedulerSystem, steps: readonly Step[]): Promise<string | null> {
  for (const [command, ...args] of steps) {
    const { code, output } = await system.run(command, args)
    if (code !== 0) return output.trim() || `${command} ended with code ${code}.`
  }
  return null
}

/** macOS runs an app that was just downloaded from a place that is gone later (Apple: Gatekeeper path randomization). */
const isTranslocated = ({ path }: Program): boolean => path.includes('/AppTranslocation/')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/* Windows: a task from a definition, because only a definition can make up for a missed start (Microsoft Learn: schtasks). */

/** One for each user of the computer, because the folder of the tasks is the same for all (build/installer.nsh removes it). */
const taskName = ({ userName }: SchedulerSystem): string => `TenantAtlas schedules (${userName.replaceAll('\\', ' ')})`
const taskScheduler: Kind = {
  name: 'Task Scheduler',
  isThere: async () => true,
  isRegistered: async (system) => (await system.run('schtasks', ['/Query', '/TN', taskName(system)])).code === 0,
  async lastRun(system) {
    const script = `(Get-ScheduledTaskInfo -TaskName '${taskName(system).replaceAll("'", "''")}').LastRunTime.ToUniversalTime().ToString('o')`
    const { code, output } = await system.run('powershell', ['-NoProfile', '-NonInteractive', '-Command', script])
    const at = Date.parse(output.trim())
    // A task that never ran says 1999.
    return code !== 0 || Number.isNaN(at) || at < Date.UTC(2020, 0) ? null : new Date(at).toISOString()
  },
  async add(system, { path, args }) {
    const file = join(system.logFolder, 'schedules-task.xml')
    const quoted = args
      .map((argument) => (/\s/.test(argument) ? `"${argument.replace(/\\+$/, '$&$&')}"` : argument))
      .join(' ')
    system.write(
      file,
      `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><TimeTrigger><StartBoundary>2026-01-01T00:00:00</StartBoundary><Repetition><Interval>PT${everyMinutes}M</Interval></Repetition></TimeTrigger></Triggers>
  <Principals><Principal id="Author"><UserId>${escaped(system.userName)}</UserId><LogonType>InteractiveToken</LogonType></Principal></Principals>
  <Settings><StartWhenAvailable>true</StartWhenAvailable><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy><DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries><StopIfGoingOnBatteries>false</StopIfGoingOnBatteries><ExecutionTimeLimit>PT12H</ExecutionTimeLimit></Settings>
  <Actions Context="Author"><Exec><Command>${escaped(path)}</Command><Arguments>${escaped(quoted)}</Arguments></Exec></Actions>
</Task>
`,
      'utf16le',
    )
    const refused = await inTurn(system, [['schtasks', '/Create', '/TN', taskName(system), '/XML', file, '/F']])
    system.remove(file)
    return refused
  },
  remove: (system) => inTurn(system, [['schtasks', '/Delete', '/TN', taskName(system), '/F']]),
}

/* macOS: an agent of the user (man launchd.plist). */

const label = 'com.tenantatlas.schedules'
const agentFile = ({ home }: SchedulerSystem): string => join(home, 'Library', 'LaunchAgents', `${label}.plist`)
const agentLog = ({ logFolder }: SchedulerSystem): string => join(logFolder, 'schedules.log')
const domain = ({ userId }: SchedulerSystem): string => `gui/${userId}`
const mostAttempts = 15
const launchd: Kind = {
  name: 'launchd',
  async isRunning(system) {
    const { output } = await system.run('launchctl', ['print', `${domain(system)}/${label}`])
    return output.includes('state = running')
  },
  isThere: async () => true,
  isRegistered: async (system) => (await system.run('launchctl', ['print', `${domain(system)}/${label}`])).code === 0,
  // launchd doesn't say when. The runs write to a log.
  lastRun: async (system) => system.changedAt(agentLog(system)),
  async add(system, { path, args }) {
    const strings = [path, ...args].map((argument) => `<string>${escaped(argument)}</string>`).join('')
    system.write(
      agentFile(system),
      `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>${label}</string>
  <key>ProgramArguments</key><array>${strings}</array>
  <key>StartInterval</key><integer>${everyMinutes * 60}</integer>
  <key>ProcessType</key><string>Background</string>
  <key>StandardOutPath</key><string>${escaped(agentLog(system))}</string>
  <key>StandardErrorPath</key><string>${escaped(agentLog(system))}</string>
</dict></plist>
`,
    )
    // An older entry of the same name would be kept.
    await system.run('launchctl', ['bootout', `${domain(system)}/${label}`])
    // It takes a while until that is gone, and the new one is refused until then.
    for (let attempt = 1; ; attempt += 1) {
      const refused = await inTurn(system, [['launchctl', 'bootstrap', domain(system), agentFile(system)]])
      if (refused === null || attempt === mostAttempts) return refused
      await system.pause(1_000)
    }
  },
  async remove(system) {
    const refused = await inTurn(system, [['launchctl', 'bootout', `${domain(system)}/${label}`]])
    system.remove(agentFile(system))
    return refused
  },
}

/* Linux: a timer of the user (man systemd.timer). */

const unit = 'tenantatlas-schedules'
const unitFile = ({ home }: SchedulerSystem, suffix: string): string =>
  join(home, '.config', 'systemd', 'user', `${unit}.${suffix}`)
const quotedForUnit = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`
/** Variables are replaced in arguments, and not in the program (man systemd.service: Command lines). */
const argumentForUnit = (argument: string): string => quotedForUnit(argument).replaceAll('$', '$$$$')
const systemd: Kind = {
  name: 'systemd',
  isThere: async (system) => (await system.run('systemctl', ['--user', 'show-environment'])).code === 0,
  isRegistered: async (system) =>
    (await system.run('systemctl', ['--user', 'is-enabled', '--quiet', `${unit}.timer`])).code === 0,
  async lastRun(system) {
    // `systemctl show` writes it in words of the locale (systemd/systemd#39282).
    const { output } = await system.run('busctl', [
      '--user',
      'get-property',
      'org.freedesktop.systemd1',
      '/org/freedesktop/systemd1/unit/tenantatlas_2dschedules_2etimer',
      'org.freedesktop.systemd1.Timer',
      'LastTriggerUSec',
    ])
    const microseconds = Number(/^t (\d+)$/.exec(output.trim())?.[1] ?? 0)
    return microseconds === 0 ? null : new Date(microseconds / 1000).toISOString()
  },
  add(system, { path, args }) {
    system.write(
      unitFile(system, 'service'),
      `[Unit]\nDescription=Due schedules of TenantAtlas\n# Nothing runs once the app was removed.\nConditionPathExists=${path.replaceAll('%', '%%')}\n\n[Service]\nType=oneshot\n${Object.entries(
        system.desktop,
      )
        .map(([name, value]) => `Environment=${quotedForUnit(`${name}=${value}`)}\n`)
        .join('')}ExecStart=${[quotedForUnit(path), ...args.map(argumentForUnit)].join(' ')}\n`,
    )
    system.write(
      unitFile(system, 'timer'),
      `[Unit]\nDescription=Due schedules of TenantAtlas\n\n[Timer]\nOnCalendar=*:0/${everyMinutes}\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n`,
    )
    return inTurn(system, [
      ['systemctl', '--user', 'daemon-reload'],
      ['systemctl', '--user', 'enable', '--now', `${unit}.timer`],
    ])
  },
  async remove(system) {
    const refused = await inTurn(system, [['systemctl', '--user', 'disable', '--now', `${unit}.timer`]])
    for (const suffix of ['timer', 'service']) system.remove(unitFile(system, suffix))
    await system.run('systemctl', ['--user', 'daemon-reload'])
    return refused
  },
}

/** A program of the system, on Windows with its full path. */
function systemProgram(command: string): string {
  if (process.platform !== 'win32') return command
  return inSystem32(command === 'powershell' ? powerShellPath : `${command}.exe`)
}

/** This computer. */
export const thisComputer = (logFolder: string): SchedulerSystem => ({
  platform: process.platform,
  home: homedir(),
  logFolder,
  userId: process.getuid?.() ?? 0,
  userName: process.platform === 'win32' ? `${process.env['USERDOMAIN'] ?? '.'}\\${userInfo().username}` : '',
  desktop: Object.fromEntries(
    ['XDG_CURRENT_DESKTOP', 'KDE_SESSION_VERSION'].flatMap((name) => {
      const value = process.env[name]
      return value ? [[name, value]] : []
    }),
  ),
  run: (command, args) =>
    new Promise((resolve) => {
      execFile(
        systemProgram(command),
        args,
        { timeout: 20_000, cwd: tmpdir(), windowsHide: true },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
          resolve({ code, output: `${stdout}${stderr}` })
        },
      )
    }),
  write(path, text, encoding = 'utf8') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, encoding === 'utf8' ? text : `\uFEFF${text}`, { mode: 0o600, encoding })
  },
  remove: (path) => rmSync(path, { force: true }),
  read: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
  changedAt: (path) => (existsSync(path) ? statSync(path).mtime.toISOString() : null),
  pause,
})
