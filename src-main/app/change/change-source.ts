import type { Change } from '#contract/model/changes.ts'
import type { PlanOptions } from '#contract/model/plans.ts'
import { applyChange, type DocumentChange } from '#domain/change/apply-change.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { words } from '#domain/change/words.ts'
import type { Json } from '#domain/json.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { changedSecrets, sameSecrets } from '#domain/restore/plan-secrets.ts'
import type { Deletion, LiveObject, PlanItem, SourceItem } from '#domain/restore/plan.ts'
import { words as planWords } from '#domain/restore/words.ts'
import type { Vault } from '../ports/ports.ts'
import type { PolicyRow } from '../ports/policies.ts'
import type { ReadStore } from '../ports/store.ts'
import { loadVersions } from '../restore/source-items.ts'
import type { UndoSource } from '../restore/undo-source.ts'

/** Whether a rule says what a policy becomes. */
export const changesDocuments = (change: Change): change is DocumentChange =>
  change.rule !== 'delete' && change.rule !== 'duplicate'

/**
 * What is planned for the policies of a change, as far as the store knows them: their latest versions, changed by the rule.
 * `onLive` replaces them with what the tenant has, once that was read.
 */
export async function loadChange(
  store: ReadStore,
  vault: Vault,
  tenantId: string,
  { change, policyIds }: { readonly change: Change; readonly policyIds: readonly string[] },
  now: Date,
): Promise<UndoSource> {
  const chosen = new Set(policyIds)
  const policies = (await store.policies.list(tenantId)).filter(({ id }) => chosen.has(id))
  const { items, names } = await loadVersions(store, vault, {
    tenantId,
    targetId: tenantId,
    ids: policies.flatMap(({ versionId }) => versionId ?? []),
  })
  const title = words.title(change)
  if (change.rule === 'delete')
    return {
      items: [],
      names,
      title,
      deletions: deletionsOf(policies, items),
    }
  const known = new Set(items.map(({ type, sourceId }) => `${type.key}/${sourceId}`))
  const unknown = policies.filter(({ type, externalId }) => !known.has(`${type}/${externalId}`)).map(withoutVersion)
  const all = [...items, ...unknown].map((item) => ({ ...item, doubts: [] }))
  return {
    items: changesDocuments(change) ? all.map((item) => changed(item, item.document, change, now)) : all,
    names: new Map([...names, ...namesIn(change)]),
    title,
    deletions: [],
  }
}

/** What a change makes of the policies as the tenant has them, and those that it hasn't any more. */
export function onLive(
  items: readonly SourceItem[],
  live: ReadonlyMap<string, readonly LiveObject[]>,
  change: Change,
  now: Date,
): { readonly items: SourceItem[]; readonly gone: SourceItem[] } {
  const gone: SourceItem[] = []
  const found: SourceItem[] = []
  for (const item of items) {
    const ofType = live.get(item.type.key)
    const object = ofType?.find(({ id }) => id === item.sourceId)
    // A list that couldn't be read says nothing of what is gone.
    if (ofType !== undefined && object === undefined) gone.push(item)
    else if (object?.document === undefined) found.push(item)
    else if (changesDocuments(change)) found.push(changed(withSameSecrets(item, object), object.document, change, now))
    else found.push(duplicateOf(item, object, object.document))
  }
  return { items: found, gone }
}

/** Secrets of the last capture that the tenant still has. All others stay as they are there, and nobody is asked for them. */
function withSameSecrets({ asks: _asks, ...item }: SourceItem, { secretPrints }: LiveObject): SourceItem {
  const held = item.secretPrints ?? new Map<string, string>()
  return { ...item, secretPrints: sameSecrets(held, held, secretPrints) }
}

/** Secrets come from the last capture, by their place: what changed since then could get those of another place. */
function duplicateOf(item: SourceItem, { name, secretPrints }: LiveObject, document: Json): SourceItem {
  const made = { ...item, name, document }
  const held = item.secretPrints ?? new Map<string, string>()
  if (held.size === 0 && (item.asks ?? []).length === 0) return made
  const print = (of: Json) => canonicalText(comparable(item.type, of))
  const isSame = changedSecrets(held, secretPrints).length === 0 && print(document) === print(item.document)
  return isSame ? made : { ...made, cannot: words.changedSecrets }
}

/** What is deleted, in the order in which it could be made: it is deleted the other way around. */
function deletionsOf(policies: readonly PolicyRow[], items: readonly SourceItem[]): Deletion[] {
  const itemOf = new Map(items.map((item) => [item.versionId, item]))
  return policies
    .map(({ type, externalId, name, versionId }): Deletion => {
      const lost = (itemOf.get(versionId ?? '')?.asks ?? []).map(({ label }) => label)
      return {
        type: policyTypeOf(type),
        id: externalId,
        name,
        versionId: versionId ?? '',
        isAsked: true,
        lostSecrets: [...new Set(lost)],
      }
    })
    .toSorted((left, right) => left.type.phase - right.type.phase)
}

/** An item of a plan for a policy that the tenant hasn't any more. */
export const planGone = ({ type, versionId, sourceId, name, document }: SourceItem): PlanItem => ({
  type: type.key,
  versionId,
  sourceId,
  name,
  action: 'skip',
  reason: planWords.reasons.goneAlready,
  warnings: [],
  risk: 'low',
  included: false,
  targetId: null,
  liveFingerprint: null,
  dependsOn: [],
  later: [],
  steps: [],
  wanted: document,
  live: null,
})

/** A change leaves everything alone that its rule isn't about. */
export function optionsOf(change: Change, given: PlanOptions): PlanOptions {
  if (change.rule === 'duplicate')
    return {
      ...given,
      existing: 'copy',
      suffix: change.suffix,
      assignments: change.assignments ? 'mapped' : 'none',
      replace: 'never',
    }
  const assigns = ['assign', 'exclude', 'unassign', 'filter', 'intent', 'archive'].includes(change.rule)
  return { ...given, existing: 'update', assignments: assigns ? 'mapped' : 'none', replace: 'never' }
}

function changed(item: SourceItem, document: Json, change: DocumentChange, now: Date): SourceItem {
  const { cannot: _earlier, ...rest } = item
  const result = applyChange(item.type, document, change, now)
  return 'cannot' in result ? { ...rest, document, cannot: result.cannot } : { ...rest, document: result.document }
}

/** A policy that was listed and never captured. */
function withoutVersion({ type, externalId, name }: PolicyRow): SourceItem {
  const policyType = policyTypeOf(type)
  return {
    type: policyType,
    versionId: '',
    sourceId: externalId,
    name,
    document: { id: externalId, [policyType.nameProperty]: name },
    missingSecrets: [],
  }
}

/** Names of what a change refers to, by `kind/id`. */
function namesIn(change: Change): [string, string][] {
  const filter = 'filter' in change && change.filter !== null ? [change.filter.filter] : []
  const target = 'target' in change && change.target?.who === 'group' ? [change.target.group] : []
  const group = 'group' in change ? [change.group] : []
  return [
    ...[...target, ...group].map(({ id, name }): [string, string] => [`${assignmentKinds.group}/${id}`, name]),
    ...filter.map(({ id, name }): [string, string] => [`${assignmentKinds.filter}/${id}`, name]),
  ]
}
