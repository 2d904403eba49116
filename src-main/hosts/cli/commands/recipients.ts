import { Option, type Command } from 'commander'
import { failure, Failure } from '#contract/errors.ts'
import { PolicyId, TenantId } from '#contract/model/ids.ts'
import { outcomes, type NamedSubject, type RecipientOutcome, type Subject } from '#contract/model/recipients.ts'
import { resultOf } from '#contract/model/runs.ts'
import { csvOption, exitCodes } from '../output.ts'
import { words } from '../recipient-words.ts'
import { reportRun } from '../run-result.ts'
import { findTenant, watchRun, type RunCommand, type Session } from '../session.ts'
import { momentOf } from '../sides.ts'
import { words as commonWords } from '../words.ts'

interface WhoOptions {
  readonly tenant: string
  readonly at?: string
  readonly kind?: Subject['kind']
  readonly outcome?: string
  readonly explain?: boolean
}

/** `atlas recipients`, `atlas who-gets` and `atlas reach` */
export function addRecipientCommands(program: Command, run: RunCommand): void {
  const recipients = program.command('recipients').description(words.recipients.description)
  recipients
    .command('read')
    .description(words.recipients.read)
    .requiredOption('--tenant <name>', commonWords.dependencies.tenant)
    .action(({ tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        const { runId } = await session.core.call('recipients.read', { tenantId: TenantId.parse(tenant.id) })
        const ended = await watchRun(session, tenant.id, runId)
        const result = resultOf(ended, 'recipients')
        const said = [words.recipients.result(result), ...(result.unread ?? [])].join('\n')
        return reportRun(session.output, ended, { ...result }, said)
      }),
    )
  recipients
    .command('find <text>')
    .description(words.recipients.find)
    .requiredOption('--tenant <name>', commonWords.dependencies.tenant)
    .addOption(csvOption())
    .action((text: string, { tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        const found = await session.core.call('recipients.find', { tenantId: TenantId.parse(tenant.id), text })
        if (!found) throw failure('badInput', words.notRead(tenant.name))
        session.output.list({ found }, [
          ['KIND', 'NAME', 'DETAIL', 'ID'],
          ...found.map((entry) => [entry.kind, entry.name, entry.detail, entry.id]),
        ])
        return exitCodes.done
      }),
    )
  recipients
    .command('delete')
    .description(words.recipients.remove)
    .requiredOption('--tenant <name>', commonWords.dependencies.tenant)
    .action(({ tenant: name }: { tenant: string }) =>
      run(async (session) => {
        const { core, output } = session
        const tenant = await findTenant(session, name)
        const { removed } = await core.call('recipients.remove', { tenantId: TenantId.parse(tenant.id) })
        if (output.json) output.document({ removed })
        else output.line(words.recipients.removed(removed))
        return exitCodes.done
      }),
    )
  program
    .command('who-gets <subject>')
    .description(words.whoGets.description)
    .requiredOption('--tenant <name>', commonWords.dependencies.tenant)
    .option('--at <moment>', words.whoGets.at)
    .addOption(new Option('--kind <word>', words.whoGets.kind).choices(['user', 'device', 'group']))
    .option('--outcome <word>', words.whoGets.outcome)
    .option('--explain', words.whoGets.explain)
    .addOption(csvOption())
    .action((subject: string, options: WhoOptions) => run((session) => whoGets(session, subject, options)))
  program
    .command('reach <policy-id>')
    .description(words.reach.description)
    .requiredOption('--tenant <name>', commonWords.dependencies.tenant)
    .option('--list', words.reach.list)
    .addOption(csvOption())
    .action((policyId: string, options: { tenant: string; list?: boolean }) =>
      run((session) => reach(session, policyId, options)),
    )
}

async function whoGets(session: Session, name: string, options: WhoOptions): Promise<number> {
  const { core, output } = session
  const wanted = outcomeOf(options.outcome)
  const tenant = await findTenant(session, options.tenant)
  const tenantId = TenantId.parse(tenant.id)
  const at = options.at === undefined ? undefined : momentOf(options.at)
  if (at === null) throw failure('badInput', commonWords.purge.noDate(options.at!))
  const named = await core.call('recipients.find', { tenantId, text: name })
  const found =
    named &&
    (await core.call('recipients.answers', {
      tenantId,
      subject: choose(name, options.kind, named),
      ...(at === undefined ? {} : { at }),
    }))
  if (!found) throw failure('badInput', words.notRead(tenant.name))
  const answers = found.answers.filter(({ outcome }) => wanted === null || outcome === wanted)
  output.list({ ...found, answers }, [
    ['OUTCOME', 'INTENT', 'TYPE', 'NAME', ...(options.explain ? ['WHY'] : [])],
    ...answers.map((answer) => [
      words.whoGets.outcomes[answer.outcome],
      answer.intent,
      answer.type,
      answer.name,
      ...(options.explain
        ? [answer.reasons.map(({ steps }) => steps.map(({ text }) => text).join(' ')).join(' | ')]
        : []),
    ]),
  ])
  if (!output.json) output.note(words.whoGets.readAt(found.readAt))
  return exitCodes.done
}

function outcomeOf(word: string | undefined): RecipientOutcome | null {
  if (word === undefined) return null
  const found = outcomes.find((outcome) => outcome.toLowerCase() === word.toLowerCase())
  if (!found) throw new Failure('badInput', words.whoGets.noOutcome(word))
  return found
}

/** The one that the name means: its ID, its user name or its name. @throws Failure */
function choose(name: string, kind: Subject['kind'] | undefined, found: readonly NamedSubject[]): Subject {
  const wanted = name.toLowerCase()
  const named = found.filter(
    (entry) =>
      (kind === undefined || entry.kind === kind) &&
      [entry.id, entry.name, entry.detail].some((text) => text.toLowerCase() === wanted),
  )
  if (named.length === 0) throw failure('notFound', words.whoGets.none(name))
  if (named.length > 1)
    throw failure(
      'badInput',
      words.whoGets.several(
        name,
        named.map((entry) => `${entry.kind} ${entry.id}`),
      ),
    )
  return { kind: named[0]!.kind, id: named[0]!.id }
}

async function reach(
  session: Session,
  policyId: string,
  options: { readonly tenant: string; readonly list?: boolean },
): Promise<number> {
  const tenant = await findTenant(session, options.tenant)
  const found = await session.core.call('recipients.reach', {
    tenantId: TenantId.parse(tenant.id),
    policyId: PolicyId.parse(policyId),
  })
  if (!found) throw failure('badInput', words.notRead(tenant.name))
  const { outcomes: said } = words.whoGets
  session.output.list(
    found,
    options.list
      ? [
          ['INTENT', 'OUTCOME', 'KIND', 'NAME', 'DETAIL'],
          ...found.byIntent.flatMap(({ intent, subjects }) =>
            subjects.map((entry) => [intent, said[entry.outcome], entry.kind, entry.name, entry.detail]),
          ),
        ]
      : [
          ['INTENT', 'OUTCOME', 'USERS', 'DEVICES'],
          ...found.byIntent.flatMap(({ intent, users, devices }) =>
            outcomes.map((outcome) => [intent, said[outcome], String(users[outcome]), String(devices[outcome])]),
          ),
        ],
  )
  if (!session.output.json)
    session.output.note(found.byIntent.length === 0 ? words.reach.notAssigned : words.whoGets.readAt(found.readAt))
  return exitCodes.done
}
