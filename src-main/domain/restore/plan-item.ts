import { doubtsBlock, doubtText } from '../doubts/doubts.ts'
import { objects, without, type Json } from '../json.ts'
import { nounOf } from '../policy-types/kinds.ts'
import { idKey } from '../references/id-key.ts'
import { assignmentReferences, referencesOf } from '../references/references.ts'
import { applyMapping } from './apply-mapping.ts'
import type { Counterpart } from './counterparts.ts'
import type { Mapping } from './mapping.ts'
import { planCreate } from './plan-create.ts'
import { stopped, type Draft } from './plan-draft.ts'
import type { PlanInput, PlanItem, Replacement, SourceItem } from './plan-types.ts'
import { canReplace } from './plan-replacement.ts'
import { planUpdate } from './plan-update.ts'
import { sourceReach } from './source-reach.ts'
import { bodyOf } from './write-steps.ts'
import { words } from './words.ts'

/**
 * A counterpart, a copy beside an object of the target, a replacement of it, or nothing yet: others refer to the object, and somebody has to
 * choose whether they get a new one. Where a list of the target couldn't be read, nobody knows.
 */
export type Found =
  | Counterpart
  | { readonly how: 'copy'; readonly name: string }
  | Replacement
  | { readonly how: 'unchosen' }
  | { readonly how: 'unlisted'; readonly reason: string }

/** What a restore would do with one object, with which requests, and whom the object reaches then. */
export function planItem(input: PlanInput, item: SourceItem, found: Found, mapping: Mapping): PlanItem {
  const planned = planAction(input, item, found, mapping)
  const restores = input.options.assignments !== 'none' && item.type.assignments !== null
  const reach = restores ? sourceReach(item.document) : null
  const isWritten = planned.action === 'create' || planned.action === 'recreate' || planned.action === 'update'
  return {
    ...planned,
    reach,
    endsUnassigned:
      isWritten && reach !== null && reach.includes.length > 0 && sourceReach(planned.wanted).includes.length === 0,
  }
}

function planAction(input: PlanInput, item: SourceItem, found: Found, mapping: Mapping): PlanItem {
  const { type } = item
  const assignments = input.options.assignments !== 'none'
  const source = asChosen(input, item)
  const mapped = applyMapping(
    type,
    found.how === 'copy' ? { ...source, [type.nameProperty]: found.name } : source,
    mapping,
    { assignments, sameTenant: input.sameTenant, onBothSides: () => idsInTenant(input, item, found) },
  )
  const { unknown } = bodyOf(type, input.contract, item.document)
  const warnings = [
    ...(item.doubts ?? []).map(doubtText),
    ...mapped.warnings,
    ...(unknown.length > 0 ? [words.warnings.unknown(unknown.map(({ path }) => path))] : []),
    ...(type.write.warnings?.(source, liveOf(found), input.graph.now) ?? []),
  ]
  const base: Draft['base'] = {
    type: type.key,
    versionId: item.versionId,
    sourceId: item.sourceId,
    name: found.how === 'copy' ? found.name : item.name,
    warnings,
    later: [],
    dependsOn: mapped.dependsOn,
    wanted: mapped.document,
    live: null,
    targetId: null,
    liveFingerprint: null,
    steps: [],
    risk: 'low',
    included: true,
  }
  const draft: Draft = { input, item, mapped, base }
  if (item.cannot !== undefined) return { ...stopped(draft, 'blocked', item.cannot), live: liveOf(found) }
  const doubt = doubtsBlock(item.doubts ?? [])
  if (doubt !== null && found.how !== 'left-out') return stopped(draft, 'blocked', words.reasons.doubtful(doubt))
  if (found.how === 'left-out') return stopped(draft, 'skip', words.reasons.leftOut)
  if (found.how === 'unlisted') return stopped(draft, 'blocked', words.reasons.unlisted(type.noun, found.reason))
  if (mapped.unlisted) {
    const { kind, reason } = mapped.unlisted
    return stopped(draft, 'blocked', words.reasons.unlisted(nounOf(kind), reason))
  }
  if (found.how === 'unchosen') return stopped(draft, 'skip', words.reasons.unchosen(type.noun))
  if (found.how === 'ambiguous')
    return stopped(draft, 'blocked', found.because ?? words.reasons.ambiguous(item.name, found.count))
  if (found.how === 'other-kind')
    return { ...stopped(draft, 'blocked', otherKind(item, found)), canReplace: canReplace(input, item, found) }
  return found.how === 'found' ? planUpdate(draft, found) : planCreate(draft, found)
}

/** Why an object of the tenant can't become what the source is. */
const otherKind = ({ type, document }: SourceItem, { live, by }: Extract<Counterpart, { how: 'other-kind' }>): string =>
  by === 'choice' || live.document === undefined
    ? words.reasons.chosenOtherKind(live.name)
    : words.reasons.otherKind(live.name, type.kindOf(live.document), type.kindOf(document))

/** Scope tags are left behind where nobody wants them. */
const asChosen = ({ options }: PlanInput, { type, document }: SourceItem): Json =>
  options.scopeTags === 'none' && type.scopeTagProperty ? without(document, [type.scopeTagProperty]) : document

/** The object in the tenant, as far as it could be read. */
const liveOf = (found: Found): Json | null => (found.how === 'found' ? (found.live.document ?? null) : null)

/** IDs that the object refers to where it is now. A restore into the same tenant changes none that the version has too. */
function idsInTenant({ sameTenant }: PlanInput, { type }: SourceItem, found: Found): ReadonlySet<string> {
  const live = sameTenant ? liveOf(found) : null
  if (!live) return new Set()
  const assigned = objects(live['assignments']).flatMap((assignment) => assignmentReferences(assignment))
  return new Set([...referencesOf(type, live), ...assigned].map(({ id }) => idKey(id)))
}
