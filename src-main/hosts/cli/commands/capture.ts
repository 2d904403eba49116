import { resultOf } from '#contract/model/runs.ts'
import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { PolicyId, TenantId, VersionId } from '#contract/model/ids.ts'
import type { Policy } from '#contract/model/policies.ts'
import { csvOption, exitCodes } from '../output.ts'
import { reportRun } from '../run-result.ts'
import { findOwner, findTenant, watchRun, type Session, type RunCommand } from '../session.ts'
import { words } from '../words.ts'

/** A comma-separated option as a list; undefined if it wasn't given. */
export const listOption = (text: string | undefined): string[] | undefined =>
  text
    ?.split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** `atlas sync`, `capture`, `policy`, `version`, `diff` */
export function addCaptureCommands(program: Command, run: RunCommand): void {
  program
    .command('sync')
    .description(words.sync.description)
    .requiredOption('--tenant <name>', words.sync.tenant)
    .option('--types <a,b>', words.sync.types)
    .action((options: { tenant: string; types?: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const types = listOption(options.types)
        const { runId } = await session.core.call('runs.sync', {
          tenantId: TenantId.parse(tenant.id),
          ...(types ? { types } : {}),
        })
        const ended = await watchRun(session, tenant.id, runId)
        return reportRun(
          session.output,
          ended,
          { objects: resultOf(ended, 'sync').objects ?? 0 },
          words.sync.result(ended.status, resultOf(ended, 'sync').objects ?? 0),
        )
      }),
    )

  program
    .command('capture')
    .description(words.capture.description)
    .requiredOption('--tenant <name>', words.capture.tenant)
    .option('--types <a,b>', words.capture.types)
    .option('--policy <id>', words.capture.policy)
    .option('--no-assignments', words.capture.assignments)
    .option('--no-scope-tags', words.capture.scopeTags)
    .action((options: { tenant: string; types?: string; policy?: string; assignments: boolean; scopeTags: boolean }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const tenantId = TenantId.parse(tenant.id)
        const types = listOption(options.types)
        const policy = options.policy === undefined ? undefined : await findPolicy(session, tenant.id, options.policy)
        const { runId } = await session.core.call('runs.capture', {
          tenantId,
          ...(types ? { types } : {}),
          ...(policy ? { policyIds: [policy.id] } : {}),
          assignments: options.assignments,
          scopeTags: options.scopeTags,
        })
        const ended = await watchRun(session, tenant.id, runId)
        const { newVersions = 0, unchanged = 0, newBlobs = 0 } = resultOf(ended, 'capture')
        return reportRun(
          session.output,
          ended,
          { newVersions, unchanged, newBlobs },
          words.capture.result(ended.status, newVersions, unchanged),
        )
      }),
    )

  program
    .command('names')
    .description(words.names.description)
    .requiredOption('--tenant <name>', words.names.tenant)
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const { runId } = await session.core.call('runs.definitions', { tenantId: TenantId.parse(tenant.id) })
        const ended = await watchRun(session, tenant.id, runId)
        return reportRun(
          session.output,
          ended,
          { added: resultOf(ended, 'definitions').added ?? 0 },
          words.names.result(ended.status, resultOf(ended, 'definitions').added ?? 0),
        )
      }),
    )

  program
    .command('policy')
    .description(words.policy.description)
    .command('list')
    .description(words.policy.list)
    .requiredOption('--tenant <name>', words.policy.tenant)
    .addOption(csvOption())
    .action((options: { tenant: string }) =>
      run(async (session) => {
        const policies = await allPolicies(session, (await findTenant(session, options.tenant)).id)
        session.output.list({ policies }, [
          ['TYPE', 'STATE', 'VERSIONS', 'ID', 'NAME'],
          ...policies.map((policy) => [policy.type, policy.state, String(policy.versionCount), policy.id, policy.name]),
        ])
        return 0
      }),
    )

  const version = program.command('version').description(words.version.description)
  version
    .command('list')
    .description(words.version.list)
    .requiredOption('--tenant <name>', words.version.tenant)
    .option('--policy <id>', words.version.policy)
    .addOption(csvOption())
    .action((options: { tenant: string; policy?: string }) =>
      run(async (session) => {
        const tenant = await findTenant(session, options.tenant)
        const policy = options.policy === undefined ? undefined : await findPolicy(session, tenant.id, options.policy)
        const versions = await session.core.call('versions.list', {
          tenantId: TenantId.parse(tenant.id),
          ...(policy ? { policyId: policy.id } : {}),
        })
        session.output.list({ versions }, [
          ['VERSION', 'CAPTURED', 'NO', 'TYPE', 'NAME'],
          ...versions.map((entry) => [entry.id, entry.capturedAt, String(entry.number), entry.type, entry.name]),
        ])
        return 0
      }),
    )
  version
    .command('show <version>')
    .description(words.version.show)
    .action((id: string) =>
      run(async (session) => {
        const tenantId = await ownerOfVersion(session, id)
        const versionId = VersionId.parse(id)
        const shown = await session.core.call('versions.get', { tenantId, versionId })
        let body = ''
        for (let offset: number | null = 0; offset !== null;) {
          const piece: { text: string; nextOffset: number | null } = await session.core.call('versions.body', {
            tenantId,
            versionId,
            offset,
          })
          body += piece.text
          offset = piece.nextOffset
        }
        if (session.output.json) session.output.document({ version: shown, payload: JSON.parse(body) as unknown })
        else session.output.line(body)
        return 0
      }),
    )

  program
    .command('diff <before> <after>')
    .description(words.diff.description)
    .option('--exit-code', words.diff.exitCode)
    .action((before: string, after: string, options: { exitCode?: boolean }) =>
      run(async (session) => {
        const tenantId = await ownerOfVersion(session, before)
        const afterTenantId = await ownerOfVersion(session, after)
        const { changes } = await session.core.call('versions.diff', {
          tenantId,
          before: VersionId.parse(before),
          after: VersionId.parse(after),
          afterTenantId,
        })
        if (session.output.json) session.output.document({ changes })
        else if (changes.length === 0) session.output.line(words.diff.none)
        else
          for (const change of changes)
            session.output.line(
              `${{ added: '+', removed: '-', changed: '~' }[change.kind]} ${change.path}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`,
            )
        return options.exitCode && changes.length > 0 ? exitCodes.different : exitCodes.done
      }),
    )
}

/** The whole inventory, page by page. */
export async function allPolicies({ core }: Session, tenant: string): Promise<Policy[]> {
  const policies: Policy[] = []
  for (;;) {
    const page = await core.call('policies.list', { tenantId: TenantId.parse(tenant), offset: policies.length })
    policies.push(...page.policies)
    if (policies.length >= page.total || page.policies.length === 0) return policies
  }
}

/** A policy by our ID, its Graph ID, or its full unique name. */
async function findPolicy(session: Session, tenant: string, id: string): Promise<Policy> {
  const policies = await allPolicies(session, tenant)
  const found = policies.filter((policy) => policy.id === id || policy.externalId === id || policy.name === id)
  if (found.length === 1) return { ...found[0]!, id: PolicyId.parse(found[0]!.id) }
  throw found.length === 0
    ? failure('notFound', words.policy.missing(id))
    : failure('badInput', words.policy.several(id, found.length))
}

async function ownerOfVersion(session: Session, id: string): Promise<TenantId> {
  const owner = await findOwner(session, 'version', id, (tenantId) =>
    session.core.call('versions.get', { tenantId: TenantId.parse(tenantId), versionId: VersionId.parse(id) }),
  )
  return TenantId.parse(owner.id)
}
