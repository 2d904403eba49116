import type { ChangedSetting } from '#contract/model/changes.ts'
import type { ChosenSetting, SettingChange, Side } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { sameCanonical } from '#domain/canonical/canonical.ts'
import { words as changeWords } from '#domain/change/words.ts'
import type { SideItem } from '#domain/compare/compare.ts'
import { text, type Json } from '#domain/json.ts'
import { instancesIn, repeatedGroups } from '#domain/settings-catalog/catalog-values.ts'
import {
  depthOf,
  isOwn,
  leafOf,
  placedIn,
  templateOf,
  withoutSetting,
  withSetting,
  type PlacedSetting,
} from '#domain/settings-catalog/place-setting.ts'
import { breathe } from '../breathe.ts'
import { definitionsFor, heldSettings, nameOf, type DefinitionNeeds, type Held } from './held-settings.ts'
import { loadSide } from './side.ts'
import { words } from './words.ts'

/** Settings of a baseline, and the policy that gets what is missing. */
export interface ChosenSettings {
  readonly baseline: Side
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
  readonly policies: readonly SideItem[]
}

/** Why a setting can't be set. */
interface Refused {
  readonly cannot: string
}

/**
 * The change that gives a tenant chosen settings of a baseline, by the latest captures (066-8). Policies that set a
 * setting to another value get the one of the baseline. What is missing is added to a policy. A policy whose value is in
 * the baseline, too, stays as it is.
 */
export async function settingChange(
  ports: DefinitionNeeds,
  tenantId: string,
  { baseline, settings: chosen, addTo }: ChosenSettings,
): Promise<SettingChange> {
  const { store } = ports
  const all = { archived: true }
  const [wanted, present] = [
    (await loadSide(store, baseline.tenantId, baseline.from, all)).items,
    (await loadSide(store, tenantId, { now: true }, all)).items,
  ]
  const repeated = new Set([...wanted, ...present].flatMap(({ document }) => repeatedGroups(document)))
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
        : { settingId, placed: null, templateId: '', policies: itemsOf(held) }
    const holders = asked.get(settingId) ?? []
    if (!keys.every((key) => holders.some(({ values }) => values.has(key)))) return { cannot: words.notInBaseline }
    const [source] = holders
      .filter(({ values }) => keys.every((key) => values.has(key)))
      .toSorted((left, right) => shareOf(right) - shareOf(left) || left.policyName.localeCompare(right.policyName))
    if (source === undefined) return { cannot: words.severalValues }
    const placed = placedIn(source.document, settingId)!
    if (isOwn(leafOf(placed))) return { cannot: words.ownValue }
    const templateId = templateOf(source.document)
    if (held.length > 0) {
      const due = dueIn(held, source, holders)
      return 'cannot' in due ? due : { settingId, placed, templateId, policies: itemsOf(due.policies) }
    }
    const holder = addTo === null ? counterpartOf(source, wanted, present) : itemOf.get(addTo)
    if (holder === undefined) return { cannot: words.noCounterpart(source.policyName) }
    if (!samePlatform(holder.document, source.document)) return { cannot: words.otherPlatform(holder.name) }
    return { settingId, placed, templateId, policies: [holder] }
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
  // A setting that belongs to another one comes after it.
  for (const { settingId, name, placed, templateId, policies } of found.toSorted(
    (left, right) => depthOf(left.placed) - depthOf(right.placed),
  )) {
    await breathe()
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
    missing: [...keysOf.keys()].filter((id) => !there.has(id)).length,
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

/** Policies that get the value, among those that set the setting. */
function dueIn(
  held: readonly Held[],
  source: Held,
  holders: readonly Held[],
): { readonly policies: readonly Held[] } | Refused {
  const isSame = (holder: Held) =>
    holder.values.size === source.values.size && [...source.values].every((key) => holder.values.has(key))
  const assigned = held.filter((holder) => holder.assigned)
  if (assigned.length === 0) {
    const others = held.filter((holder) => !isSame(holder))
    return others.length < held.length ? { cannot: words.assignInstead } : { policies: others }
  }
  const others = assigned.filter((holder) => !isSame(holder))
  if (others.length === assigned.length) return { policies: others }
  // What the baseline gives to others, too, is as it should be.
  const ofBaseline = new Set(holders.flatMap(({ values }) => [...values]))
  const foreign = others.filter(({ values }) => [...values].some((key) => !ofBaseline.has(key)))
  return foreign.length === 0 ? { cannot: words.allOfBaseline } : { policies: foreign }
}

/** The policy of a tenant that a policy of a baseline became: by its name, or else by the settings that both have. */
function counterpartOf(source: Held, wanted: readonly SideItem[], present: readonly SideItem[]): SideItem | undefined {
  const original = wanted.find(({ policyId }) => policyId === source.policyId)!
  const ids = new Set(instancesIn(original.document).map(settingOf))
  const candidates = present
    .filter(({ document }) => instancesIn(document).length > 0 && samePlatform(document, original.document))
    .map((item) => ({ item, common: instancesIn(item.document).filter((one) => ids.has(settingOf(one))).length }))
  const named = candidates.find(({ item }) => item.name.toLowerCase() === original.name.toLowerCase())
  const [nearest] = candidates.filter(({ common }) => common > 0).toSorted((left, right) => right.common - left.common)
  return (named ?? nearest)?.item
}

const settingOf = (instance: Json): string => text(instance['settingDefinitionId'])

/** What is made from a table says nothing of a platform. */
const samePlatform = (one: Json, other: Json): boolean =>
  [one, other].some((document) => text(document['platforms']) === '') ||
  text(one['platforms']) === text(other['platforms'])
