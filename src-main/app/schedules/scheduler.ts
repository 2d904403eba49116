import { toAppError } from '#contract/errors.ts'
import { due, isAhead, timingProblem } from '#domain/schedule/due.ts'
import type { NewRun } from '../ports/runs.ts'
import type { Ports } from '../ports/ports.ts'
import { forgetOldSecrets } from '../restore/typed-secrets.ts'
import type { ScheduleRow } from '../ports/schedules.ts'
import type { Emit } from '../runs/emit.ts'
import type { RunEngine } from '../runs/engine.ts'

/** A backup that a schedule started. */
export interface Started {
  readonly scheduleId: string
  readonly tenantId: string
  readonly runId: string
  readonly missed: number
}

/** A schedule that could not be started, and why. */
export interface NotStarted {
  readonly scheduleId: string
  readonly tenantId: string
  readonly name: string
  readonly message: string
}

/** Starts due schedules, and keeps checking. */
export interface Scheduler {
  /** Starts every due backup once, however often it was missed. */
  runDue(): Promise<{ readonly started: readonly Started[]; readonly failed: readonly NotStarted[] }>
  /** Checks regularly for due schedules, until the signal aborts. */
  watch(signal: AbortSignal): Promise<void>
}

/** A scheduler that remembers what went wrong. */
export interface WatchfulScheduler extends Scheduler {
  /** Schedules that couldn't be started at the last check; null if there was none. */
  notStarted(): readonly NotStarted[] | null
}

/** The longest pause between two checks, so that waking up or a changed clock is noticed in time. */
const longestPauseMs = 30_000

/** @param afterwards is called after each check */
export function createScheduler(
  ports: Pick<Ports, 'store' | 'clock' | 'log'>,
  engine: Pick<RunEngine, 'start'>,
  emit: Emit,
  afterwards: () => void = () => {},
): WatchfulScheduler {
  let lastFailed: readonly NotStarted[] | null = null
  async function runDue(): ReturnType<Scheduler['runDue']> {
    const started: Started[] = []
    const failed: (NotStarted & { readonly isBusy: boolean })[] = []
    for (const schedule of await ports.store.schedules.enabled()) {
      try {
        const [last, now] = [new Date(schedule.lastDueAt), ports.clock.now()]
        if (isAhead(last, now))
          await ports.store.schedules.recordDue(schedule.id, now.toISOString(), schedule.lastRunId)
        const { at, missed } = due(schedule, isAhead(last, now) ? now : last, now)
        if (at === null) continue
        const { runId } = await engine.start(scheduledBackup(schedule, at.toISOString()))
        await ports.store.schedules.recordDue(schedule.id, at.toISOString(), runId)
        emit('schedules.changed', { tenantId: schedule.tenantId })
        started.push({ scheduleId: schedule.id, tenantId: schedule.tenantId, runId, missed })
      } catch (error) {
        // The backups of other tenants don't wait for this one.
        ports.log.error(
          { schedule: schedule.id, error: error instanceof Error ? error.stack : String(error) },
          'a schedule could not be started',
        )
        failed.push({
          scheduleId: schedule.id,
          tenantId: schedule.tenantId,
          name: schedule.name,
          message: timingProblem(schedule) ?? toAppError(error).message,
          isBusy: toAppError(error).code === 'busy',
        })
      }
    }
    // Whoever has the work lock starts them.
    lastFailed = failed.filter(({ isBusy }) => !isBusy)
    return { started, failed: failed.map(({ isBusy: _isBusy, ...rest }) => rest) }
  }

  return {
    runDue,
    notStarted: () => lastFailed,
    async watch(signal) {
      while (!signal.aborted) {
        // While a host runs, nothing that somebody typed in stays longer than a day.
        await forgetOldSecrets(ports.store, ports.clock.now()).catch(() => {})
        await runDue().catch((error: unknown) =>
          ports.log.error(
            { error: error instanceof Error ? error.stack : String(error) },
            'a schedule could not be started',
          ),
        )
        afterwards()
        await ports.clock.sleep(longestPauseMs, signal).catch(() => {})
      }
    },
  }
}

/** The backup of a schedule. Each due time has its own target, so starting it twice gives the same run. */
export function scheduledBackup(
  { id, tenantId, name, types, baselineId }: ScheduleRow,
  moment: string,
): NewRun<'backup'> {
  const title = `${name}, ${moment.slice(0, 16).replace('T', ' ')} UTC`
  return {
    tenantId,
    kind: 'backup',
    title,
    target: `schedule/${id}/${moment}`,
    input: { name: title, types: [...types], scheduleId: id, baselineId },
  }
}
