import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { TenantId } from '#contract/model/ids.ts'
import type { Standard, StandardPolicy, Wave } from '#contract/model/standards.ts'
import type { Tenant } from '#contract/model/tenants.ts'
import { csvOption, exitCodes } from '../output.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { sideOf } from '../sides.ts'
import { words as all } from '../standard-words.ts'
import { listOption } from './capture.ts'

const { standard: words, values: valueWords } = all

/** A standard by its name or ID. @throws Failure `notFound`, `badInput` */
export async function findStandard({ core }: Session, nameOrId: string): Promise<Standard> {
  const standards = await core.call('standards.list', {})
  const byId = standards.find(({ id }) => id === nameOrId)
  const named = standards.filter(({ name }) => name.toLowerCase() === nameOrId.toLowerCase())
  if (!byId && named.length > 1) throw failure('badInput', words.severalNamed(nameOrId))
  const found = byId ?? named[0]
  if (!found) throw failure('notFound', words.unknown(nameOrId))
  return found
}

/** Tenants by their names or IDs, or those of a standard. @throws Failure `notFound` */
export async function tenantsOf(session: Session, standard: Standard, named: string | undefined): Promise<Tenant[]> {
  const tenants: Tenant[] = []
  for (const name of listOption(named) ?? standard.tenantIds) tenants.push(await findTenant(session, name))
  return tenants
}

/** What names a standard in the contract. */
export const ofStandard = ({ id, tenantId }: Standard) => ({ tenantId: TenantId.parse(tenantId), standardId: id })

const addTo = (wave: string, before: readonly string[]): string[] => [...before, wave]

/** `atlas standard …` */
export function addStandardCommands(program: Command, run: RunCommand): void {
  const command = program.command('standard').description(words.description)
  command
    .command('list')
    .description(words.list)
    .addOption(csvOption())
    .action(() =>
      run(async (session) => {
        const { core, output } = session
        const standards = await core.call('standards.list', {})
        const names = new Map((await core.call('tenants.list', {})).map(({ id, name }) => [id, name]))
        output.list({ standards }, [
          ['ID', 'NAME', 'TENANT', 'STATE', 'FOR', 'WAVES'],
          ...standards.map(({ id, name, tenantId, sourceTitle, tenantIds, waves }) => [
            id,
            name,
            names.get(tenantId) ?? tenantId,
            sourceTitle,
            tenantIds.map((other) => names.get(other) ?? other).join(', '),
            waves.map((wave) => `${wave.name}=${wave.groups.join(',')}`).join('; '),
          ]),
        ])
        return exitCodes.done
      }),
    )
  command
    .command('save <name>')
    .description(words.save)
    .requiredOption('--tenant <name>', words.tenant)
    .requiredOption('--tenants <a,b>', words.tenants)
    .option('--from <set|moment>', words.from)
    .option('--wave <name=groups>', words.wave, addTo, [])
    .action((name: string, options: { tenant: string; tenants: string; from?: string; wave: string[] }) =>
      run(async (session) => {
        const { core, output } = session
        const tenant = await findTenant(session, options.tenant)
        const tenantIds: TenantId[] = []
        for (const other of listOption(options.tenants) ?? [])
          tenantIds.push(TenantId.parse((await findTenant(session, other)).id))
        const earlier = (await core.call('standards.list', {})).find(
          (each) => each.name === name && each.tenantId === tenant.id,
        )
        const { from } = sideOf(tenant.id, options.from)
        const { standardId } = await core.call('standards.save', {
          tenantId: TenantId.parse(tenant.id),
          standardId: earlier?.id ?? null,
          name,
          // An option never names versions.
          source: 'versionIds' in from ? { now: true } : from,
          tenantIds,
          waves: options.wave.map(waveIn),
        })
        if (output.json) output.document({ standardId })
        else output.line(words.saved(name, standardId))
        return exitCodes.done
      }),
    )
  command
    .command('remove <standard>')
    .description(words.remove)
    .action((name: string) =>
      run(async (session) => {
        const standard = await findStandard(session, name)
        await session.core.call('standards.remove', ofStandard(standard))
        if (session.output.json) session.output.document({ removed: standard.id })
        else session.output.line(words.removed)
        return exitCodes.done
      }),
    )
  command
    .command('compare <standard>')
    .description(words.compare)
    .option('--tenants <a,b>', words.onlyTenants)
    .option('--exit-code', words.exitCode)
    .addOption(csvOption())
    .action((name: string, options: { tenants?: string; exitCode?: true }) =>
      run((session) => compare(session, name, options)),
    )
  addAcceptCommands(command, run)
}

async function compare(
  session: Session,
  name: string,
  options: { readonly tenants?: string; readonly exitCode?: true },
): Promise<number> {
  const { core, output } = session
  const standard = await findStandard(session, name)
  const tenants = await tenantsOf(session, standard, options.tenants)
  const columns: { readonly tenant: Tenant; readonly policies: StandardPolicy[] }[] = []
  for (const tenant of tenants)
    columns.push({
      tenant,
      policies: await core.call('standards.compare', { ...ofStandard(standard), targetId: TenantId.parse(tenant.id) }),
    })
  const byVersion = columns.map(({ policies }) => new Map(policies.map((policy) => [policy.versionId, policy])))
  output.list(
    {
      standard,
      tenants: columns.map(({ tenant, policies }) => ({ tenantId: tenant.id, name: tenant.name, policies })),
    },
    [
      ['TYPE', 'NAME', ...tenants.map((tenant) => tenant.name.toUpperCase())],
      ...(columns[0]?.policies ?? []).map(({ type, ownName, versionId }) => [
        type,
        ownName,
        ...byVersion.map((policies) => policies.get(versionId)?.state ?? ''),
      ]),
    ],
  )
  const isOpen = ({ state }: StandardPolicy): boolean => state === 'missing' || state === 'different'
  if (!output.json)
    for (const { tenant, policies } of columns) {
      const accepted = policies.filter(({ state }) => state === 'accepted').length
      output.line(words.counts(tenant.name, policies.filter(isOpen).length, accepted))
      const missing = [...new Set(policies.flatMap(({ missingValues }) => missingValues))]
      if (missing.length > 0) output.line(words.noValues(tenant.name, missing))
    }
  const isEqual = columns.length > 0 && columns.every(({ policies }) => policies.length > 0 && !policies.some(isOpen))
  return options.exitCode === true && !isEqual ? exitCodes.different : exitCodes.done
}

interface AcceptOptions {
  readonly tenant: string
  readonly type?: string
}

function addAcceptCommands(command: Command, run: RunCommand): void {
  /** The difference that a name means in a tenant. @throws Failure `notFound` */
  async function differenceIn(session: Session, standardName: string, name: string, options: AcceptOptions) {
    const standard = await findStandard(session, standardName)
    const tenantId = TenantId.parse((await findTenant(session, options.tenant)).id)
    const found = (
      await session.core.call('standards.compare', { ...ofStandard(standard), targetId: tenantId })
    ).filter(
      (policy) =>
        policy.name === name && policy.state !== 'same' && (options.type === undefined || policy.type === options.type),
    )
    if (found.length !== 1) throw failure('notFound', words.noPolicy(name))
    const { type, print } = found[0]!
    return { tenantId, type, name, print }
  }
  command
    .command('accept <standard> <policy>')
    .description(words.accept)
    .requiredOption('--tenant <name>', words.target)
    .requiredOption('--reason <text>', words.reason)
    .requiredOption('--owner <name>', words.owner)
    .option('--until <day>', words.until)
    .option('--type <type>', words.type)
    .action(
      (standard: string, name: string, options: AcceptOptions & { reason: string; owner: string; until?: string }) =>
        run(async (session) => {
          const difference = await differenceIn(session, standard, name, options)
          const { reason, owner, until = null } = options
          const accepted = await session.core.call('standards.accept', { ...difference, reason, owner, until })
          if (session.output.json) session.output.document({ accepted })
          else session.output.line(words.accepted)
          return exitCodes.done
        }),
    )
  command
    .command('withdraw <standard> <policy>')
    .description(words.withdraw)
    .requiredOption('--tenant <name>', words.target)
    .option('--type <type>', words.type)
    .action((standard: string, name: string, options: AcceptOptions) =>
      run(async (session) => {
        await session.core.call('standards.withdraw', await differenceIn(session, standard, name, options))
        if (session.output.json) session.output.document({ withdrawn: name })
        else session.output.line(words.withdrawn)
        return exitCodes.done
      }),
    )
}

/** @throws Failure `badInput` */
function waveIn(text: string): Wave {
  const at = text.indexOf('=')
  const groups = listOption(text.slice(at + 1)) ?? []
  if (at < 1 || groups.length === 0) throw failure('badInput', words.badWave(text))
  return { name: text.slice(0, at), groups }
}

/** `atlas tenant values` and `atlas tenant set-value` */
export function addValueCommands(tenantCommand: Command, run: RunCommand): void {
  tenantCommand
    .command('values <tenant>')
    .description(valueWords.list)
    .addOption(csvOption())
    .action((name: string) =>
      run(async (session) => {
        const tenant = await findTenant(session, name)
        const values = await session.core.call('tenants.values', { tenantId: TenantId.parse(tenant.id) })
        session.output.list({ values }, [
          ['NAME', 'VALUE'],
          ...values.map((value) => [`{{${value.name}}}`, value.value]),
        ])
        return exitCodes.done
      }),
    )
  tenantCommand
    .command('set-value <tenant> <name> [value]')
    .description(valueWords.set)
    .option('--file <path>', valueWords.file)
    .option('--remove', valueWords.remove)
    .action((tenantName: string, name: string, value: string | undefined, options: { file?: string; remove?: true }) =>
      run(async (session) => {
        const tenant = await findTenant(session, tenantName)
        const given = options.file === undefined ? value : readFileSync(options.file, 'utf8').trim()
        if (given === undefined && options.remove !== true) throw failure('badInput', valueWords.noValue)
        await session.core.call('tenants.setValue', {
          tenantId: TenantId.parse(tenant.id),
          name,
          value: options.remove === true ? null : given!,
        })
        if (session.output.json) session.output.document({ name })
        else session.output.line(valueWords.saved)
        return exitCodes.done
      }),
    )
}
