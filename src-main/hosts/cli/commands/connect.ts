import { resultOf } from '#contract/model/runs.ts'
import type { Command } from 'commander'
import { Failure } from '#contract/errors.ts'
import { Cloud } from '#contract/model/clouds.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import type { Environment } from '#contract/model/tenants.ts'
import type { Run } from '#contract/model/runs.ts'
import { table } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type Session } from '../session.ts'

type Do = (work: (session: Session) => Promise<number>) => Promise<void>

interface ConnectOptions {
  readonly name: string
  readonly tenant: string
  readonly cloud: string
  readonly graphUrl?: string
  readonly authority?: string
  readonly clientId?: string
  readonly certificate?: string
  readonly certificatePasswordEnv?: string
  readonly environment: string
}

/** `atlas tenant connect|sign-in|sign-out|check|role|archive|export|remove` */
export function addConnectCommands(tenant: Command, run: Do): void {
  tenant
    .command('connect')
    .description('connect a tenant that a person or an app signs in to')
    .requiredOption('--name <name>', 'what to call it')
    .requiredOption('--tenant <id or domain>', 'id of the tenant, or one of its domains')
    .option('--cloud <word>', 'global, gccHigh, dod, china or custom', 'global')
    .option('--graph-url <url>', 'base address of Microsoft Graph, for a custom cloud')
    .option('--authority <url>', 'address of the sign-in service, for a custom cloud')
    .option('--client-id <guid>', 'own app registration')
    .option('--certificate <file>', 'PEM file with certificate and key, for app-only sign-in')
    .option('--certificate-password-env <variable>', 'environment variable with the passphrase of the key')
    .option('--environment <word>', 'production, test or demo', 'production')
    .action((options: ConnectOptions) => run((session) => connect(session, options)))

  tenant
    .command('sign-in <tenant>')
    .description('let a person sign in')
    .option('--device-code', 'enter a code on another device instead of opening the browser')
    .option('--write', 'ask for writing too')
    .option('--consented', 'ask for nothing that was not consented to before')
    .action((name: string, options: { deviceCode?: boolean; write?: boolean; consented?: boolean }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const tenantId = TenantId.parse(found.id)
        const access = options.write ? 'write' : options.consented ? 'consented' : 'read'
        const { runId } = await session.core.call('tenants.signIn', {
          tenantId,
          how: options.deviceCode ? 'deviceCode' : 'browser',
          access,
        })
        const ended = await watchSignIn(session, tenantId, runId)
        return reportRun(
          session.output,
          ended,
          { account: resultOf(ended, 'sign-in').account ?? null },
          `${found.name}: signed in as ${resultOf(ended, 'sign-in').account ?? 'nobody'}.`,
        )
      }),
    )

  tenant
    .command('sign-out <tenant>')
    .description('forget the sign-in')
    .action((name: string) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const after = await session.core.call('tenants.signOut', { tenantId: TenantId.parse(found.id) })
        if (session.output.json) session.output.document({ tenant: after })
        else session.output.line(`${after.name}: nobody is signed in.`)
        return 0
      }),
    )

  tenant
    .command('check <tenant>')
    .description('check what the sign-in may read and write')
    .action((name: string) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const tenantId = TenantId.parse(found.id)
        const { runId } = await session.core.call('tenants.check', { tenantId })
        const ended = await watchRun(session, found.id, runId)
        const health = ended.error ? null : await session.core.call('tenants.health', { tenantId })
        if (session.output.json) return reportRun(session.output, ended, { health }, '')
        if (health) {
          session.output.line(
            table([
              ['TYPE', 'READ', 'WRITE', 'NEEDS'],
              ...health.types.map((type) => [
                type.type,
                type.read,
                type.write,
                type.read === 'missing' ? type.readNeeds : type.write === 'missing' ? type.writeNeeds : '',
              ]),
            ]),
          )
          session.output.line(
            `Licence ${health.licence}. Roles: ${health.roles === null ? 'not readable' : health.roles.join(', ') || 'none'}.`,
          )
        }
        return reportRun(session.output, ended, {}, '')
      }),
    )

  tenant
    .command('archive <tenant>')
    .description('put a tenant aside; everything captured stays')
    .option('--undo', 'take it back')
    .action((name: string, options: { undo?: boolean }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const after = await session.core.call('tenants.archive', {
          tenantId: TenantId.parse(found.id),
          archived: !options.undo,
        })
        if (session.output.json) session.output.document({ tenant: after })
        else session.output.line(`${after.name} is ${after.archivedAt === null ? 'back' : 'archived'}.`)
        return 0
      }),
    )

  tenant
    .command('export <tenant>')
    .description('write the latest version of every policy as JSON')
    .requiredOption('--folder <folder>', 'where to, with its whole path')
    .action((name: string, options: { folder: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const { runId } = await session.core.call('tenants.export', {
          tenantId: TenantId.parse(found.id),
          folder: options.folder,
        })
        const ended = await watchRun(session, found.id, runId)
        return reportRun(
          session.output,
          ended,
          { files: resultOf(ended, 'export').files ?? 0 },
          `${resultOf(ended, 'export').files ?? 0} files are in ${options.folder}.`,
        )
      }),
    )

  tenant
    .command('remove <tenant>')
    .description('remove an archived tenant with everything captured of it')
    .requiredOption('--confirm <tenant name>', 'the name of the tenant')
    .action((name: string, options: { confirm: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const removed = await session.core.call('tenants.remove', {
          tenantId: TenantId.parse(found.id),
          confirm: options.confirm,
        })
        if (session.output.json) session.output.document(removed)
        else session.output.line(`${found.name} is removed.`)
        return 0
      }),
    )

  addRoleCommands(tenant.command('role').description('the least-privilege Intune role'), run)
}

function addRoleCommands(role: Command, run: Do): void {
  role
    .command('plan <tenant>')
    .description('plan the role and its assignment; writes nothing')
    .requiredOption('--group <name or id>', 'the security group that gets it')
    .option('--write', 'a role that may restore too')
    .action((name: string, options: { group: string; write?: boolean }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const tenantId = TenantId.parse(found.id)
        const { runId } = await session.core.call('tenants.planRole', {
          tenantId,
          group: options.group,
          access: options.write ? 'write' : 'read',
        })
        const ended = await watchRun(session, found.id, runId)
        const plan = ended.error
          ? null
          : await session.core.call('tenants.rolePlan', { tenantId, runId: RunId.parse(runId) })
        const lines =
          plan?.steps.map(
            (step) => `${step.action} ${step.what} "${step.name}"${step.detail.map((line) => `\n  ${line}`).join('')}`,
          ) ?? []
        return reportRun(
          session.output,
          ended,
          { steps: plan?.steps ?? [] },
          [...lines, plan ? `Carry it out with: atlas tenant role apply ${runId} --confirm "${found.name}"` : ''].join(
            '\n',
          ),
        )
      }),
    )

  role
    .command('apply <run>')
    .description('carry the plan of a run out')
    .requiredOption('--confirm <tenant name>', 'the name of the tenant that is written to')
    .action((id: string, options: { confirm: string }) =>
      run(async (session) => {
        const planId = RunId.safeParse(id)
        if (!planId.success) throw new Failure('badInput', `${id} is no id of a run.`)
        const owner = await findOwner(session, 'run', id, (tenantId) =>
          session.core.call('runs.get', { tenantId: TenantId.parse(tenantId), runId: planId.data }),
        )
        const { runId } = await session.core.call('tenants.applyRole', {
          tenantId: TenantId.parse(owner.id),
          runId: planId.data,
          confirm: options.confirm,
        })
        const ended = await watchRun(session, owner.id, runId)
        return reportRun(
          session.output,
          ended,
          {},
          `${ended.counts['done'] ?? 0} written, ${ended.counts['unchanged'] ?? 0} there already.`,
        )
      }),
    )
}

async function connect({ core, output }: Session, options: ConnectOptions): Promise<number> {
  const cloud = Cloud.safeParse(options.cloud)
  if (!cloud.success)
    throw new Failure('badInput', `There is no cloud "${options.cloud}".`, {
      hint: `Known are ${Cloud.options.join(', ')}.`,
    })
  const addresses = {
    ...(options.graphUrl === undefined ? {} : { graphUrl: options.graphUrl }),
    ...(options.authority === undefined ? {} : { authority: options.authority }),
  }
  const id = TenantId.safeParse(options.tenant)
  const tenantId = id.success
    ? id.data
    : (
        await core.call('tenants.lookUp', {
          cloud: cloud.data,
          idOrDomain: options.tenant,
          ...(options.authority === undefined ? {} : { authority: options.authority }),
        })
      ).tenantId
  const added = await core.call('tenants.connect', {
    id: tenantId,
    name: options.name,
    environment: options.environment as Environment,
    cloud: cloud.data,
    ...addresses,
    ...(options.clientId === undefined ? {} : { clientId: options.clientId }),
    ...(options.certificate === undefined ? {} : { certificateFile: options.certificate }),
    ...(options.certificatePasswordEnv === undefined ? {} : { certificateVariable: options.certificatePasswordEnv }),
  })
  if (output.json) output.document({ tenant: added })
  else
    output.line(
      `${added.name} is connected and read-only.${added.signIn === 'person' ? ` Sign in with: atlas tenant sign-in "${added.name}"` : ''}`,
    )
  return 0
}

/** Waits for a sign-in and says on stderr what to open or to enter. */
async function watchSignIn(session: Session, tenantId: TenantId, runId: string): Promise<Run> {
  const { core, output } = session
  let shown = ''
  const look = async () => {
    const run = await core.call('runs.get', { tenantId, runId: RunId.parse(runId) })
    const { prompt } = resultOf(run, 'sign-in')
    if (!prompt) return
    const text =
      prompt.how === 'browser' ? `Sign in here: ${prompt.url}` : `Open ${prompt.url} and enter the code ${prompt.code}`
    if (text !== shown) output.note((shown = text))
  }
  const stop = core.subscribe((name, data) => {
    if (name === 'run.changed' && 'runId' in data && data.runId === runId) void look()
  })
  try {
    return await watchRun(session, tenantId, runId)
  } finally {
    stop()
  }
}
