import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { Input } from '#contract/api/api.ts'
import { failure } from '#contract/errors.ts'
import { BackupSetId, BaselineId, RunId, TenantId, VersionId } from '#contract/model/ids.ts'
import { ReportFormat, ReportLanguage } from '#contract/model/reports.ts'
import { resultOf } from '#contract/model/runs.ts'
import { reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type RunCommand, type Session } from '../session.ts'
import { momentOf, sideOf } from '../sides.ts'
import { words } from '../report-words.ts'

interface Options {
  readonly folder: string
  readonly format: ReportFormat
  readonly language: ReportLanguage
  readonly customer?: string
  readonly author?: string
  readonly ticket?: string
  readonly note?: string
  readonly logo?: string
  readonly colour?: string
  readonly since?: string
  readonly changesOnly?: boolean
  readonly descriptions: boolean
  readonly assignments: boolean
  readonly scripts: boolean
}

type Subject = Omit<Input<'reports.save'>, 'tenantId' | 'format' | 'folder' | 'options'>

/** `atlas report …`: a document about a tenant, a set, a policy, a comparison, a check for drift, or a restore. */
export function addReportCommands(program: Command, run: RunCommand): void {
  const report = program.command('report').description(words.description)

  const save = async (session: Session, tenantId: TenantId, subject: Subject, options: Options): Promise<number> => {
    const { folder, format, since, changesOnly, logo, ...rest } = options
    const { runId } = await session.core.call('reports.save', {
      ...subject,
      tenantId,
      format,
      folder: resolve(folder),
      options: {
        ...pick(rest, [
          'language',
          'customer',
          'author',
          'ticket',
          'note',
          'colour',
          'descriptions',
          'assignments',
          'scripts',
        ]),
        ...(logo === undefined ? {} : { logo: resolve(logo) }),
        ...(since === undefined ? {} : { since: sinceOf(since, new Date()) }),
        unchanged: changesOnly !== true,
      },
    })
    const ended = await watchRun(session, tenantId, runId)
    const { file = '', bytes = 0, folder: into = '' } = resultOf(ended, 'report')
    return reportRun(
      session.output,
      ended,
      { file, bytes, folder: into },
      file === '' ? '' : words.result(into, file, bytes),
    )
  }

  const add = (name: string, description: string): Command => withOptions(report.command(name).description(description))

  add('tenant', words.tenant)
    .requiredOption('--tenant <name>', words.options.tenant)
    .action((options: Options & { tenant: string }) =>
      run(async (session) => {
        const { id } = await findTenant(session, options.tenant)
        return save(session, TenantId.parse(id), { about: 'tenant' }, options)
      }),
    )

  add('set <set>', words.set).action((set: string, options: Options) =>
    run(async (session) => {
      const setId = BackupSetId.parse(set)
      const tenantId = await ownerOf(session, words.kinds.set, set, (owner) =>
        session.core.call('backups.get', { tenantId: owner, setId }),
      )
      return save(session, tenantId, { about: 'set', setId }, options)
    }),
  )

  add('policy <version>', words.policy).action((version: string, options: Options) =>
    run(async (session) => {
      const versionId = VersionId.parse(version)
      const tenantId = await ownerOf(session, words.kinds.version, version, (owner) =>
        session.core.call('versions.readable', { tenantId: owner, versionId }),
      )
      return save(session, tenantId, { about: 'policy', versionId }, options)
    }),
  )

  add('compare <left> <right>', words.compare)
    .option('--left-from <set|moment>', words.options.leftFrom)
    .option('--right-from <set|moment>', words.options.rightFrom)
    .action((left: string, right: string, options: Options & { leftFrom?: string; rightFrom?: string }) =>
      run(async (session) => {
        const [here, there] = [await findTenant(session, left), await findTenant(session, right)]
        const subject = {
          about: 'comparison' as const,
          left: sideOf(here.id, options.leftFrom),
          right: sideOf(there.id, options.rightFrom),
        }
        return save(session, TenantId.parse(here.id), subject, options)
      }),
    )

  add('drift <baseline>', words.drift).action((baseline: string, options: Options) =>
    run(async (session) => {
      const baselineId = BaselineId.parse(baseline)
      const tenantId = await ownerOf(session, words.kinds.baseline, baseline, (owner) =>
        session.core.call('drift.findings', { tenantId: owner, baselineId }),
      )
      return save(session, tenantId, { about: 'drift', baselineId }, options)
    }),
  )

  add('restore <run>', words.restore).action((id: string, options: Options) =>
    run(async (session) => {
      const runId = RunId.parse(id)
      const tenantId = await ownerOf(session, words.kinds.run, id, (owner) =>
        session.core.call('runs.get', { tenantId: owner, runId }),
      )
      return save(session, tenantId, { about: 'restore', runId }, options)
    }),
  )
}

const ownerOf = async (
  session: Session,
  what: string,
  id: string,
  probe: (tenantId: TenantId) => Promise<unknown>,
): Promise<TenantId> =>
  TenantId.parse((await findOwner(session, what, id, (tenantId) => probe(TenantId.parse(tenantId)))).id)

const withOptions = (command: Command): Command =>
  command
    .requiredOption('--folder <folder>', words.options.folder)
    .addOption(new Option('--format <format>', words.options.format).choices(ReportFormat.options).default('html'))
    .addOption(
      new Option('--language <language>', words.options.language).choices(ReportLanguage.options).default('en'),
    )
    .option('--customer <name>', words.options.customer)
    .option('--author <name>', words.options.author)
    .option('--ticket <number>', words.options.ticket)
    .option('--note <text>', words.options.note)
    .option('--logo <file>', words.options.logo)
    .option('--colour <colour>', words.options.colour)
    .option('--since <moment|span>', words.options.since)
    .option('--changes-only', words.options.changesOnly)
    .option('--no-descriptions', words.options.descriptions)
    .option('--no-assignments', words.options.assignments)
    .option('--no-scripts', words.options.scripts)

/** A moment, or a time before now: `7d`, `12h`. @throws Failure `badInput` */
export function sinceOf(text: string, now: Date): string {
  const span = /^(\d{1,4})([dh])$/.exec(text)
  if (span) return new Date(now.getTime() - Number(span[1]) * (span[2] === 'd' ? 24 : 1) * 3_600_000).toISOString()
  const moment = momentOf(text)
  if (moment === null) throw failure('badInput', words.badSince(text))
  return moment
}

/** The properties that were given. */
function pick<Key extends keyof Options>(options: Partial<Options>, keys: readonly Key[]): Partial<Pick<Options, Key>> {
  return Object.fromEntries(
    keys.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])),
  ) as Partial<Pick<Options, Key>>
}
