import type { ChangeAbout, ChangeReason, Severity } from '#contract/model/severity.ts'
import type { Json } from '../json.ts'
import type { Change } from '../diff/json-diff.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { runsAsSystem } from '../restore/risk.ts'
import { changesOfReach, isAssigned } from './reach-changes.ts'
import { weakens } from './weakening.ts'

/**
 * How much each kind of change matters, the worst first. High is what somebody wants to know today: more users or devices
 * are reached, something protects less, or a script with all rights of the device is another one.
 */
const severities: Readonly<Record<ChangeReason, Severity>> = {
  everybody: 'high',
  widened: 'high',
  exclusionRemoved: 'high',
  unassigned: 'high',
  removed: 'high',
  weakened: 'high',
  systemScript: 'high',
  script: 'medium',
  narrowed: 'medium',
  created: 'medium',
  settings: 'medium',
  scopeTags: 'low',
  description: 'low',
}
const order = Object.keys(severities) as ChangeReason[]
const levels: readonly Severity[] = ['high', 'medium', 'low']

/** The severity of what a change is about. No reason is the least. */
export const severityOf = (reasons: readonly ChangeReason[]): Severity =>
  levels.find((level) => reasons.some((reason) => severities[reason] === level)) ?? 'low'

/** A change that is about these, the worst first. */
export const aboutOf = (reasons: Iterable<ChangeReason>): ChangeAbout => {
  const found = new Set(reasons)
  const sorted = order.filter((reason) => found.has(reason))
  return { severity: severityOf(sorted), reasons: sorted }
}

/** What the difference between two documents of a policy is about. */
export function aboutChange(type: PolicyType, before: Json, after: Json, changes: readonly Change[]): ChangeAbout {
  return aboutOf([
    ...changesOfReach(before, after),
    ...changes.filter(({ path }) => !isAssignment(path)).map((change) => reasonOf(type, after, change)),
  ])
}

/** What one difference of a policy is about. Differences of one assignment depend on the others. */
export function aboutOneChange(type: PolicyType, before: Json, after: Json, change: Change): ChangeAbout {
  return aboutOf(isAssignment(change.path) ? changesOfReach(before, after) : [reasonOf(type, after, change)])
}

/** What it is about that a policy wasn't there before. One that nobody gets matters less. */
export const aboutNew = (document: Json): ChangeAbout => aboutOf(isAssigned(document) ? ['created'] : [])

/** What it is about that a policy is gone. One that nobody had matters less. */
export const aboutRemoved = (document: Json): ChangeAbout => aboutOf(isAssigned(document) ? ['removed'] : [])

const isAssignment = (path: string): boolean => path === 'assignments' || /^assignments[.[]/.test(path)

const describing = new Set(['displayName', 'name', 'description', 'notes', 'owner', 'developer', 'informationUrl'])
const scripts =
  /(^|\.)(scriptContent|detectionScriptContent|remediationScriptContent|(pre|post)InstallScript)(\.scriptContent)?$/

function reasonOf(type: PolicyType, after: Json, change: Change): ChangeReason {
  const { path } = change
  if (path === type.scopeTagProperty || /^roleScopeTag(Id)?s(\[|$)/.test(path)) return 'scopeTags'
  if (path === type.nameProperty || describing.has(path)) return 'description'
  if (scripts.test(path)) return runsAsSystem(after) ? 'systemScript' : 'script'
  return weakens(change) ? 'weakened' : 'settings'
}
