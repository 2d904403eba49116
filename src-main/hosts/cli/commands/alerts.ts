import { randomBytes } from 'node:crypto'
import { Option, type Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { AlertKind, AlertTarget, AlertTiming, type AlertRules } from '#contract/model/alerts.ts'
import { TenantId } from '#contract/model/ids.ts'
import { words as alertWords } from '#domain/alerts/words.ts'
import { words } from '../alert-words.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { listOption } from './capture.ts'
import { wholeNumber } from './simulator.ts'

interface ChannelOptions {
  readonly tenant: string
  readonly name: string
  readonly urlEnv?: string
  readonly keyEnv?: string
  readonly host?: string
  readonly port: string
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user?: string
  readonly passwordEnv?: string
  readonly from?: string
  readonly to?: string
  readonly kinds?: string
  readonly high: AlertTiming
  readonly medium: AlertTiming
  readonly low: AlertTiming
  readonly dailyAt: string
  readonly zone: string
}

/** `atlas alert list|check|channels|add|test|again|remove` */
export function addAlertCommands(program: Command, run: RunCommand): void {
  const alert = program.command('alert').description(words.description)
  alert
    .command('list')
    .description(words.list)
    .requiredOption('--tenant <name>', words.tenant)
    .option('--open', words.open)
    .option('--exit-code', words.exitCode)
    .addOption(csvOption())
    .action((options: { tenant: string; open?: boolean; exitCode?: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const all = await session.core.call('alerts.list', { tenantId: TenantId.parse(tenant.id), limit: 500 })
        const open = all.filter(({ endedAt }) => endedAt === null)
        const alerts = options.open ? open : all
        session.output.list({ alerts }, [
          ['SEVERITY', 'KIND', 'SINCE', 'UNTIL', 'ALERT'],
          ...alerts.map(({ severity, kind, raisedAt, endedAt, title }) => [
            severity,
            alertWords.kinds[kind],
            raisedAt,
            endedAt ?? '',
            title,
          ]),
        ])
        return options.exitCode && open.length > 0 ? exitCodes.failed : exitCodes.done
      }),
    )
  alert
    .command('check')
    .description(words.check)
    .action(() =>
      run(async ({ core, output }) => {
        const round = await core.call('alerts.check', {})
        if (output.json) output.document({ ...round })
        else output.line(words.checked(round))
        return round.failed > 0 ? exitCodes.failed : exitCodes.done
      }),
    )
  alert
    .command('channels')
    .description(words.channels)
    .requiredOption('--tenant <name>', words.tenant)
    .addOption(csvOption())
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const channels = await channelsOf(session, options.tenant)
        session.output.list({ channels }, [
          ['NAME', 'KIND', 'SENDS TO', 'LAST MESSAGE', 'PROBLEM'],
          ...channels.map(({ name, kind, shown, last }) => [
            name,
            kind,
            shown,
            last === null ? '' : `${last.state} ${last.at}`,
            last?.problem ?? '',
          ]),
        ])
        return exitCodes.done
      }),
    )
  addChannelCommand(alert, run)
  for (const [name, description, work] of [
    ['test', words.test, test],
    ['again', words.again, sendAgain],
    ['remove', words.remove, remove],
  ] as const)
    alert
      .command(`${name} <channel>`)
      .description(description)
      .requiredOption('--tenant <name>', words.tenant)
      .action((channel: string, options: { tenant: string }) =>
        run(async (session) => {
          const tenantId = TenantId.parse((await findTenant(session, options.tenant)).id)
          const found = (await channelsOf(session, options.tenant)).find(
            ({ id, name: shown }) => id === channel || shown.toLowerCase() === channel.toLowerCase(),
          )
          if (!found) throw failure('notFound', words.noChannel(channel))
          const said = await work(session, { tenantId, channelId: found.id })
          if (session.output.json) session.output.document({ channel: found.name, done: true })
          else session.output.line(said)
          return exitCodes.done
        }),
      )
}

type Asked = { readonly tenantId: TenantId; readonly channelId: Awaited<ReturnType<typeof channelsOf>>[number]['id'] }

async function test({ core }: Session, asked: Asked): Promise<string> {
  const { problem } = await core.call('alerts.test', asked)
  if (problem !== null) throw failure('unreachable', words.testFailed(problem))
  return words.tested
}

async function sendAgain({ core }: Session, asked: Asked): Promise<string> {
  const { messages } = await core.call('alerts.sendAgain', asked)
  await core.call('alerts.check', {})
  return words.sentAgain(messages)
}

async function remove({ core }: Session, asked: Asked): Promise<string> {
  await core.call('alerts.removeChannel', asked)
  return words.removed
}

async function channelsOf(session: Session, tenantName: string) {
  const tenant = await findTenant(session, tenantName)
  return session.core.call('alerts.channels', { tenantId: TenantId.parse(tenant.id) })
}

function addChannelCommand(alert: Command, run: RunCommand): void {
  const timing = (name: string, text: string, byDefault: AlertTiming): Option =>
    new Option(`--${name} <when>`, text).choices(AlertTiming.options).default(byDefault)
  alert
    .command('add <kind>')
    .description(words.add)
    .requiredOption('--tenant <name>', words.tenant)
    .requiredOption('--name <name>', words.name)
    .option('--url-env <variable>', words.urlEnv)
    .option('--key-env <variable>', words.keyEnv)
    .option('--host <host>', words.host)
    .option('--port <number>', words.port, '587')
    .addOption(new Option('--security <how>', words.security).choices(['tls', 'starttls', 'none']).default('starttls'))
    .option('--user <name>', words.user)
    .option('--password-env <variable>', words.passwordEnv)
    .option('--from <address>', words.from)
    .option('--to <a,b>', words.to)
    .option('--kinds <a,b>', words.kinds(AlertKind.options))
    .addOption(timing('high', words.high, 'now'))
    .addOption(timing('medium', words.medium, 'daily'))
    .addOption(timing('low', words.low, 'off'))
    .option('--daily-at <hh:mm>', words.dailyAt, '07:00')
    .option('--zone <zone>', words.zone, Intl.DateTimeFormat().resolvedOptions().timeZone)
    .action((kind: string, options: ChannelOptions) =>
      run(async (session) => {
        const { target, newKey } = targetOf(kind, options)
        const tenant = await findTenant(session, options.tenant)
        const { channelId } = await session.core.call('alerts.saveChannel', {
          tenantId: TenantId.parse(tenant.id),
          name: options.name,
          target,
          rules: rulesOf(options),
        })
        if (session.output.json) session.output.document({ channelId, ...(newKey === null ? {} : { key: newKey }) })
        else
          session.output.line([words.added(options.name), ...(newKey === null ? [] : [words.key(newKey)])].join('\n'))
        return exitCodes.done
      }),
    )
}

/** @throws Failure `badInput` with what is missing */
function targetOf(
  kind: string,
  options: ChannelOptions,
): { readonly target: AlertTarget; readonly newKey: string | null } {
  const newKey = kind === 'webhook' && options.keyEnv === undefined ? randomBytes(32).toString('base64url') : null
  const asked = {
    teams: () => ({ kind, url: variable('--url-env', options.urlEnv) }),
    webhook: () => ({
      kind,
      url: variable('--url-env', options.urlEnv),
      key: newKey ?? variable('--key-env', options.keyEnv),
    }),
    mail: () => ({
      kind,
      host: options.host,
      port: wholeNumber('--port', options.port, 65_535),
      security: options.security,
      user: options.user ?? null,
      password: options.passwordEnv === undefined ? null : variable('--password-env', options.passwordEnv),
      from: options.from,
      to: listOption(options.to) ?? [],
    }),
    system: () => ({ kind }),
  }
  if (!Object.hasOwn(asked, kind)) throw failure('badInput', words.noKind(kind))
  const target = AlertTarget.safeParse(asked[kind as keyof typeof asked]())
  if (!target.success)
    throw failure('badInput', words.incomplete([...new Set(target.error.issues.map(({ path }) => path.join('.')))]))
  return { target: target.data, newKey }
}

/** Addresses and passwords come from variables, so that they aren't in the history of the shell. */
function variable(option: string, name: string | undefined): string {
  const value = name === undefined ? undefined : process.env[name]
  if (!value) throw failure('badInput', words.noVariable(option, name))
  return value
}

function rulesOf({ kinds, high, medium, low, dailyAt, zone }: ChannelOptions): AlertRules {
  const chosen = listOption(kinds) ?? AlertKind.options
  const known = chosen.filter((kind): kind is AlertKind => AlertKind.safeParse(kind).success)
  if (known.length < chosen.length) throw failure('badInput', words.noAlertKind(AlertKind.options))
  return { kinds: known, timing: { high, medium, low }, dailyAt, zone }
}
