import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Environment, Tenant } from '#contract/model/tenants.ts'
import { tokenTenant } from '#infra/graph/token-tenant.ts'
import { table } from '../output.ts'
import { findTenant, type Session, type RunCommand } from '../session.ts'
import { addConnectCommands } from './connect.ts'
import { wholeNumber } from './simulator.ts'

/** `atlas tenant …` */
export function addTenantCommands(program: Command, run: RunCommand): void {
  const tenant = program.command('tenant').description('connected tenants')

  tenant
    .command('add')
    .description('connect a tenant')
    .requiredOption('--name <name>', 'what to call it')
    .requiredOption('--graph-url <url>', 'base address of Microsoft Graph, without a version')
    .requiredOption('--tenant-id <guid>', 'id of the tenant')
    .requiredOption('--token-env <variable>', 'environment variable that holds the access token')
    .option('--environment <word>', 'production, test or demo', 'production')
    .action((options: { name: string; graphUrl: string; tenantId: string; tokenEnv: string; environment: string }) =>
      run(async ({ core, output }) => {
        if (!TenantId.safeParse(options.tenantId).success)
          throw new Failure('badInput', `The tenant id ${options.tenantId} is not a GUID.`)
        const token = process.env[options.tokenEnv]?.trim()
        if (!token)
          throw new Failure('badInput', `The environment variable ${options.tokenEnv} is empty.`, {
            hint: 'Set it to a Graph access token of the tenant. The token itself is never stored.',
          })
        const issuedFor = tokenTenant(token)
        if (issuedFor !== null && issuedFor !== options.tenantId.toLowerCase()) {
          throw new Failure(
            'wrongTenant',
            `The token in ${options.tokenEnv} belongs to the tenant ${issuedFor}, not to ${options.tenantId}.`,
            { hint: 'Nothing was stored.' },
          )
        }
        const added = await core.call('tenants.add', {
          id: options.tenantId,
          name: options.name,
          graphUrl: options.graphUrl,
          tokenVariable: options.tokenEnv,
          environment: options.environment as Environment,
        })
        if (output.json) output.document({ tenant: added })
        else output.line(`${added.name} is connected and read-only.`)
        return 0
      }),
    )

  tenant
    .command('demo')
    .description('add the demo tenant')
    .action(() =>
      run(async ({ core, output }) => {
        const added = await core.call('tenants.openDemo', {})
        if (output.json) output.document({ tenant: added })
        else output.line(`${added.name} is here.`)
        return 0
      }),
    )

  tenant
    .command('list')
    .description('list connected tenants')
    .action(() =>
      run(async ({ core, output }) => {
        const tenants = await core.call('tenants.list', {})
        if (output.json) output.document({ tenants })
        else
          output.line(
            table([
              ['NAME', 'ENVIRONMENT', 'WRITING', 'ID'],
              ...tenants.map((entry) => [entry.name, entry.environment, lockWords(entry), entry.id]),
            ]),
          )
        return 0
      }),
    )

  tenant
    .command('change <tenant>')
    .description('change a tenant')
    .option('--name <name>', 'what to call it')
    .option('--environment <word>', 'production or test')
    .option('--entra <on|off>', 'capture conditional access, named locations and authentication strengths too')
    .action((name: string, options: { name?: string; environment?: string; entra?: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        if (options.entra !== undefined && options.entra !== 'on' && options.entra !== 'off')
          throw new Failure('badInput', `--entra is on or off, not "${options.entra}".`)
        return show(
          session,
          await session.core.call('tenants.change', {
            tenantId: TenantId.parse(found.id),
            ...(options.name === undefined ? {} : { name: options.name }),
            ...(options.environment === undefined ? {} : { environment: options.environment as Environment }),
            ...(options.entra === undefined ? {} : { capturesEntra: options.entra === 'on' }),
          }),
        )
      }),
    )

  addConnectCommands(tenant, run)

  tenant
    .command('unlock <tenant>')
    .description('allow writing for some minutes')
    .requiredOption('--minutes <m>', 'for how long')
    .action((name: string, options: { minutes: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const minutes = wholeNumber('--minutes', options.minutes, 480, 1)
        // Naming the tenant on the command line is the typed confirmation.
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
    .description('make the tenant read-only')
    .action((name: string) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        return show(session, await session.core.call('tenants.lock', { tenantId: TenantId.parse(found.id) }))
      }),
    )
}

const lockWords = (tenant: Tenant): string =>
  tenant.unlockedUntil ? `allowed until ${tenant.unlockedUntil}` : 'read-only'

function show({ output }: Session, tenant: Tenant): number {
  if (output.json) output.document({ tenant })
  else output.line(`${tenant.name}: writing ${lockWords(tenant)}.`)
  return 0
}
