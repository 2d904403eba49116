import type { ChangedSetting } from '#contract/model/changes.ts'
import type { ChosenSetting, SettingChange, Side } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { sameCanonical } from '#domain/canonical/canonical.ts'
import { words as changeWords } from '#domain/change/words.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { instancesIn, repeatedGroups } from '#domain/settings-catalog/catalog-values.ts'
import {
  depthOf,
  isCollection,
  isOwn,
  leafOf,
  placedIn,
  templateOf,
  withoutSetting,
  withSetting,
  withValues,
  type PlacedSetting,
} from '#domain/settings-catalog/place-setting.ts'
import { breathe } from '../breathe.ts'
import { counterpartOf, isAssigned, samePlatform } from './counterpart.ts'
import { definitionsFor, heldSettings, nameOf, type DefinitionNeeds, type Held } from './held-settings.ts'
import { loadSide } from './side.ts'
import { words } from './words.ts'

/** Settings of a baseline, and the policy that gets what is missing. */
export interface ChosenSettings {
  readonly baseline: Side
  /** The earlier release that the settings were chosen with: which groups have several entries depends on it, too. */
  readonly earlier: Side | null
  readonly settings: readonly ChosenSetting[]
  /** Null for the policy that is most like the one of the baseline. */
  readonly addTo: string | null
}

/** What becomes of one setting, and of which policies. */
interface Wanted {
  readonly settingId: string
  /** Null if it goes. */
  readonly placed: PlacedSetting | null
  readonly templateId: string
  /** Null if no policy sets it for anybody, and one has to be found. */
  readonly policies: readonly SideItem[] | null
  /** The policy of the baseline that it is from; null if it goes. */
  readonly source: SideItem | null
}

/** Why a setting can't be set. */
interface Refused {
  readonly cannot: string
}

/**
 * The change that gives a tenant chosen settings of a baseline, by the latest captures (066-8). Policies that set a
 * setting to another value get the one of the baseline. What is missing is added to a policy. A policy whose value is in
 * the baseline, too, stays as it is, and so do entries of a list that nobody chose.
 */
export async function settingChange(
  ports: DefinitionNeeds,
  tenantId: string,
  { baseline, earlier, settings: chosen, addTo }: ChosenSettings,
): Promise<SettingChange> {
  const { store } = ports
  const all = { archived: true, forTenant: tenantId }
  const [wanted, present] = [
    (await loadSide(store, baseline.tenantId, baseline.from, all)).items,
    (await loadSide(store, tenantId, { now: true }, all)).items,
  ]
  const before = earlier === null ? [] : (await loadSide(store, earlier.tenantId, earlier.from, all)).items
  const repeated = new Set([...wanted, ...before, ...present].flatMap(({ document }) => repeatedGroups(document)))
  const [asked, there] = [await heldSettings(wanted, repeated), await heldSettings(present, repeated)]
  const definitionOf = await definitionsFor(
    ports,
    [tenantId, baseline.tenantId],
    chosen.map(({ settingId }) => settingId),
  )
  const itemOf = new Map(present.map((item) => [item.policyId, item]))
  const keysOf = Map.groupBy(chosen, ({ settingId }) => settingId)
  const isChosen = (settingId: string, key: string): boolean =>
    keysOf.get(settingId)?.some((entry) => entry.key === key) ?? false
  /** How many of the chosen values a policy of the baseline has. */
  const shareOf = ({ policyId }: Held): number =>
    [...asked].filter(([id, held]) =>
      held.some((one) => one.policyId === policyId && [...one.values].some((key) => isChosen(id, key))),
    ).length

  function wantedOf(settingId: string, keys: readonly string[]): Wanted | Refused {
    const held = there.get(settingId) ?? []
    const itemsOf = (of: readonly Held[]) => of.map(({ policyId }) => itemOf.get(policyId)!)
    if (keys.length === 0)
      return held.length === 0
        ? { cannot: words.notSet }
        : { settingId, placed: null, templateId: '', policies: itemsOf(held), source: null }
    const holders = asked.get(settingId) ?? []
    if (!keys.every((key) => holders.some(({ values }) => values.has(key)))) return { cannot: words.notInBaseline }
    const [source] = holders
      .filter(({ values }) => keys.every((key) => values.has(key)))
      .toSorted((left, right) => shareOf(right) - shareOf(left) || left.policyName.localeCompare(right.policyName))
    if (source === undefined) return { cannot: words.severalValues }
    const placed = withValues(placedIn(source.document, settingId)!, new Set(keys), repeated)
    if (isOwn(leafOf(placed))) return { cannot: words.ownValue }
    const original = wanted.find(({ policyId }) => policyId === source.policyId)!
    const made = { settingId, placed, templateId: templateOf(source.document), source: original }
    const has = ({ values }: Held) => keys.every((key) => values.has(key))
    const assigned = held.filter((holder) => holder.assigned)
    if (assigned.length === 0) return held.some(has) ? { cannot: words.assignInstead } : { ...made, policies: null }
    const others = assigned.filter((holder) => !has(holder))
    if (others.length === assigned.length) {
      // A list has to be longer in one place only.
      if (!isCollection(placed)) return { ...made, policies: itemsOf(others) }
      const items = itemsOf(others)
      return { ...made, policies: [counterpartOf(original, items) ?? items[0]!] }
    }
    if (isCollection(placed)) return { cannot: words.hasAlready }
    // What the baseline gives to others, too, is as it should be.
    const ofBaseline = new Set(holders.flatMap(({ values }) => [...values]))
    const foreign = others.filter(({ values }) => [...values].some((key) => !ofBaseline.has(key)))
    return foreign.length === 0 ? { cannot: words.allOfBaseline } : { ...made, policies: itemsOf(foreign) }
  }

  const cannot: SettingChange['cannot'] = []
  const changed = new Map<string, Changed>()
  const entries: ChangedSetting[] = []
  const refuse = (settingId: string, name: string, reason: string) => void cannot.push({ settingId, name, reason })
  const found: (Wanted & { readonly name: string })[] = []
  for (const [settingId, ofIt] of keysOf) {
    await breathe()
    const example = (asked.get(settingId) ?? there.get(settingId))?.[0]?.found[0]
    const name = example ? nameOf(example, definitionOf) : settingId
    const result = wantedOf(
      settingId,
      ofIt.flatMap(({ key }) => key ?? []),
    )
    if ('cannot' in result) refuse(settingId, name, result.cannot)
    else found.push({ ...result, name })
  }
  const documentOf = (item: SideItem): Json => changed.get(item.policyId)?.document ?? item.document
  /** The policy that gets what no policy sets for anybody, or none if it came with the setting that it belongs to. */
  function placeFor({ settingId, placed, source }: Wanted): readonly SideItem[] | Refused {
    const root = placed!.tree
    if (depthOf(placed) > 0 && isObject(root['choiceSettingValue'])) {
      const holders = present.filter((item) => isAssigned(item) && placedIn(documentOf(item), rootOf(root)) !== null)
      if (holders.some((item) => placedIn(documentOf(item), settingId) !== null)) return []
      // Its choice would stand twice, and could contradict itself.
      if (holders.length > 0) return [counterpartOf(source!, holders) ?? holders[0]!]
    }
    const holder = addTo === null ? counterpartOf(source!, present) : itemOf.get(addTo)
    if (holder === undefined) return { cannot: words.noCounterpart(source!.name) }
    if (instancesIn(holder.document).length === 0) return { cannot: `${holder.name}: ${changeWords.noSettings}` }
    return samePlatform(holder.document, source!.document) ? [holder] : { cannot: words.otherPlatform(holder.name) }
  }
  let missing = 0
  // A setting that belongs to another one comes after it. What goes comes last: a policy may get something instead.
  const inOrder = found.toSorted(
    (left, right) =>
      Number(left.placed === null) - Number(right.placed === null) || depthOf(left.placed) - depthOf(right.placed),
  )
  for (const one of inOrder) {
    await breathe()
    const { settingId, name, placed, templateId } = one
    if (one.policies === null) missing += 1
    const policies = one.policies ?? placeFor(one)
    if ('cannot' in policies) {
      refuse(settingId, name, policies.cannot)
      continue
    }
    const can: string[] = []
    for (const item of policies) {
      const before = changed.get(item.policyId) ?? { item, document: item.document, changes: 0, adds: 0, removes: 0 }
      const after = tried(before, settingId, placed, templateId, name)
      if ('cannot' in after) {
        refuse(settingId, name, `${item.name}: ${after.cannot}`)
        continue
      }
      if (sameCanonical(after.document, before.document)) continue
      changed.set(item.policyId, after)
      can.push(item.externalId)
    }
    if (can.length > 0) entries.push({ settingId, name, tree: placed?.tree ?? null, templateId, policies: can })
  }
  const tenant = await store.tenants.find(baseline.tenantId)
  return {
    change:
      entries.length === 0
        ? null
        : { rule: 'settings', baseline: tenant?.name ?? baseline.tenantId, settings: entries },
    policyIds: [...changed.keys()].map((id) => PolicyId.parse(id)),
    policies: [...changed.values()].map(({ item, changes, adds, removes }) => ({
      policyId: PolicyId.parse(item.policyId),
      policyName: item.name,
      changes,
      adds,
      removes,
    })),
    cannot,
    missing,
    candidates: present
      .filter(({ document }) => instancesIn(document).length > 0)
      .map(({ policyId, name }) => ({ policyId: PolicyId.parse(policyId), policyName: name }))
      .toSorted((left, right) => left.policyName.localeCompare(right.policyName)),
  }
}

/** A policy with the settings that were changed so far. */
interface Changed {
  readonly item: SideItem
  readonly document: Json
  readonly changes: number
  readonly adds: number
  readonly removes: number
}

function tried(
  before: Changed,
  settingId: string,
  placed: PlacedSetting | null,
  templateId: string,
  name: string,
): Changed | Refused {
  const { document } = before
  if (placed === null) {
    const without = withoutSetting(document, settingId)
    return instancesIn(without).length === 0
      ? { cannot: changeWords.lastSetting }
      : { ...before, document: without, removes: before.removes + 1 }
  }
  const isThere = placedIn(document, settingId) !== null
  const result = withSetting(document, placed, templateId)
  if ('problem' in result) return { cannot: changeWords.place[result.problem](name) }
  return {
    ...before,
    document: result.document,
    changes: before.changes + (isThere ? 1 : 0),
    adds: before.adds + (isThere ? 0 : 1),
  }
}

const rootOf = (tree: Json): string => text(tree['settingDefinitionId'])
