import type { Operator, Rule, RuleValue } from './rule.ts'

/** Whether a rule matches. What can't be known is never guessed. */
export type Truth = 'yes' | 'no' | 'unknown'

/**
 * What is known of a device or an app.
 *
 * @returns a text, null for a property that has no value, and undefined for one that nobody knows
 */
export type Facts = (entity: 'device' | 'app', property: string) => string | null | undefined

/** Whether a device or an app matches the rule of a filter. Case doesn't count (Intune docs: filters-device-properties). */
export function evaluateRule(rule: Rule, facts: Facts): Truth {
  if (rule.kind === 'compare')
    return compare(
      rule.operator,
      facts(rule.entity, rule.property.toLowerCase()),
      rule.values,
      isVersion(rule.property),
    )
  const decisive = rule.kind === 'and' ? 'no' : 'yes'
  const parts = rule.parts.map((part) => evaluateRule(part, facts))
  if (parts.includes(decisive)) return decisive
  return parts.includes('unknown') ? 'unknown' : decisive === 'no' ? 'yes' : 'no'
}

export const not = (truth: Truth): Truth => (truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown')

const isVersion = (property: string): boolean => property.toLowerCase() === 'operatingsystemversion'

const opposites: Readonly<Partial<Record<Operator, Operator>>> = {
  ne: 'eq',
  notIn: 'in',
  notContains: 'contains',
}

function compare(
  operator: Operator,
  fact: string | null | undefined,
  values: readonly RuleValue[],
  byVersion: boolean,
): Truth {
  if (fact === undefined) return 'unknown'
  const opposite = opposites[operator]
  if (opposite !== undefined) {
    // Whether something that has no value differs from a value isn't documented.
    if (isEmpty(fact) && values.some((value) => value !== null)) return 'unknown'
    return not(compare(opposite, fact, values, byVersion))
  }
  return any(values.map((value) => compareOne(operator, fact, value, byVersion)))
}

function any(truths: readonly Truth[]): Truth {
  return truths.includes('yes') ? 'yes' : truths.includes('unknown') ? 'unknown' : 'no'
}

const isEmpty = (fact: string | null): fact is null => fact === null || fact === ''

function compareOne(operator: Operator, fact: string | null, value: RuleValue, byVersion: boolean): Truth {
  if (value === null) return operator === 'eq' || operator === 'in' ? truth(isEmpty(fact)) : 'unknown'
  if (isEmpty(fact)) return 'no'
  if (byVersion) return compareVersions(operator, fact, value)
  const [here, there] = [fact.toLowerCase(), value.toLowerCase()]
  switch (operator) {
    case 'eq':
    case 'in':
      return truth(here === there)
    case 'startsWith':
      return truth(here.startsWith(there))
    case 'contains':
      return truth(here.includes(there))
    default:
      // Texts have no order.
      return 'unknown'
  }
}

const truth = (is: boolean): Truth => (is ? 'yes' : 'no')

function compareVersions(operator: Operator, fact: string, value: string): Truth {
  const [here, there] = [partsOf(fact), partsOf(value)]
  if (here === null || there === null) return 'unknown'
  // Whether a part that isn't there is less than 0 isn't documented: 10.0 and 10.0.0 can be the same or not.
  const [order, other] = [orderOf(here, there, 0), orderOf(here, there, -1)]
  if (order !== other) return 'unknown'
  switch (operator) {
    case 'eq':
    case 'in':
      return truth(order === 0)
    case 'gt':
      return truth(order > 0)
    case 'ge':
      return truth(order >= 0)
    case 'lt':
      return truth(order < 0)
    case 'le':
      return truth(order <= 0)
    default:
      return 'unknown'
  }
}

/** -1, 0 or 1, with a number in place of parts that aren't there. */
function orderOf(here: readonly number[], there: readonly number[], missing: number): number {
  for (let at = 0; at < Math.max(here.length, there.length); at += 1) {
    const difference = (here[at] ?? missing) - (there[at] ?? missing)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

const partsOf = (version: string): number[] | null =>
  /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : null
