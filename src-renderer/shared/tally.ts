import type { SettingsDiff } from '#contract/model/policies.ts'

/** How many settings of each kind a diff has. */
export function tally(diff: SettingsDiff): { added: number; removed: number; changed: number; same: number } {
  const counts = { added: 0, removed: 0, changed: 0, same: 0 }
  for (const section of diff) for (const row of section.rows) counts[row.kind] += 1
  return counts
}
