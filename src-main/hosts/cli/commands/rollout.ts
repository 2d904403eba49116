import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Rollout, RolloutStep, Standard } from '#contract/model/standards.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, watchRun, type RunCommand, type Session } from '../session.ts'
import { words as all } from '../standard-words.ts'
import { listOption } from './capture.ts'
import { findStandard, ofStandard, tenantsOf } from './standard.ts'

const { rollout: words } = all

/** `atlas rollout …` */
export function addRolloutCommands(program: Command, run: RunCommand): void {
  const command = program.command('rollout').description(words.description)
  command
    .command('plan <standard>')
    .description(words.plan)
    .option('--tenants <a,b>', all.standard.onlyTenants)
    .option('--wave <name>', words.wave)
    .option('--policies <a,b>', words.policies)
    .action((name: string, options: { tenants?: string; wave?: string; policies?: string }) =>
      run(async (session) => {
        const standard = await findStandard(session, name)
        const tenantIds = (await tenantsOf(session, standard, options.tenants)).map(({ id }) => TenantId.parse(id))
        const wave = options.wave === undefined ? null : standard.waves.findIndex((each) => each.name === options.wave)
        if (wave === -1) throw failure('badInput', words.noWave(options.wave!))
        const names = listOption(options.policies)
        const versionIds = names
          ? (await session.core.call('standards.compare', { ...ofStandard(standard), targetId: tenantIds[0]! }))
              .filter((policy) => names.includes(policy.name))
              .map(({ versionId }) => versionId)
          : undefined
        const { rolloutId } = await session.core.call('rollouts.create', {
          ...ofStandard(standard),
          tenantIds,
          wave,
          ...(versionIds ? { versionIds } : {}),
        })
        return report(session, await rest(session, standard, rolloutId))
      }),
    )
  command
    .command('list <standard>')
    .description(words.list)
    .addOption(csvOption())
    .action((name: string) =>
      run(async (session) => {
        const rollouts = await session.core.call('rollouts.list', ofStandard(await findStandard(session, name)))
        session.output.list({ rollouts }, [
          ['ID', 'CREATED', 'NAME', 'TENANTS', 'DONE'],
          ...rollouts.map(({ id, createdAt, title, steps }) => [
            id,
            createdAt,
            title,
            String(steps.length),
            String(steps.filter(({ state }) => state === 'done').length),
          ]),
        ])
        return exitCodes.done
      }),
    )
  command
    .command('show <rollout>')
    .description(words.show)
    .action((id: string) => run(async (session) => report(session, (await findRollout(session, id)).rollout)))
  command
    .command('confirm <rollout>')
    .description(words.confirm)
    .requiredOption('--tenant <name>', words.tenant)
    .requiredOption('--confirm <tenant name>', words.confirmName)
    .option('--justification <text>', words.justification)
    .action((id: string, options: { tenant: string; confirm: string; justification?: string }) =>
      run(async (session) => {
        const { rollout, standard } = await findRollout(session, id)
        const tenant = await findTenant(session, options.tenant)
        const planId = rollout.steps.find(({ tenantId }) => tenantId === tenant.id)?.planId ?? null
        if (planId === null) throw failure('badInput', words.noPlan(tenant.name))
        await session.core.call('rollouts.confirm', {
          tenantId: TenantId.parse(tenant.id),
          rolloutId: rollout.id,
          planId,
          confirm: options.confirm,
          ...(options.justification === undefined ? {} : { justification: options.justification }),
        })
        return report(session, await rest(session, standard, rollout.id))
      }),
    )
  command
    .command('leave-out <rollout>')
    .description(words.leaveOut)
    .requiredOption('--tenant <name>', words.tenant)
    .option('--take-in', words.takeIn)
    .action((id: string, options: { tenant: string; takeIn?: true }) =>
      run(async (session) => {
        const { rollout, standard } = await findRollout(session, id)
        const tenant = await findTenant(session, options.tenant)
        await session.core.call('rollouts.leaveOut', {
          tenantId: TenantId.parse(tenant.id),
          rolloutId: rollout.id,
          leftOut: options.takeIn !== true,
        })
        return report(session, await rest(session, standard, rollout.id))
      }),
    )
  for (const [name, stopped] of [
    ['stop', true],
    ['continue', false],
  ] as const)
    command
      .command(`${name} <rollout>`)
      .description(stopped ? words.stop : words.goOn)
      .action((id: string) =>
        run(async (session) => {
          const { rollout, standard } = await findRollout(session, id)
          await session.core.call('rollouts.stop', {
            tenantId: TenantId.parse(rollout.tenantId),
            rolloutId: rollout.id,
            stopped,
          })
          return report(session, await rest(session, standard, rollout.id))
        }),
      )
}

async function findRollout(
  session: Session,
  id: string,
): Promise<{ readonly rollout: Rollout; readonly standard: Standard }> {
  for (const standard of await session.core.call('standards.list', {})) {
    const rollout = (await session.core.call('rollouts.list', ofStandard(standard))).find((each) => each.id === id)
    if (rollout) return { rollout, standard }
  }
  throw failure('notFound', words.unknown(id))
}

/** Waits until nothing is planned, rehearsed or carried out, and nobody's turn has come. */
async function rest(session: Session, standard: Standard, rolloutId: string): Promise<Rollout> {
  for (;;) {
    let wake = (): void => {}
    const hasChanged = new Promise<void>((resolve) => (wake = resolve))
    const stop = session.core.subscribe((name) => {
      if (name === 'standards.changed' || name === 'run.changed') wake()
    })
    try {
      const rollout = (await session.core.call('rollouts.list', ofStandard(standard))).find(
        ({ id }) => id === rolloutId,
      )
      if (!rollout) throw failure('notFound', words.unknown(rolloutId))
      const busy = rollout.steps.map(busyRun).find((step) => step !== null)
      if (busy) await watchRun(session, busy.tenantId, busy.runId)
      else if (isAtRest(rollout)) return rollout
      else await hasChanged
    } finally {
      stop()
    }
  }
}

/** The run that a tenant is waiting for. */
function busyRun({ tenantId, state, planRunId, rehearsalRunId, restoreRunId }: RolloutStep) {
  const runId =
    state === 'planning'
      ? planRunId
      : state === 'rehearsing'
        ? rehearsalRunId
        : state === 'running'
          ? restoreRunId
          : null
  return runId === null ? null : { tenantId, runId }
}

function isAtRest({ steps, stoppedAt }: Rollout): boolean {
  if (stoppedAt !== null) return true
  if (steps.some(({ state }) => state === 'planning' || state === 'rehearsing' || state === 'running')) return false
  const next = steps.find(({ state }) => state !== 'done' && state !== 'leftOut')
  // One that was confirmed begins at once, and one that failed stops the rollout.
  return next === undefined || next.state === 'ready' || next.state === 'planFailed'
}

/** Shows where the tenants are. Ends with code 1 if one of them failed. */
async function report(session: Session, rollout: Rollout): Promise<number> {
  const { core, output } = session
  const names = new Map((await core.call('tenants.list', {})).map(({ id, name }) => [id, name]))
  if (!output.json) output.line(words.created(rollout.id))
  output.list({ rollout }, [
    ['TENANT', 'STATE', 'CREATE', 'UPDATE', 'BLOCKED', 'WARNINGS', 'REHEARSAL', 'PLAN', 'PROBLEM'],
    ...rollout.steps.map(({ tenantId, state, summary, warnings, rehearsalProblems, planId, problem }) => [
      names.get(tenantId) ?? tenantId,
      words.states[state],
      String(summary?.create ?? 0),
      String(summary?.update ?? 0),
      String((summary?.blocked ?? 0) + (summary?.conflict ?? 0)),
      String(warnings),
      rehearsalProblems === null ? '' : words.problems(rehearsalProblems),
      planId ?? '',
      problem ?? '',
    ]),
  ])
  if (!output.json && rollout.stoppedFor !== null) output.line(words.stopped(rollout.stoppedFor))
  const hasFailed = rollout.steps.some(({ state }) => state === 'failed' || state === 'planFailed')
  return hasFailed ? exitCodes.failed : exitCodes.done
}
