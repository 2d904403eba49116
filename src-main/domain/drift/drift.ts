import { differences, type Pair, type SideItem } from '../compare/compare.ts'
import type { NameSources } from '../diff/change-names.ts'
import type { Change } from '../diff/json-diff.ts'

export type FindingKind = 'new' | 'removed' | 'changed' | 'assignment-changed'

/** One difference between the tenant and the baseline. */
export interface Drift {
  readonly kind: FindingKind
  readonly type: string
  /** The object in the tenant, or in the baseline where the tenant no longer has it. */
  readonly item: SideItem
  readonly baseline: SideItem | null
  readonly current: SideItem | null
  /** Where in the document; empty for a whole object. */
  readonly path: string
  readonly name: string
  readonly before: unknown
  readonly after: unknown
}

/** A path of which changes are no findings, for all objects, those of one type, or one object. */
export interface IgnoreRule {
  readonly type: string | null
  /** Id of the object in its tenant. */
  readonly externalId: string | null
  /** As findings show it; `*` stands for anything. */
  readonly path: string
}

/** What drifted, setting by setting: left of each pair is the baseline, right what the tenant holds. */
export function findDrift(
  pairs: readonly Pair[],
  sameTenant: boolean,
  names: (item: SideItem) => NameSources,
): Drift[] {
  return pairs.flatMap(({ left, right }): Drift[] => {
    const item = (right ?? left)!
    const base = {
      type: item.type.key,
      item,
      baseline: left,
      current: right,
      path: '',
      name: '',
      before: null,
      after: null,
    }
    if (!left) return [{ ...base, kind: 'new' }]
    if (!right) return [{ ...base, kind: 'removed' }]
    return differences(left, right, sameTenant, names(item)).map((change: Change) => ({
      ...base,
      kind: change.path.startsWith('assignments') ? ('assignment-changed' as const) : ('changed' as const),
      path: change.path,
      name: change.name,
      before: change.before,
      after: change.after,
    }))
  })
}

/** Whether a rule excludes a finding. */
export const isIgnored = (
  { type, externalId, path }: { readonly type: string; readonly externalId: string; readonly path: string },
  rules: readonly IgnoreRule[],
): boolean =>
  rules.some(
    (rule) =>
      (rule.type === null || rule.type === type) &&
      (rule.externalId === null || rule.externalId === externalId) &&
      matches(rule.path, path),
  )

/** Compares part by part, so that no pattern takes long. */
function matches(pattern: string, path: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return pattern === path
  const last = rest.pop()!
  if (!path.startsWith(first) || !path.endsWith(last) || path.length < first.length + last.length) return false
  let at = first.length
  for (const piece of rest) {
    const found = path.indexOf(piece, at)
    if (found < 0 || found + piece.length > path.length - last.length) return false
    at = found + piece.length
  }
  return true
}
