import { create } from 'zustand'
import type { PlanOptions } from '#contract/model/plans.ts'

/** What somebody chose for a restore before it was planned. */
export interface Draft {
  /** Versions that aren't restored. */
  readonly excluded: ReadonlySet<string>
  readonly options: PlanOptions
}

interface Drafts {
  readonly drafts: Readonly<Record<string, Draft>>
  change(key: string, change: Partial<Draft>): void
}

const empty: Draft = {
  excluded: new Set(),
  options: { existing: 'update', suffix: '(restored)', assignments: 'mapped', scopeTags: 'mapped', replace: 'never' },
}

const useDrafts = create<Drafts>()((set) => ({
  drafts: {},
  change: (key, change) =>
    set(({ drafts }) => ({ drafts: { ...drafts, [key]: { ...(drafts[key] ?? empty), ...change } } })),
}))

/** The draft of a restore, which stays while you visit other screens. @param key names the target, the source and its state */
export function useDraft(key: string): readonly [draft: Draft, change: (change: Partial<Draft>) => void] {
  const draft = useDrafts(({ drafts }) => drafts[key] ?? empty)
  const change = useDrafts((state) => state.change)
  return [draft, (next) => change(key, next)]
}
