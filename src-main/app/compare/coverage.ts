import type { Coverage, CoveredSetting, Side } from '#contract/model/compare.ts'
import { PolicyId } from '#contract/model/ids.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { coverageOf } from '#domain/compare/coverage.ts'
import { releaseStep } from '#domain/compare/release.ts'
import { settledBy } from '#domain/compare/settled.ts'
import { instancesIn, repeatedGroups } from '#domain/settings-catalog/catalog-values.ts'
import { breathe } from '../breathe.ts'
import { conflictFinder, conflictsNow, type SettingHolder } from './setting-conflicts.ts'
import { toDeviation, withDeviation } from './deviations.ts'
import {
  definitionsFor,
  heldSettings,
  nameOf,
  shown,
  type DefinitionNeeds,
  type DefinitionOf,
  type Held,
  type HeldSettings,
} from './held-settings.ts'
import { loadSide } from './side.ts'

/** States that a coverage is about. */
export interface CoverageSides {
  readonly baseline: Side
  /** An earlier release of the baseline. */
  readonly earlier: Side | null
  readonly side: Side
}

/**
 * How a state of a tenant meets each setting and value in the Settings catalog policies of a baseline (spec 066). Values
 * are compared as Graph has them, and shown in words.
 */
export async function coverage(
  ports: DefinitionNeeds,
  { baseline, earlier, side }: CoverageSides,
  now: Date,
): Promise<Coverage> {
  const { store } = ports
  // A policy that is archived here is in the tenant all the same.
  const itemsOf = async (of: Side) =>
    (await loadSide(store, of.tenantId, of.from, { archived: true, forTenant: side.tenantId })).items
  const [wanted, before, present] = [
    await itemsOf(baseline),
    earlier === null ? [] : await itemsOf(earlier),
    await itemsOf(side),
  ]
  const repeated = new Set([...wanted, ...before, ...present].flatMap(({ document }) => repeatedGroups(document)))
  const [asked, had, there] = [
    await heldSettings(wanted, repeated),
    await heldSettings(before, repeated),
    await heldSettings(present, repeated),
  ]
  const definitionOf = await definitionsFor(
    ports,
    [side.tenantId, baseline.tenantId],
    [...new Set([...asked.keys(), ...had.keys()])],
  )
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
    const assigned = held.filter((holder) => holder.assigned)
    // A draft says nothing of what the tenant has, unless nothing else does.
    const inUse = assigned.length > 0 ? assigned : held
    const texts = held.flatMap(({ found }) => found.flatMap((value) => value.values))
    const rules = held.flatMap(({ type }) => type.settings ?? [])
    const isMerged = settledBy(id, texts, rules) === 'merge'
    const keys = valuesOf(holders)
    secretsAndReferences += holders.flatMap(({ found }) => found.filter(({ key }) => key === null)).length
    const covered: CoveredSetting['values'] = []
    for (const key of keys) {
      const having = holders.filter((holder) => holder.values.has(key))
      const example = having[0]!.found.find((value) => value.key === key)!
      const state = await coverageOf(key, keys, held, isMerged ? 'merged' : meet)
      covered.push({
        value: shown(example, definitionOf),
        key,
        ...withDeviation(state, accepted.get(`${id}\n${key}`)),
        step: earlier === null ? null : releaseStep(key, valuesOf(had.get(id) ?? []), valuesOf(inUse), state === 'met'),
        baseline: having.map(({ policyId, policyName }) => ({ policyId: PolicyId.parse(policyId), policyName })),
      })
    }
    if (covered.length === 0) continue
    const name = nameOf(holders[0]!.found[0]!, definitionOf)
    settings.push({ id, name, values: covered, uses: usesOf(held, definitionOf) })
  }
  const policies = wanted.filter(({ type, document }) => type.settings !== null && instancesIn(document).length === 0)
  return {
    settings: settings.toSorted((left, right) => left.name.localeCompare(right.name)),
    dropped: droppedBetween(had, asked, there, definitionOf),
    notCompared: { policies: policies.length, values: secretsAndReferences },
  }
}

const valuesOf = (holders: readonly Held[]): ReadonlySet<string> =>
  new Set(holders.flatMap(({ values }) => [...values]))

const usesOf = (held: readonly Held[], definitionOf: DefinitionOf): CoveredSetting['uses'] =>
  held.map(({ policyId, policyName, found, assigned }) => ({
    policyId: PolicyId.parse(policyId),
    policyName,
    value: found.map((value) => shown(value, definitionOf)).join(', '),
    assigned,
  }))

/** What a tenant still sets of an earlier release. */
function droppedBetween(
  had: HeldSettings,
  asked: HeldSettings,
  there: HeldSettings,
  definitionOf: DefinitionOf,
): Coverage['dropped'] {
  return [...had]
    .filter(([id]) => !asked.has(id) && there.has(id))
    .map(([id, holders]) => ({
      id,
      name: nameOf(holders[0]!.found[0]!, definitionOf),
      values: [...new Set(holders.flatMap(({ found }) => found.map((value) => shown(value, definitionOf))))],
      uses: usesOf(there.get(id)!, definitionOf),
    }))
    .toSorted((left, right) => left.name.localeCompare(right.name))
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
