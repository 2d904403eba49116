/** An operator of a filter rule, as its documentation spells it (Intune docs: filters-device-properties). */
export type Operator =
  | 'eq'
  | 'ne'
  | 'in'
  | 'notIn'
  | 'startsWith'
  | 'contains'
  | 'notContains'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'

/** A value of a rule; null stands for a property that has no value. */
export type RuleValue = string | null

/** The rule of an assignment filter. `and` binds more tightly than `or`. */
export type Rule =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Rule[] }
  | {
      readonly kind: 'compare'
      /** What the rule is about: an enrolled device, or an app with its own management. */
      readonly entity: 'device' | 'app'
      /** As the rule spells it. Case doesn't count. */
      readonly property: string
      readonly operator: Operator
      readonly values: readonly RuleValue[]
    }
