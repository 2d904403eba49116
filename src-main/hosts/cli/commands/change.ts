import { Option, type Command } from 'commander'
import { failure } from '#contract/errors.ts'
import { AppIntent, type Change, type ChangeTarget, type ChosenObject } from '#contract/model/changes.ts'
import { TenantId, type PolicyId } from '#contract/model/ids.ts'
import { words } from '../change-words.ts'
import { findTenant, type RunCommand, type Session } from '../session.ts'
import { allPolicies, listOption } from './capture.ts'
import { addSettingsRule } from './change-settings.ts'
import { reportPlan } from './restore.ts'

interface Selection {
  readonly tenant: string
  readonly policies?: string
  readonly types?: string
  readonly name?: string
}

interface ToWhom {
  readonly group?: string
  readonly allUsers?: boolean
  readonly allDevices?: boolean
}

/** What a rule needs to look up in the tenant. */
type Find = (what: keyof typeof words.what, name: string) => Promise<ChosenObject>

/** `atlas change` */
export function addChangeCommands(program: Command, run: RunCommand): void {
  const change = program.command('change').description(words.description)

  /** A command of one rule, with the options that select policies. */
  function rule<Options>(
    name: string,
    description: string,
    options: readonly Option[],
    make: (given: Options, find: Find) => Change | Promise<Change>,
  ): void {
    const command = change
      .command(name)
      .description(description)
      .requiredOption('--tenant <name>', words.tenant)
      .option('--policies <a,b>', words.policies)
      .option('--types <a,b>', words.types)
      .option('--name <text>', words.name)
    for (const option of options) command.addOption(option)
    command.action((given: Options & Selection) =>
      run(async (session) => {
        const tenantId = TenantId.parse((await findTenant(session, given.tenant)).id)
        const policyIds = await selected(session, tenantId, given)
        const made = await make(given, (what, named) => findObject(session, tenantId, what, named))
        const { runId } = await session.core.call('changes.plan', { tenantId, policyIds, change: made })
        return reportPlan(session, tenantId, runId)
      }),
    )
  }

  const intent = new Option('--intent <word>', words.intentWord).choices(AppIntent.options)
  const whom = [
    new Option('--group <name>', words.group),
    new Option('--all-users', words.allUsers),
    new Option('--all-devices', words.allDevices),
  ]
  const mode = new Option('--mode <word>', words.mode).choices(['include', 'exclude']).default('include')

  rule<ToWhom & FilterOptions & { intent?: AppIntent }>(
    'assign',
    words.assign,
    [...whom, intent, new Option('--filter <name>', words.filterName), mode],
    async (given, find) => {
      const target = await targetOf(given, find)
      if (target === null) throw failure('badInput', words.noTarget)
      return { rule: 'assign', target, filter: await filterOf(given, find), intent: given.intent ?? null }
    },
  )
  rule<{ group: string; intent?: AppIntent }>(
    'exclude',
    words.exclude,
    [new Option('--group <name>', words.group).makeOptionMandatory(), intent],
    async (given, find) => ({
      rule: 'exclude',
      group: await find('group', given.group),
      intent: given.intent ?? null,
    }),
  )
  rule<ToWhom & { all?: boolean }>(
    'unassign',
    words.unassign,
    [...whom, new Option('--all', words.unassignAll)],
    async (given, find) => {
      const target = await targetOf(given, find)
      if ((target === null) !== (given.all === true)) throw failure('badInput', words.noUnassign)
      return { rule: 'unassign', target }
    },
  )
  rule<ToWhom & FilterOptions>(
    'filter',
    words.filter,
    [...whom, new Option('--filter <name>', words.noFilter).makeOptionMandatory(), mode],
    async (given, find) => ({
      rule: 'filter',
      target: await targetOf(given, find),
      filter: await filterOf(given, find),
    }),
  )
  rule<ToWhom & { intent: AppIntent }>(
    'intent',
    words.intent,
    [...whom, new Option('--intent <word>', words.intentWord).choices(AppIntent.options).makeOptionMandatory()],
    async (given, find) => ({ rule: 'intent', target: await targetOf(given, find), intent: given.intent }),
  )
  rule<{ add?: string; remove?: string; set?: string }>(
    'scope-tags',
    words.scopeTags,
    [
      new Option('--add <a,b>', words.add),
      new Option('--remove <a,b>', words.remove),
      new Option('--set <a,b>', words.set),
    ],
    async (given, find) => {
      const [how, ...others] = (['add', 'remove', 'set'] as const).filter((name) => given[name] !== undefined)
      if (how === undefined || others.length > 0) throw failure('badInput', words.noTags)
      const tags = await Promise.all((listOption(given[how]!) ?? []).map((name) => find('scopeTag', name)))
      return { rule: 'scopeTags', how, tags }
    },
  )
  rule<{ find?: string; replace: string; pattern?: boolean }>(
    'rename',
    words.rename,
    [
      new Option('--find <text>', words.find),
      new Option('--replace <text>', words.replace).makeOptionMandatory(),
      new Option('--pattern', words.pattern),
    ],
    ({ find = '', replace, pattern = false }) => {
      if (find === '' && !replace.includes('{name}')) throw failure('badInput', words.noRename)
      return { rule: 'rename', find, replace, isPattern: pattern }
    },
  )
  rule<{ text: string }>(
    'describe',
    words.describe,
    [new Option('--text <text>', words.text).makeOptionMandatory()],
    ({ text }) => ({ rule: 'describe', description: text }),
  )
  addSettingsRule(change, run)
  rule('archive', words.archive, [], () => ({ rule: 'archive' }))
  rule('delete', words.delete, [], () => ({ rule: 'delete' }))
  rule<{ suffix: string; withAssignments?: boolean }>(
    'duplicate',
    words.duplicate,
    [
      new Option('--suffix <text>', words.suffix).default('(copy)'),
      new Option('--with-assignments', words.withAssignments),
    ],
    ({ suffix, withAssignments = false }) => ({ rule: 'duplicate', suffix, assignments: withAssignments }),
  )
}

interface FilterOptions {
  readonly filter?: string
  readonly mode: 'include' | 'exclude'
}

const filterOf = async ({ filter, mode }: FilterOptions, find: Find) =>
  filter === undefined || filter === 'none' ? null : { filter: await find('filter', filter), mode }

/** Whom the options name; null for nobody in particular. @throws Failure `badInput` if there are several */
async function targetOf(given: ToWhom, find: Find): Promise<ChangeTarget | null> {
  const named = [given.group !== undefined, given.allUsers === true, given.allDevices === true].filter(Boolean)
  if (named.length > 1) throw failure('badInput', words.noTarget)
  if (given.group !== undefined) return { who: 'group', group: await find('group', given.group) }
  return given.allUsers ? { who: 'allUsers' } : given.allDevices ? { who: 'allDevices' } : null
}

/** An object of the tenant by its ID or exact name. @throws Failure */
async function findObject(
  { core }: Session,
  tenantId: TenantId,
  what: keyof typeof words.what,
  name: string,
): Promise<ChosenObject> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)
  const found = await core.call('changes.searchTargets', { tenantId, what, text: isId ? '' : name })
  const matching = found.filter((entry) => entry.id === name || entry.name.toLowerCase() === name.toLowerCase())
  if (matching.length > 1) throw failure('badInput', words.several(words.what[what], name))
  if (matching.length === 1) return { id: matching[0]!.id, name: matching[0]!.name }
  // A directory isn't searched by ID; the plan says whether the tenant has it.
  if (isId && what === 'group') return { id: name, name }
  throw failure('notFound', words.notFound(words.what[what], name))
}

/** The policies that the options select. @throws Failure */
async function selected(session: Session, tenantId: TenantId, given: Selection): Promise<PolicyId[]> {
  const [ids, types] = [listOption(given.policies), listOption(given.types)]
  if (ids === undefined && types === undefined && !given.name?.trim()) throw failure('badInput', words.noSelection)
  const all = (await allPolicies(session, tenantId)).filter(({ state }) => state === 'active')
  const unknown = ids?.find((id) => !all.some((policy) => policy.id === id || policy.externalId === id))
  if (unknown !== undefined) throw failure('notFound', words.unknownPolicy(unknown))
  const part = given.name?.trim().toLowerCase()
  const found = all.filter(
    (policy) =>
      (ids === undefined || ids.includes(policy.id) || ids.includes(policy.externalId)) &&
      (types === undefined || types.includes(policy.type)) &&
      (part === undefined || policy.name.toLowerCase().includes(part)),
  )
  if (found.length === 0) throw failure('notFound', words.nothingFound)
  return found.map(({ id }) => id)
}
