import { PlanOptions } from '#contract/model/plans.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import type { Choice } from '#domain/restore/mapping.ts'

/** The choices of a plan's input, by `kind/source id`. */
export const choicesOf = (input: Json): ReadonlyMap<string, Choice> =>
  new Map(
    Object.entries(isObject(input['choices']) ? input['choices'] : {}).map(([key, value]) => [
      key,
      value === null ? null : text(value),
    ]),
  )

/** The options of a plan's input; plans from before there were any say only whether assignments are restored. */
export function optionsOf(input: Json): PlanOptions {
  const given = isObject(input['options'])
    ? input['options']
    : { assignments: input['assignments'] === false ? 'none' : 'mapped' }
  return PlanOptions.parse(given)
}

/** The restore that a plan takes back. */
export const undoOf = (input: Json): string | null =>
  isObject(input['from']) ? text(input['from']['undoOf']) || null : null
