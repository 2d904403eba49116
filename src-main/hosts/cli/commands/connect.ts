import { resolve } from 'node:path'
import { resultOf } from '#contract/model/runs.ts'
import type { Command } from 'commander'
import { failure, Failure } from '#contract/errors.ts'
import { Cloud } from '#contract/model/clouds.ts'
import { RunId, TenantId } from '#contract/model/ids.ts'
import type { Environment } from '#contract/model/tenants.ts'
import type { Run } from '#contract/model/runs.ts'
import { table } from '../output.ts'
import { addAccountCommands } from './accounts.ts'
import { addExportCommand } from './export.ts'
import { writeText } from '../write-text.ts'
import { reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type RunCommand, type Session } from '../session.ts'
import { words } from '../tenant-words.ts'

interface SignInOptions {
  readonly deviceCode?: boolean
  readonly windowsAccount?: boolean
  readonly write?: boolean
  readonly groups?: boolean
  readonly consented?: boolean
}

interface ConnectOptions {
  readonly name: string
  readonly tenant: string
  readonly cloud: string
  readonly graphUrl?: string
  readonly authority?: string
  readonly clientId?: string
  readonly certificate?: string
  readonly certificatePasswordEnv?: string
  readonly clientSecretEnv?: string
  readonly certificateThumbprint?: string
  readonly environment: string
}

/** `atlas tenant connect|sign-in|sign-out|check|role|archive|export|remove` */
export function addConnectCommands(tenant: Command, run: RunCommand): void {
  tenant
    .command('connect')
    .description(words.connect.description)
    .requiredOption('--name <name>', words.connect.name)
    .requiredOption('--tenant <id or domain>', words.connect.tenant)
    .option('--cloud <word>', words.connect.cloud, 'global')
    .option('--graph-url <url>', words.connect.graphUrl)
    .option('--authority <url>', words.connect.authority)
    .option('--client-id <guid>', words.connect.clientId)
    .option('--certificate <file>', words.connect.certificate)
    .option('--certificate-password-env <variable>', words.connect.certificatePassword)
    .option('--certificate-thumbprint <thumbprint>', words.connect.thumbprint)
    .option('--client-secret-env <variable>', words.connect.clientSecret)
    .option('--environment <word>', words.connect.environment, 'production')
    .action((options: ConnectOptions) => run((session) => connect(session, options)))

  tenant
    .command('sign-in <tenant>')
    .description(words.signIn.description)
    .option('--device-code', words.signIn.deviceCode)
    .option('--windows-account', words.signIn.windows)
    .option('--write', words.signIn.write)
    .option('--groups', words.signIn.groups)
    .option('--consented', words.signIn.consented)
    .action((name: string, options: SignInOptions) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const tenantId = TenantId.parse(found.id)
        const access = options.groups
          ? 'writeGroups'
          : options.write
            ? 'write'
            : options.consented
              ? 'consented'
              : 'read'
        const { runId } = await session.core.call('tenants.signIn', {
          tenantId,
          how: options.deviceCode ? 'deviceCode' : options.windowsAccount ? 'broker' : 'browser',
          access,
        })
        const ended = await watchSignIn(session, tenantId, runId)
        return reportRun(
          session.output,
          ended,
          { account: resultOf(ended, 'sign-in').account ?? null },
          words.signIn.result(found.name, resultOf(ended, 'sign-in').account),
        )
      }),
    )

  addAccountCommands(tenant, run)

  tenant
    .command('check <tenant>')
    .description(words.check.description)
    .option('--save <file>', words.check.save)
    .action((name: string, options: { save?: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const tenantId = TenantId.parse(found.id)
        const { runId } = await session.core.call('tenants.check', { tenantId })
        const ended = await watchRun(session, found.id, runId)
        const health = ended.error ? null : await session.core.call('tenants.health', { tenantId })
        if (options.save !== undefined) {
          const report = ended.error ? null : await session.core.call('tenants.compatibility', { tenantId })
          if (!report) throw failure('badInput', words.check.notSaved)
          writeText(options.save, `${JSON.stringify(report, null, 2)}\n`)
        }
        if (session.output.json) return reportRun(session.output, ended, { health }, '')
        if (health) {
          const how = new Map(health.compatibility.map(({ type, compatibility }) => [type, compatibility]))
          session.output.line(
            table([
              ['TYPE', 'READ', 'WRITE', 'COMPATIBILITY', 'NEEDS'],
              ...health.types.map((type) => [
                type.type,
                type.read,
                type.write,
                words.check.compatibility[how.get(type.type) ?? 'notTried'],
                type.read === 'missing' ? type.readNeeds : type.write === 'missing' ? type.writeNeeds : '',
              ]),
            ]),
          )
          session.output.line(words.check.summary(health.licence, health.roles))
          if (options.save !== undefined) session.output.line(words.check.saved(options.save))
        }
        return reportRun(session.output, ended, {}, '')
      }),
    )

  tenant
    .command('archive <tenant>')
    .description(words.archive.description)
    .option('--undo', words.archive.undo)
    .action((name: string, options: { undo?: boolean }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const after = await session.core.call('tenants.archive', {
          tenantId: TenantId.parse(found.id),
          archived: !options.undo,
        })
        if (session.output.json) session.output.document({ tenant: after })
        else session.output.line(words.archive.result(after.name, after.archivedAt !== null))
        return 0
      }),
    )

  addExportCommand(tenant, run)

  tenant
    .command('remove <tenant>')
    .description(words.remove.description)
    .requiredOption('--confirm <tenant name>', words.remove.confirm)
    .action((name: string, options: { confirm: string }) =>
      run(async (session) => {
        const found = await findTenant(session, name)
        const removed = await session.core.call('tenants.remove', {
          tenantId: TenantId.parse(found.id),
          confirm: options.confirm,
        })
        if (session.output.json) session.output.document(removed)
        else session.output.line(words.remove.result(found.name))
        return 0
      }),
    )

  addRoleCommands(tenant.command('role').description(words.role.description), run)
}

function addRoleCommands(role: Command, run: RunCommand): void {
  role
    .command('plan <tenant>')
    .description(words.role.plan)
    .requiredOption('--group <name or id>', words.role.group)
    .option('--write', words.role.write)
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
            (step) =>
              `${words.role.step(step.action, step.what, step.name)}${step.detail.map((line) => `\n  ${line}`).join('')}`,
          ) ?? []
        return reportRun(
          session.output,
          ended,
          { steps: plan?.steps ?? [] },
          [...lines, plan ? words.role.next(runId, found.name) : ''].join('\n'),
        )
      }),
    )

  role
    .command('apply <run>')
    .description(words.role.apply)
    .requiredOption('--confirm <tenant name>', words.role.confirm)
    .action((id: string, options: { confirm: string }) =>
      run(async (session) => {
        const planId = RunId.safeParse(id)
        if (!planId.success) throw new Failure('badInput', words.role.noRunId(id))
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
          words.role.result(ended.counts['done'] ?? 0, ended.counts['unchanged'] ?? 0),
        )
      }),
    )
}

/** A client secret from an environment variable, so that it isn't in the history of the shell. */
export function secretFrom(variable: string | undefined): { readonly clientSecret?: string } {
  if (variable === undefined) return {}
  const clientSecret = process.env[variable]?.trim()
  if (!clientSecret) throw failure('badInput', words.connect.noSecret(variable))
  return { clientSecret }
}

async function connect({ core, output }: Session, options: ConnectOptions): Promise<number> {
  const cloud = Cloud.safeParse(options.cloud)
  if (!cloud.success) throw failure('badInput', words.connect.noCloud(options.cloud, Cloud.options))
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
    ...(options.certificate === undefined ? {} : { certificateFile: resolve(options.certificate) }),
    ...(options.certificatePasswordEnv === undefined ? {} : { certificateVariable: options.certificatePasswordEnv }),
    ...(options.certificateThumbprint === undefined ? {} : { certificateThumbprint: options.certificateThumbprint }),
    ...secretFrom(options.clientSecretEnv),
  })
  if (output.json) output.document({ tenant: added })
  else output.line(words.connect.connected(added.name, added.signIn === 'person'))
  return 0
}

/** Waits for a sign-in and prints to stderr what to open or enter. */
async function watchSignIn(session: Session, tenantId: TenantId, runId: string): Promise<Run> {
  const { core, output } = session
  let shown = ''
  const showPrompt = async () => {
    const run = await core.call('runs.get', { tenantId, runId: RunId.parse(runId) })
    const { prompt } = resultOf(run, 'sign-in')
    if (!prompt) return
    const text =
      prompt.how === 'broker'
        ? words.signIn.windowsOpened
        : prompt.how === 'browser'
          ? words.signIn.open(prompt.url)
          : words.signIn.enterCode(prompt.url, prompt.code)
    if (text !== shown) output.note((shown = text))
  }
  const stop = core.subscribe((name, data) => {
    if (name === 'run.changed' && 'runId' in data && data.runId === runId) void showPrompt()
  })
  try {
    return await watchRun(session, tenantId, runId)
  } finally {
    stop()
  }
}
