import type { Coverage, CoveredSetting, Side } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { coverageOf, type Holder } from '#domain/compare/coverage.ts'
import { reachOf } from '#domain/compare/reach.ts'
import { settledBy } from '#domain/compare/settled.ts'
import { derivedName, optionName } from '#domain/readable/views/settings-catalog.ts'
import {
  catalogValues,
  instancesIn,
  repeatedGroups,
  type CatalogValue,
} from '#domain/settings-catalog/catalog-values.ts'
import type { SettingDefinition } from '#domain/settings-catalog/setting-definition.ts'
import { breathe } from '../breathe.ts'
import { cloudOf } from '../cloud-of.ts'
import type { Ports } from '../ports/ports.ts'
import type { ReadStore } from '../ports/store.ts'
import { conflictFinder, conflictsNow, type SettingHolder } from './setting-conflicts.ts'
import { toDeviation, withDeviation } from './deviations.ts'
import { loadSide } from './side.ts'

type Needs = Pick<Ports, 'settingDefinitions'> & { readonly store: ReadStore }

/** A policy that sets a setting, with all of its values for it. */
interface Held extends Holder, SettingHolder {
  readonly policyName: string
  readonly found: readonly CatalogValue[]
}

/** Values by the ID of their setting, policy by policy. */
type Settings = ReadonlyMap<string, readonly Held[]>

/**
 * How a state of a tenant meets each setting and value in the Settings catalog policies of a baseline (spec 066). Values
 * are compared as Graph has them, and shown in words.
 */
export async function coverage(ports: Needs, baseline: Side, side: Side, now: Date): Promise<Coverage> {
  const { store } = ports
  // A policy that is archived here is in the tenant all the same.
  const all = { archived: true }
  const [wanted, present] = [
    (await loadSide(store, baseline.tenantId, baseline.from, all)).items,
    (await loadSide(store, side.tenantId, side.from, all)).items,
  ]
  const repeated = new Set([...wanted, ...present].flatMap(({ document }) => repeatedGroups(document)))
  const [asked, there] = [await settingsOf(wanted, repeated), await settingsOf(present, repeated)]
  const definitionOf = await definitionsFor(ports, [side.tenantId, baseline.tenantId], [...asked.keys()])
  // Members are only known of now.
  const conflicts = 'now' in side.from ? await conflictsNow(store, side.tenantId, now) : conflictFinder(null)
  const meet = remembered(conflicts.certainlyMeet)
  const accepted = new Map(
    (await store.deviations.list(side.tenantId)).map((row) => [`${row.settingId}\n${row.key}`, toDeviation(row, now)]),
  )
  const settings: CoveredSetting[] = []
  let secretsAndReferences = 0
  for (const [id, holders] of asked) {
    await breathe()
    const held = there.get(id) ?? []
    const texts = held.flatMap(({ found }) => found.flatMap((value) => value.values))
    const rules = held.flatMap(({ type }) => type.settings ?? [])
    const isMerged = settledBy(id, texts, rules) === 'merge'
    const keys = new Set(holders.flatMap((holder) => [...holder.values]))
    secretsAndReferences += holders.flatMap(({ found }) => found.filter(({ key }) => key === null)).length
    const covered: CoveredSetting['values'] = []
    for (const key of keys) {
      const having = holders.filter((holder) => holder.values.has(key))
      const example = having[0]!.found.find((value) => value.key === key)!
      covered.push({
        value: shown(example, definitionOf),
        key,
        ...withDeviation(await coverageOf(key, keys, held, isMerged ? 'merged' : meet), accepted.get(`${id}\n${key}`)),
        baseline: having.map(({ policyId, policyName }) => ({ policyId: PolicyId.parse(policyId), policyName })),
      })
    }
    if (covered.length === 0) continue
    settings.push({
      id,
      name: nameOf(holders[0]!.found[0]!, definitionOf),
      values: covered,
      uses: held.map(({ policyId, policyName, found, assigned }) => ({
        policyId: PolicyId.parse(policyId),
        policyName,
        value: found.map((value) => shown(value, definitionOf)).join(', '),
        assigned,
      })),
    })
  }
  const policies = wanted.filter(({ type, document }) => type.settings !== null && instancesIn(document).length === 0)
  return {
    settings: settings.toSorted((left, right) => left.name.localeCompare(right.name)),
    notCompared: { policies: policies.length, values: secretsAndReferences },
  }
}

async function settingsOf(items: readonly SideItem[], repeated: ReadonlySet<string>): Promise<Settings> {
  const found = new Map<string, Held[]>()
  for (const { policyId, name, type, document } of items) {
    await breathe()
    if (type.settings === null) continue
    const reach = reachOf(document)
    const holder = { policyId, policyName: name, value: '', type, document, reach, assigned: reach.targets.length > 0 }
    for (const [id, values] of Map.groupBy(catalogValues(document, repeated), ({ settingId }) => settingId)) {
      const held = { ...holder, found: values, values: new Set(values.flatMap(({ key }) => key ?? [])) }
      const others = found.get(id)
      if (others) others.push(held)
      else found.set(id, [held])
    }
  }
  return found
}

/** Policies with the same assignments for the same apps meet the same others, so that is only asked once. */
function remembered(meet: (one: SettingHolder, other: SettingHolder) => Promise<boolean>) {
  const marks = new Map<string, string>()
  const answers = new Map<string, boolean>()
  const markOf = ({ policyId, document }: Held): string => {
    let mark = marks.get(policyId)
    if (mark === undefined)
      marks.set(policyId, (mark = canonicalText([document['assignments'] ?? null, document['platforms'] ?? null])))
    return mark
  }
  return async (one: Held, other: Held): Promise<boolean> => {
    const key = `${markOf(one)}\n${markOf(other)}`
    let answer = answers.get(key)
    if (answer === undefined) {
      await breathe()
      answers.set(key, (answer = await meet(one, other)))
    }
    return answer
  }
}

type DefinitionOf = (id: string) => SettingDefinition | undefined

/** Definitions as a captured tenant has them: what is imported has none of its own. */
async function definitionsFor(
  { store, settingDefinitions }: Needs,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<DefinitionOf> {
  const known = new Map<string, SettingDefinition>()
  for (const tenantId of tenantIds) {
    const tenant = await store.tenants.find(tenantId)
    const open = ids.filter((id) => !known.has(id))
    if (tenant)
      for (const [id, definition] of await store.definitions.find(cloudOf(tenant), open)) known.set(id, definition)
  }
  return (id) => known.get(id) ?? settingDefinitions.get(id)
}

/** A name that is clear on its own. */
function nameOf({ settingId, parentId }: CatalogValue, definitionOf: DefinitionOf): string {
  const named = (id: string) => definitionOf(id)?.displayName ?? derivedName(id)
  return parentId === null ? named(settingId) : `${named(parentId)}: ${named(settingId)}`
}

function shown({ settingId, optionId, values }: CatalogValue, definitionOf: DefinitionOf): string {
  return optionId === null ? values.join(' · ') : optionName(settingId, optionId, definitionOf(settingId)?.options)
}
