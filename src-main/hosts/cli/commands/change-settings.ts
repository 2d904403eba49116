import { Option, type Command } from 'commander'
import { failure } from '#contract/errors.ts'
import type { Side } from '#contract/model/compare.ts'
import { TenantId, type PolicyId } from '#contract/model/ids.ts'
import { words } from '../coverage-words.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { sideOf } from '../sides.ts'
import { allPolicies, listOption } from './capture.ts'
import { earlierSide, earlierOptions, rowsIn, type EarlierOptions } from './coverage.ts'
import { reportPlan } from './restore.ts'

interface Options extends EarlierOptions {
  readonly tenant: string
  readonly baseline: string
  readonly baselineFrom?: string
  readonly settings?: string
  readonly states?: string
  readonly steps?: string
  readonly addTo?: string
}

/** `atlas change settings` */
export function addSettingsRule(change: Command, run: RunCommand): void {
  const command = change
    .command('settings')
    .description(words.set.description)
    .requiredOption('--tenant <name>', words.set.tenant)
    .requiredOption('--baseline <name>', words.set.baseline)
    .option('--baseline-from <set|moment>', words.baselineFrom)
  for (const option of earlierOptions()) command.addOption(option)
  command
    .option('--settings <a,b>', words.set.settings)
    .addOption(new Option('--states <a,b>', words.set.states))
    .addOption(new Option('--steps <a,b>', words.set.steps))
    .option('--add-to <policy>', words.set.addTo)
    .action((options: Options) =>
      run(async (session) => {
        const tenantId = TenantId.parse((await findTenant(session, options.tenant)).id)
        const there = await findTenant(session, options.baseline)
        const baseline = sideOf(there.id, options.baselineFrom)
        const earlier = await earlierSide(session, there.id, options)
        const rows = await chosenRows(session, tenantId, baseline, earlier, options)
        const {
          change: made,
          policyIds,
          cannot,
        } = await session.core.call('compare.settingChange', {
          tenantId,
          baseline,
          earlier,
          settings: rows.map(({ id, key }) => ({ settingId: id, key })),
          addTo: options.addTo === undefined ? null : await policyOf(session, tenantId, options.addTo),
        })
        for (const { name, reason } of cannot) session.output.note(words.set.cannot(name, reason))
        if (made === null) throw failure('badInput', words.set.nothing)
        const { runId } = await session.core.call('changes.plan', { tenantId, policyIds, change: made })
        return reportPlan(session, tenantId, runId)
      }),
    )
}

/** The rows of a coverage that the options choose. @throws Failure */
async function chosenRows(
  session: Session,
  tenantId: TenantId,
  baseline: ReturnType<typeof sideOf>,
  earlier: Side | null,
  options: Options,
) {
  const [ids, states, steps] = [listOption(options.settings), listOption(options.states), listOption(options.steps)]
  if (ids === undefined && states === undefined && steps === undefined) throw failure('badInput', words.set.noSelection)
  const all = rowsIn(
    await session.core.call('compare.coverage', {
      tenantId,
      baseline,
      earlier,
      side: sideOf(tenantId, undefined),
    }),
  )
  for (const [given, known] of [
    [states, words.states],
    [steps, words.steps],
  ] as const) {
    const other = given?.find((one) => !(one in known))
    if (other !== undefined) throw failure('badInput', words.set.unknownWord(other, Object.keys(known)))
  }
  const unknown = ids?.find((id) => !all.some((row) => row.id === id))
  if (unknown !== undefined) throw failure('notFound', words.set.unknown(unknown))
  const found = all.filter(
    (row) =>
      row.state !== 'met' &&
      // What somebody accepted stays, unless it is named.
      (row.state !== 'accepted' || states?.includes('accepted') === true) &&
      (ids === undefined || ids.includes(row.id)) &&
      (states === undefined || states.includes(row.state)) &&
      (steps === undefined || (row.step !== null && steps.includes(row.step))),
  )
  if (found.length === 0) throw failure('notFound', words.set.none)
  return found
}

/** @throws Failure `notFound` */
async function policyOf(session: Session, tenantId: TenantId, id: string): Promise<PolicyId> {
  const found = (await allPolicies(session, tenantId)).find((policy) => policy.id === id || policy.externalId === id)
  if (!found) throw failure('notFound', words.set.unknownPolicy(id))
  return found.id
}
