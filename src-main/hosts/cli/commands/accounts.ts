import { type Command, Option } from 'commander'
import { Cloud } from '#contract/model/clouds.ts'
import { TenantId } from '#contract/model/ids.ts'
import { csvOption } from '../output.ts'
import { findTenant, type RunCommand } from '../session.ts'
import { words } from '../tenant-words.ts'

interface RegistrationOptions {
  readonly app?: boolean
  readonly write?: boolean
  readonly groups?: boolean
  readonly entra?: boolean
  readonly services?: boolean
  readonly members?: boolean
  readonly recipients?: boolean
  readonly devices?: boolean
  readonly cloud: Cloud
  readonly clientId?: string
}

/** `atlas tenant sign-out|accounts|use-account|app-registration` */
export function addAccountCommands(tenant: Command, run: RunCommand): void {
  tenant
    .command('sign-out <tenant>')
    .description(words.signOut.description)
    .option('--account <user-name>', words.signOut.account)
    .action((name: string, { account }: { account?: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const after = await session.core.call('tenants.signOut', {
          tenantId: TenantId.parse(found.id),
          ...(account === undefined ? {} : { account }),
        })
        if (session.output.json) session.output.document({ tenant: after })
        else session.output.line(words.signOut.result(after.name))
        return 0
      }),
    )

  tenant
    .command('accounts <tenant>')
    .description(words.accounts.description)
    .addOption(csvOption())
    .action((name: string) =>
      run(async (session) => {
        const { core, output } = session
        const found = await findTenant(session, name)
        const accounts = await core.call('tenants.accounts', { tenantId: TenantId.parse(found.id) })
        const { yes, no } = words.accounts
        output.list({ accounts }, [
          words.accounts.columns,
          ...accounts.map(({ account, isUsed, canWrite, signedInAt }) => [
            account,
            isUsed ? yes : no,
            canWrite ? yes : no,
            signedInAt,
          ]),
        ])
        return 0
      }),
    )

  tenant
    .command('use-account <tenant> <user-name>')
    .description(words.useAccount.description)
    .action((name: string, account: string) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const after = await session.core.call('tenants.useAccount', { tenantId: TenantId.parse(found.id), account })
        if (session.output.json) session.output.document({ tenant: after })
        else session.output.line(words.useAccount.result(after.name, after.account ?? account))
        return 0
      }),
    )

  tenant
    .command('app-registration')
    .description(words.registration.description)
    .option('--app', words.registration.app)
    .option('--write', words.registration.write)
    .option('--groups', words.registration.groups)
    .option('--entra', words.registration.entra)
    .option('--services', words.registration.services)
    .option('--members', words.registration.members)
    .option('--devices', words.registration.devices)
    .option('--recipients', words.registration.recipients)
    .addOption(new Option('--cloud <word>', words.registration.cloud).choices(Cloud.options).default('global'))
    .option('--client-id <guid>', words.registration.clientId)
    .action((options: RegistrationOptions) =>
      run(async ({ core, output }) => {
        const registration = await core.call('tenants.registration', {
          signIn: options.app ? 'app' : 'person',
          access: options.groups ? 'writeGroups' : options.write ? 'write' : 'read',
          captures: {
            capturesEntra: options.entra === true,
            capturesDevices: options.devices === true,
            capturesGroupMembers: options.members === true,
            capturesServices: options.services === true,
            readsRecipients: options.recipients === true,
          },
          cloud: options.cloud,
          clientId: options.clientId ?? null,
        })
        if (output.json) {
          output.document({ registration })
          return 0
        }
        for (const { name } of registration.permissions) output.line(name)
        if (registration.notForApps.length > 0) output.line(`\n${words.registration.people(registration.notForApps)}`)
        output.line(`\n${words.registration.manifest}\n${JSON.stringify(registration.manifest, null, 2)}`)
        const { links } = registration
        if (links) output.line(`\n${words.registration.register(links.register)}`)
        if (links?.permissions) output.line(words.registration.permissions(links.permissions))
        return 0
      }),
    )
}
