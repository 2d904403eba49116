import { Option, type Command } from 'commander'
import type { Coverage, Side } from '#contract/model/compare.ts'
import { DeviationId, TenantId } from '#contract/model/ids.ts'
import { words } from '../coverage-words.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { sideOf } from '../sides.ts'

/** An earlier release of a baseline. */
export interface EarlierOptions {
  readonly earlierTenant?: string
  readonly earlier?: string
}

export const earlierOptions = (): Option[] => [
  new Option('--earlier <set|moment>', words.earlier),
  new Option('--earlier-tenant <name>', words.earlierTenant),
]

/** The earlier release; null if no option names one. @throws Failure `notFound` */
export async function earlierSide(
  session: Session,
  baselineTenant: string,
  { earlierTenant, earlier }: EarlierOptions,
): Promise<Side | null> {
  if (earlierTenant === undefined && earlier === undefined) return null
  return sideOf(earlierTenant === undefined ? baselineTenant : (await findTenant(session, earlierTenant)).id, earlier)
}

/** Each value of a coverage, and settings that only the earlier release had. */
export const rowsIn = ({ settings, dropped }: Coverage) => [
  ...settings.flatMap(({ id, name: setting, values, uses }) =>
    values.map((value) => ({ id, setting, uses, ...value, key: value.key as string | null })),
  ),
  ...dropped.map(({ id, name: setting, values, uses }) => ({
    id,
    setting,
    uses,
    value: values.join(', '),
    key: null,
    state: 'dropped' as const,
    step: 'dropped' as const,
    baseline: [],
  })),
]

/** `atlas coverage` */
export function addCoverageCommand(program: Command, run: RunCommand): void {
  const command = program
    .command('coverage <baseline> <tenant>')
    .description(words.description)
    .option('--baseline-from <set|moment>', words.baselineFrom)
    .option('--from <set|moment>', words.from)
  for (const option of earlierOptions()) command.addOption(option)
  command
    .option('--exit-code', words.exitCode)
    .addOption(csvOption())
    .action((baseline: string, name: string, options: CoverageOptions) =>
      run(async (session) => {
        const [there, here] = [await findTenant(session, baseline), await findTenant(session, name)]
        const earlier = await earlierSide(session, there.id, options)
        const coverage = await session.core.call('compare.coverage', {
          tenantId: TenantId.parse(here.id),
          baseline: sideOf(there.id, options.baselineFrom),
          earlier,
          side: sideOf(here.id, options.from),
        })
        const all = rowsIn(coverage)
        // What the baseline dropped is nothing to meet.
        const rows = all.filter(({ state }) => state !== 'dropped')
        const met = rows.filter(({ state }) => state === 'met').length
        const accepted = rows.filter(({ state }) => state === 'accepted').length
        session.output.list(coverage, [
          ['STATE', ...(earlier ? ['CHANGE'] : []), 'SETTING', 'ID', 'VALUE', 'IN THE TENANT', 'BASELINE'],
          ...all.map(({ id, setting, value, state, step, uses, baseline: policies }) => [
            words.states[state],
            ...(earlier && step ? [words.steps[step]] : []),
            setting,
            id,
            value,
            uses.map((use) => words.use(use.policyName, use.value, use.assigned)).join('; '),
            policies.map(({ policyName }) => policyName).join('; '),
          ]),
        ])
        if (!session.output.json) session.output.line(words.met(met, accepted, rows.length, coverage.notCompared))
        // Nothing compared is nothing met.
        const isMet = rows.length > 0 && met + accepted === rows.length
        return options.exitCode === true && !isMet ? exitCodes.different : exitCodes.done
      }),
    )
}

interface CoverageOptions extends EarlierOptions {
  readonly baselineFrom?: string
  readonly from?: string
  readonly exitCode?: boolean
}

/** `atlas deviation list|accept|withdraw` */
export function addDeviationCommands(program: Command, run: RunCommand): void {
  const deviation = program.command('deviation').description(words.deviations.description)
  deviation
    .command('list')
    .description(words.deviations.list)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .addOption(csvOption())
    .action(({ tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        const deviations = await session.core.call('deviations.list', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ deviations }, [
          ['ID', 'SETTING', 'VALUE', 'UNTIL', 'OWNER', 'REASON'],
          ...deviations.map(({ id, settingId, key, until, isOver, owner, reason }) => [
            id,
            settingId,
            key,
            until === null ? words.deviations.noEnd : isOver ? words.deviations.over(until) : until,
            owner,
            reason,
          ]),
        ])
        return exitCodes.done
      }),
    )
  deviation
    .command('accept <setting>')
    .description(words.deviations.accept)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .requiredOption('--value <value>', words.deviations.value)
    .requiredOption('--reason <text>', words.deviations.reason)
    .requiredOption('--owner <name>', words.deviations.owner)
    .option('--until <day>', words.deviations.until)
    .action(
      (settingId: string, options: { tenant: string; value: string; reason: string; owner: string; until?: string }) =>
        run(async (session) => {
          const tenant = await findTenant(session, options.tenant)
          const { deviationId } = await session.core.call('deviations.accept', {
            tenantId: TenantId.parse(tenant.id),
            settingId,
            key: options.value,
            reason: options.reason,
            owner: options.owner,
            until: options.until ?? null,
          })
          if (session.output.json) session.output.document({ deviationId })
          else session.output.line(words.deviations.accepted)
          return exitCodes.done
        }),
    )
  deviation
    .command('withdraw <deviation>')
    .description(words.deviations.withdraw)
    .requiredOption('--tenant <name>', words.deviations.tenant)
    .action((id: string, { tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        await session.core.call('deviations.withdraw', {
          tenantId: TenantId.parse(tenant.id),
          deviationId: DeviationId.parse(id),
        })
        if (session.output.json) session.output.document({ withdrawn: id })
        else session.output.line(words.deviations.withdrawn)
        return exitCodes.done
      }),
    )
}
