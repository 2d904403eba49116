import { objects, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { referenceKey } from '../references/id-key.ts'
import { createChoice } from './mapping.ts'
import { asIncluded, stopped, type Draft } from './plan-draft.ts'
import { asksOf, hiddenIn } from './plan-secrets.ts'
import type { PlanInput, PlanItem, Replacement, SourceItem } from './plan-types.ts'
import { reachesEverybody, runsAsSystem } from './risk.ts'
import { createStep, updateSteps } from './write-steps.ts'
import { words } from './words.ts'

/** Why an object cannot be created in the target, or nothing. */
export function createProblem(
  input: Pick<PlanInput, 'sameTenant'>,
  item: Pick<SourceItem, 'type' | 'document'>,
): string | null {
  const { restore, write } = item.type
  if (restore.how === 'preview-only' || restore.how === 'update-only') return restore.reason
  const blocked = write.blockedCreate?.(item.document, input.sameTenant)
  if (blocked) return blocked
  if (!text(item.document[item.type.nameProperty])) return words.reasons.noName
  return null
}

/** Plans an object that the target does not have, a copy beside the one that it has, or one in its place. */
export function planCreate(
  draft: Draft,
  found: { how: 'none' } | { how: 'copy'; name: string } | Replacement,
): PlanItem {
  const { input, item, mapped, base } = draft
  const { type } = item
  const restoresAssignments = input.options.assignments !== 'none'
  const replaced = found.how === 'replace' ? found.live : null
  const assignments = restoresAssignments || replaced !== null
  // Assignments that are not restored are those of the object that it replaces.
  const document =
    replaced === null || (restoresAssignments && !mapped.unassignable && 'assignments' in item.document)
      ? mapped.document
      : { ...mapped.document, assignments: replaced.document['assignments'] ?? [] }
  if (found.how === 'copy' && (input.live.get(type.key) ?? []).some((entry) => entry.name === found.name)) {
    return stopped(draft, 'blocked', words.reasons.copyNameTaken(found.name))
  }
  // Microsoft Entra compares names without case.
  const named: readonly { readonly name: string }[] = [
    ...(input.directory.get(type.key) ?? []),
    ...(input.live.get(type.key) ?? []),
  ]
  if (type.askedById && named.some(({ name }) => name.toLowerCase() === item.name.toLowerCase()))
    return stopped(draft, 'blocked', words.reasons.nameTaken(item.name))
  const problem = createProblem(input, item) ?? (mapped.blocked.join(' ') || null)
  if (problem) return stopped(draft, 'blocked', problem)
  const asks = asksOf(item)
  if (item.missingSecrets.length > 0)
    return { ...stopped(draft, 'blocked', words.reasons.secretsMissing(item.missingSecrets)), asks }
  const hidden = hiddenIn(item, [createStep(type, input.contract, document, input.graph)])
  if (hidden.length > 0) return { ...stopped(draft, 'blocked', words.reasons.secretsMissing(hidden)), asks }
  const made = type.write.onCreate?.(document, input.graph.now) ?? { wanted: document, warnings: [] }
  const isChosen = input.choices.get(referenceKey(type.key, item.sourceId)) === createChoice
  const optIn = (isChosen ? null : type.write.optIn?.(made.wanted, null)) ?? null
  const create = createStep(type, input.contract, made.wanted, input.graph)
  const after = updateSteps(type, input.contract, made.wanted, justCreated(type, made.wanted), input.graph, {
    assignments,
  })
  return {
    ...base,
    asks,
    ...asIncluded(optIn, [
      ...(reachesEverybody(made.wanted) ? [words.warnings.reachesEverybody] : []),
      ...base.warnings,
      ...made.warnings,
    ]),
    wanted: made.wanted,
    action: input.sameTenant && found.how === 'none' ? 'recreate' : 'create',
    reason: reasonOf(input, item, found),
    steps: [create, ...after.steps],
    risk:
      optIn !== null || mapped.widens || replaced !== null || reachesEverybody(made.wanted)
        ? 'high'
        : objects(made.wanted['assignments']).length > 0 || runsAsSystem(made.wanted)
          ? 'medium'
          : 'low',
  }
}

function reasonOf(
  { sameTenant }: PlanInput,
  { type, document }: SourceItem,
  found: Parameters<typeof planCreate>[1],
): string | null {
  if (found.how === 'replace')
    return words.reasons.replaces(found.live.name, type.kindOf(found.live.document), type.kindOf(document))
  if (found.how === 'copy') return words.reasons.copy
  return sameTenant ? words.reasons.recreate : null
}

/** What the tenant holds right after the create: the body, but none of what is written below the object. */
function justCreated(type: PolicyType, wanted: Json): Json {
  const expanded = (type.capture.byId?.expand ?? '')
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.split('/').at(-1)!)
  const below = [...type.capture.parts.map((part) => part.property), ...expanded, 'assignments'].filter(
    (name) => name in wanted && !type.write.inline.includes(name),
  )
  return {
    ...(type.write.created?.(wanted) ?? wanted),
    ...Object.fromEntries(below.map((name) => [name, Array.isArray(wanted[name]) ? [] : null])),
  }
}
