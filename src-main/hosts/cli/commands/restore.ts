import { resultOf, type Run } from '#contract/model/runs.ts'
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { failure, Failure } from '#contract/errors.ts'
import { BackupSetId, PlanId, RunId, TenantId, VersionId } from '#contract/model/ids.ts'
import { PlanOptions } from '#contract/model/plans.ts'
import { isObject } from '#domain/json.ts'
import { reportRun, exitCodeOfRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type Session, type RunCommand } from '../session.ts'
import { reportError, table } from '../output.ts'
import { allPolicies, listOption } from './capture.ts'
import { addRestoreSecretsCommand } from './restore-secrets.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../words.ts'

interface PlanCommandOptions {
  readonly tenant: string
  readonly from: string
  readonly source?: string
  readonly items?: string
  readonly map?: string
  readonly assignments: string | boolean
  readonly existing: string
  readonly suffix: string
  readonly scopeTags: boolean
  readonly replace: string
}

/** `atlas restore plan|run` */
export function addRestoreCommands(program: Command, run: RunCommand): void {
  const restore = program.command('restore').description(words.restore.description)

  restore
    .command('plan')
    .description(words.restore.plan)
    .requiredOption('--tenant <name>', words.restore.tenant)
    .requiredOption('--from <set|version|moment>', words.restore.from)
    .option('--source <name>', words.restore.source)
    .option('--items <a,b>', words.restore.items)
    .option('--map <file>', words.restore.map)
    .option('--existing <how>', words.restore.existing, 'update')
    .option('--suffix <text>', words.restore.suffix, '(restored)')
    .option('--assignments <how>', words.restore.assignments, 'mapped')
    .option('--no-assignments', words.restore.noAssignments)
    .option('--no-scope-tags', words.restore.noScopeTags)
    .option('--replace <how>', words.restore.replace, 'never')
    .action((options: PlanCommandOptions) => run((session) => plan(session, options)))

  restore
    .command('undo <run>')
    .description(words.restore.undo)
    .action((id: string) =>
      run(async (session) => {
        const owner = await findOwner(session, 'run', id, (tenantId) =>
          session.core.call('runs.get', { tenantId: TenantId.parse(tenantId), runId: RunId.parse(id) }),
        )
        const { runId } = await session.core.call('restore.undo', {
          tenantId: TenantId.parse(owner.id),
          runId: RunId.parse(id),
        })
        return reportPlan(session, owner.id, runId)
      }),
    )

  restore
    .command('rehearse <plan>')
    .description(words.restore.rehearse)
    .action((id: string) =>
      run(async (session) => {
        const planId = PlanId.parse(id)
        const owner = await findOwner(session, 'plan', id, (tenantId) =>
          session.core.call('restore.get', { tenantId: TenantId.parse(tenantId), planId }),
        )
        const { runId } = await session.core.call('restore.rehearse', { tenantId: TenantId.parse(owner.id), planId })
        const ended = await watchRun(session, owner.id, runId)
        return reportRun(
          session.output,
          ended,
          {},
          words.restore.rehearsed(ended.status, ended.counts['done'] ?? 0, failuresOf(ended)),
        )
      }),
    )

  addRestoreSecretsCommand(restore, run, reportPlan)

  restore
    .command('include <plan> <number>')
    .description(words.restore.include)
    .option('--leave-out', words.restore.leaveOut)
    .action((id: string, number: string, options: { leaveOut?: boolean }) =>
      run(async (session) => {
        const planId = PlanId.parse(id)
        const owner = await findOwner(session, 'plan', id, (tenantId) =>
          session.core.call('restore.get', { tenantId: TenantId.parse(tenantId), planId }),
        )
        const seq = wholeNumber(words.restore.number, number, 1_000_000)
        const item = await session.core.call('restore.include', {
          tenantId: TenantId.parse(owner.id),
          planId,
          seq,
          included: options.leaveOut !== true,
        })
        if (session.output.json) session.output.document({ planId, item })
        else session.output.line(words.restore.included(item.name, item.included))
        return 0
      }),
    )

  restore
    .command('run <plan>')
    .description(words.restore.run)
    .requiredOption('--confirm <tenant name>', words.restore.confirm)
    .option('--justification <text>', words.restore.justification)
    .action((id: string, options: { confirm: string; justification?: string }) =>
      run(async (session) => {
        const planId = PlanId.parse(id)
        const owner = await findOwner(session, 'plan', id, (tenantId) =>
          session.core.call('restore.get', { tenantId: TenantId.parse(tenantId), planId }),
        )
        const tenantId = TenantId.parse(owner.id)
        const { runId } = await session.core.call('restore.start', {
          tenantId,
          planId,
          confirm: options.confirm,
          ...(options.justification === undefined ? {} : { justification: options.justification }),
        })
        const ended = await watchRun(session, owner.id, runId)
        const done = ended.counts['done'] ?? 0
        return reportRun(
          session.output,
          ended,
          {},
          words.restore.result(
            ended.status,
            done,
            ended.counts['unchanged'] ?? 0,
            failuresOf(ended),
            ended.counts['blocked'] ?? 0,
          ),
        )
      }),
    )
}

/** Items that failed or whose outcome is unknown. */
const failuresOf = ({ counts }: Run): number => (counts['failed'] ?? 0) + (counts['unknown'] ?? 0)

async function plan(session: Session, options: PlanCommandOptions): Promise<number> {
  const { core } = session
  const tenant = await findTenant(session, options.tenant)
  const source = isMoment(options.from)
    ? {
        tenantId: (await findTenant(session, options.source ?? options.tenant)).id,
        from: { at: new Date(options.from).toISOString() },
      }
    : await findSource(session, options.from)
  const only =
    options.items === undefined ? undefined : await findItems(session, source, listOption(options.items) ?? [])
  const { runId } = await core.call('restore.plan', {
    tenantId: TenantId.parse(tenant.id),
    sourceTenantId: TenantId.parse(source.tenantId),
    from: source.from,
    ...(only ? { only } : {}),
    choices: options.map === undefined ? {} : readMap(options.map),
    options: readOptions(options),
  })
  return reportPlan(session, tenant.id, runId)
}

/** Waits for a plan and prints it. */
export async function reportPlan(session: Session, tenantId: string, runId: string): Promise<number> {
  const { core, output } = session
  const ended = await watchRun(session, tenantId, runId)
  const { planId } = resultOf(ended, 'restore-plan')
  if (typeof planId !== 'string') {
    reportError(output, ended.error ?? { code: 'unexpected', message: words.restore.noPlan })
    return exitCodeOfRun(ended)
  }
  const made = await core.call('restore.get', { tenantId: TenantId.parse(tenantId), planId: PlanId.parse(planId) })
  if (output.json) {
    output.document({
      planId,
      hash: made.hash,
      summary: made.summary,
      items: made.items.map(({ seq, type, name, action, included, reason, warnings, risk, targetId }) => ({
        seq,
        type,
        name,
        action,
        included,
        ...(reason === null ? {} : { reason }),
        warnings,
        risk,
        targetId,
      })),
      references: made.references,
    })
  } else {
    output.line(
      table([
        ['ACTION', 'TYPE', 'NAME'],
        ...made.items.map((item) => [
          item.action,
          item.type,
          item.reason ? `${item.name} (${item.reason})` : item.name,
        ]),
      ]),
    )
    output.line(
      words.restore.planned(
        planId,
        Object.entries(made.summary).filter(([, count]) => count > 0),
      ),
    )
  }
  return 0
}

/** @throws Failure `badInput` for an invalid value */
function readOptions({ existing, suffix, assignments, scopeTags, replace }: PlanCommandOptions): PlanOptions {
  const given = PlanOptions.safeParse({
    existing,
    suffix,
    assignments: assignments === false ? 'none' : assignments,
    scopeTags: scopeTags ? 'mapped' : 'none',
    replace,
  })
  if (!given.success) throw failure('badInput', words.restore.badOption(given.error.issues[0]?.path.join('.') ?? ''))
  return given.data
}

/** A date, not the name of a set. */
const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\d([T ]|$)/.test(text) && !Number.isNaN(Date.parse(text))

interface FoundSource {
  readonly tenantId: string
  readonly from: { setId: BackupSetId } | { versionIds: VersionId[] } | { at: string }
}

/** A backup set by id or unique name, or a version by id, of any connected tenant. */
async function findSource({ core }: Session, text: string): Promise<FoundSource> {
  const named: FoundSource[] = []
  for (const tenant of await core.call('tenants.list', {})) {
    const tenantId = TenantId.parse(tenant.id)
    for (const set of await core.call('backups.list', { tenantId })) {
      if (set.id === text) return { tenantId, from: { setId: set.id } }
      if (set.name === text) named.push({ tenantId, from: { setId: set.id } })
    }
    const version = await core
      .call('versions.get', { tenantId, versionId: VersionId.parse(text) })
      .catch((error: unknown) => {
        if (error instanceof Failure) return undefined
        throw error
      })
    if (version) return { tenantId, from: { versionIds: [version.id] } }
  }
  if (named.length === 1) return named[0]!
  throw named.length > 1
    ? failure('badInput', words.restore.severalSets(text, named.length))
    : failure('notFound', words.restore.noSource(text))
}

/** The versions in the set that match a list of version IDs, policy IDs, Graph IDs or types. */
async function findItems(session: Session, source: FoundSource, wanted: readonly string[]): Promise<VersionId[]> {
  if ('versionIds' in source.from) return source.from.versionIds
  if (!('setId' in source.from)) throw failure('badInput', words.restore.itemsNeedSet)
  const tenantId = TenantId.parse(source.tenantId)
  const { content } = await session.core.call('backups.get', { tenantId, setId: source.from.setId })
  const policies = new Map((await allPolicies(session, tenantId)).map((policy) => [policy.id, policy]))
  const names = (entry: (typeof content)[number]): readonly string[] => [
    entry.versionId,
    entry.policyId,
    entry.type,
    policies.get(entry.policyId)?.externalId ?? '',
  ]
  const unknown = wanted.find((name) => !content.some((entry) => names(entry).includes(name)))
  if (unknown !== undefined) throw failure('badInput', words.restore.notInSet(unknown))
  return content.filter((entry) => names(entry).some((name) => wanted.includes(name))).map((entry) => entry.versionId)
}

/** A mapping file as `kind/source id` to target id. @throws Failure `badInput` */
function readMap(file: string): Record<string, string | null> {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new Failure(
      'badInput',
      words.restore.mapUnreadable(file, error instanceof Error ? error.message : String(error)),
      { cause: error },
    )
  }
  const choices: Record<string, string | null> = {}
  for (const [kind, entries] of Object.entries(isObject(parsed) ? parsed : { '': parsed })) {
    if (!isObject(entries)) throw new Failure('badInput', words.restore.mapNotObject(file))
    for (const [sourceId, target] of Object.entries(entries)) {
      if (target !== null && typeof target !== 'string')
        throw new Failure('badInput', words.restore.mapNotText(file, `${kind}/${sourceId}`))
      choices[`${kind}/${sourceId}`] = target
    }
  }
  return choices
}
