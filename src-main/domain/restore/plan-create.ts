import { objects, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { createChoice } from './mapping.ts'
import { asIncluded, stopped, type Draft } from './plan-draft.ts'
import { asksOf, hiddenIn } from './plan-secrets.ts'
import type { PlanInput, PlanItem, SourceItem } from './plan-types.ts'
import { reachesEverybody } from './risk.ts'
import { createStep, updateSteps } from './write-steps.ts'
import { words } from './words.ts'

/** Why an object cannot be created in the target, or nothing. */
export function createProblem(input: PlanInput, item: SourceItem): string | null {
  const { restore, write } = item.type
  if (restore.how === 'preview-only' || restore.how === 'update-only') return restore.reason
  const blocked = write.blockedCreate?.(item.document)
  if (blocked) return blocked
  if (!text(item.document[item.type.nameProperty])) return words.reasons.noName
  return null
}

/** Plans an object that the target does not have, or a copy beside the one that it has. */
export function planCreate(draft: Draft, found: { how: 'none' } | { how: 'copy'; name: string }): PlanItem {
  const { input, item, mapped, base } = draft
  const { type } = item
  const assignments = input.options.assignments !== 'none'
  if (found.how === 'copy' && (input.live.get(type.key) ?? []).some((entry) => entry.name === found.name)) {
    return stopped(draft, 'blocked', words.reasons.copyNameTaken(found.name))
  }
  const named: readonly { readonly name: string }[] = [
    ...(input.directory.get(type.key) ?? []),
    ...(input.live.get(type.key) ?? []),
  ]
  if (type.askedById && named.some(({ name }) => name === item.name))
    return stopped(draft, 'blocked', words.reasons.nameTaken(item.name))
  const problem = createProblem(input, item) ?? (mapped.blocked.join(' ') || null)
  if (problem) return stopped(draft, 'blocked', problem)
  const asks = asksOf(item)
  if (item.missingSecrets.length > 0)
    return { ...stopped(draft, 'blocked', words.reasons.secretsMissing(item.missingSecrets)), asks }
  const hidden = hiddenIn(item, [createStep(type, input.contract, mapped.document, input.graph)])
  if (hidden.length > 0) return { ...stopped(draft, 'blocked', words.reasons.secretsMissing(hidden)), asks }
  const made = type.write.onCreate?.(mapped.document, input.graph.now) ?? { wanted: mapped.document, warnings: [] }
  const isChosen = input.choices.get(`${type.key}/${item.sourceId}`) === createChoice
  const optIn = (isChosen ? null : type.write.optIn?.(made.wanted, null)) ?? null
  const create = createStep(type, input.contract, made.wanted, input.graph)
  const after = updateSteps(type, input.contract, made.wanted, justCreated(type, made.wanted), input.graph, {
    assignments,
  })
  return {
    ...base,
    asks,
    ...asIncluded(optIn, [...base.warnings, ...made.warnings]),
    wanted: made.wanted,
    action: input.sameTenant && found.how === 'none' ? 'recreate' : 'create',
    reason: found.how === 'copy' ? words.reasons.copy : input.sameTenant ? words.reasons.recreate : null,
    steps: [create, ...after.steps],
    risk:
      optIn !== null || mapped.widens || reachesEverybody(made.wanted)
        ? 'high'
        : objects(made.wanted['assignments']).length > 0
          ? 'medium'
          : 'low',
  }
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
