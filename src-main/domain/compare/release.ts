import type { ReleaseStep } from '#contract/model/compare.ts'

/**
 * What a new release of a baseline asks of a tenant for one value: of three states, which one changed.
 *
 * @param key the value in the new release
 * @param earlier values of the setting in the earlier release; none if it wasn't there
 * @param present values that the tenant has
 */
export function releaseStep(
  key: string,
  earlier: ReadonlySet<string>,
  present: ReadonlySet<string>,
  isMet: boolean,
): ReleaseStep {
  if (isMet) return 'none'
  if (earlier.has(key)) return 'ownChange'
  // Whoever has what the earlier release said, or nothing where it said nothing, only has to follow.
  return [...present].every((value) => value === key || earlier.has(value)) && (present.size > 0 || earlier.size === 0)
    ? 'follow'
    : 'bothChanged'
}
