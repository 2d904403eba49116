import { resolve } from 'node:path'
import type { Command } from 'commander'
import { failure, Failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { CaptureSwitches, Environment, Tenant } from '#contract/model/tenants.ts'
import { tokenTenant } from '#domain/permissions/token-claims.ts'
import { csvOption } from '../output.ts'
import { findTenant, type Session, type RunCommand } from '../session.ts'
import { addConnectCommands, secretFrom } from './connect.ts'
import { addValueCommands } from './standard.ts'
import { wholeNumber } from './simulator.ts'
import { words } from '../tenant-words.ts'
import { words as cliWords } from '../words.ts'

const { common } = cliWords

/** `atlas tenant …` */
export function addTenantCommands(program: Command, run: RunCommand): void {
  const tenant = program.command('tenant').description(words.tenant.description)
  addValueCommands(tenant, run)

  tenant
    .command('add')
    .description(words.tenant.add)
    .requiredOption('--name <name>', words.tenant.name)
    .requiredOption('--graph-url <url>', words.tenant.graphUrl)
    .requiredOption('--tenant-id <guid>', words.tenant.tenantId)
    .requiredOption('--token-env <variable>', words.tenant.tokenVariable)
    .option('--environment <word>', words.tenant.environment, 'production')
    .action((options: { name: string; graphUrl: string; tenantId: string; tokenEnv: string; environment: string }) =>
      run(async ({ core, output }) => {
        if (!TenantId.safeParse(options.tenantId).success)
          throw new Failure('badInput', common.notGuid(options.tenantId))
        const token = process.env[options.tokenEnv]?.trim()
        if (!token) throw failure('badInput', words.tenant.noToken(options.tokenEnv))
        const issuedFor = tokenTenant(token)
        if (issuedFor !== null && issuedFor !== options.tenantId.toLowerCase()) {
          throw failure('wrongTenant', words.tenant.otherTenant(options.tokenEnv, issuedFor, options.tenantId))
        }
        const added = await core.call('tenants.add', {
          id: options.tenantId,
          name: options.name,
          graphUrl: options.graphUrl,
          tokenVariable: options.tokenEnv,
          environment: options.environment as Environment,
        })
        if (output.json) output.document({ tenant: added })
        else output.line(words.tenant.connected(added.name))
        return 0
      }),
    )

  tenant
    .command('demo')
    .description(words.tenant.demo)
    .option('--history', words.tenant.demoHistory)
    .action((options: { history?: true }) =>
      run(async ({ core, output }) => {
        const added = await core.call('tenants.openDemo', { history: options.history === true })
        if (output.json) output.document({ tenant: added })
        else output.line(words.tenant.demoAdded(added.name))
        return 0
      }),
    )

  tenant
    .command('list')
    .description(words.tenant.list)
    .addOption(csvOption())
    .action(() =>
      run(async ({ core, output }) => {
        const tenants = await core.call('tenants.list', {})
        output.list({ tenants }, [
          ['NAME', 'ENVIRONMENT', 'WRITING', 'ID'],
          ...tenants.map((entry) => [entry.name, entry.environment, lockWords(entry), entry.id]),
        ])
        return 0
      }),
    )

  tenant
    .command('change <tenant>')
    .description(words.tenant.change)
    .option('--name <name>', words.tenant.name)
    .option('--environment <word>', words.tenant.changedEnvironment)
    .option('--entra <on|off>', words.tenant.entra)
    .option('--services <on|off>', words.tenant.services)
    .option('--devices <on|off>', words.tenant.devices)
    .option('--members <on|off>', words.tenant.members)
    .option('--recipients <on|off>', words.tenant.recipients)
    .option('--assistants <on|off>', words.tenant.assistants)
    .option('--git-folder <folder>', words.tenant.gitFolder)
    .option('--client-secret-env <variable>', words.connect.clientSecret)
    .action((name: string, options: ChangeOptions) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        return show(
          session,
          await session.core.call('tenants.change', {
            tenantId: TenantId.parse(found.id),
            ...(options.name === undefined ? {} : { name: options.name }),
            ...(options.environment === undefined ? {} : { environment: options.environment as Environment }),
            ...switchesOf(options),
            ...repositoryOf(options),
            ...secretFrom(options.clientSecretEnv),
          }),
        )
      }),
    )

  addConnectCommands(tenant, run)

  tenant
    .command('unlock <tenant>')
    .description(words.tenant.unlock)
    .requiredOption('--minutes <m>', words.tenant.minutes)
    .action((name: string, options: { minutes: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const minutes = wholeNumber('--minutes', options.minutes, 480, 1)
        // The tenant name on the command line is the typed confirmation.
        const unlocked = await session.core.call('tenants.unlock', {
          tenantId: TenantId.parse(found.id),
          minutes,
          confirm: found.name,
        })
        return show(session, unlocked)
      }),
    )

  tenant
    .command('lock <tenant>')
    .description(words.tenant.lock)
    .action((name: string) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        return show(session, await session.core.call('tenants.lock', { tenantId: TenantId.parse(found.id) }))
      }),
    )
}

const lockWords = (tenant: Tenant): string =>
  tenant.unlockedUntil ? words.tenant.allowedUntil(tenant.unlockedUntil) : words.tenant.readOnly

function show({ output }: Session, tenant: Tenant): number {
  if (output.json) output.document({ tenant })
  else output.line(words.tenant.writing(tenant.name, lockWords(tenant)))
  return 0
}

/** The options of `tenant change`. */
type ChangeOptions = {
  readonly name?: string
  readonly environment?: string
  readonly gitFolder?: string
  readonly clientSecretEnv?: string
} & Partial<Readonly<Record<keyof typeof switchNames, string>>>

/** The git folder that an option names. The app that is open has another working folder. */
const repositoryOf = ({ gitFolder }: ChangeOptions): { repository?: string | null } =>
  gitFolder === undefined ? {} : { repository: gitFolder === 'none' ? null : resolve(gitFolder) }

const switchNames = {
  entra: 'capturesEntra',
  services: 'capturesServices',
  devices: 'capturesDevices',
  members: 'capturesGroupMembers',
  recipients: 'readsRecipients',
  assistants: 'allowsAssistant',
} as const satisfies Readonly<Record<string, keyof CaptureSwitches | 'allowsAssistant'>>

/** What the options turn on and off. @throws Failure `badInput` for another word than on and off */
function switchesOf(options: ChangeOptions): Partial<CaptureSwitches & Pick<Tenant, 'allowsAssistant'>> {
  return Object.fromEntries(
    Object.entries(switchNames).flatMap(([option, name]) => {
      const value = options[option as keyof typeof switchNames]
      if (value === undefined) return []
      if (value !== 'on' && value !== 'off') throw new Failure('badInput', words.tenant.switchValue(option, value))
      return [[name, value === 'on']]
    }),
  )
}
