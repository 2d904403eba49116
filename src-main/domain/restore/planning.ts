import { PlanOptions } from '#contract/model/plans.ts'
import { graphTypeOf, type GraphContract } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import type { Choice, DirectoryEntry } from './mapping.ts'
import { planRestore, type LiveObject, type PlanInput, type PlanItem, type SourceItem } from './plan.ts'

/* What tests of plans are made of. */

export const guid = (index: number): string => `31000000-0000-4000-8000-0000000000${10 + index}`
export const odata = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` })

/** A captured object that a plan restores. */
export function source(type: string, id: string, document: Json, missingSecrets: string[] = []): SourceItem {
  return {
    type: policyTypeOf(type),
    versionId: `v-${id}`,
    sourceId: id,
    name: String(document['displayName'] ?? document['name']),
    document: { id, ...document },
    missingSecrets,
  }
}

/** An object that the target tenant holds. */
export function live(type: string, id: string, document: Json): LiveObject {
  const of = policyTypeOf(type)
  return {
    id,
    name: String(document['displayName'] ?? document['name']),
    platform: of.platformOf(document),
    odataType: graphTypeOf(document, of.rootType),
    identity: of.identityOf?.(document) ?? null,
    document: { id, ...document },
    fingerprint: 'f',
  }
}

export interface PlanContext {
  readonly sameTenant?: boolean
  readonly live?: Record<string, LiveObject[]>
  readonly directory?: Record<string, DirectoryEntry[]>
  readonly names?: Record<string, string>
  readonly unlisted?: Record<string, string>
  readonly options?: Partial<PlanOptions>
  readonly choices?: Record<string, Choice>
  readonly remembered?: Record<string, Choice>
  readonly replaced?: PlanInput['replaced']
  readonly usersOf?: PlanInput['usersOf']
  /** The first day of 1970 where left out. */
  readonly now?: Date
}

/** Plans items with the contract of Microsoft Graph; the target is another tenant, and empty, where nothing else is said. */
export const planner =
  (contract: GraphContract) =>
  (items: SourceItem[], { sameTenant = false, ...more }: PlanContext = {}): PlanItem[] => [
    ...planRestore({
      items,
      sameTenant,
      contract,
      options: PlanOptions.parse(more.options ?? {}),
      choices: new Map(Object.entries(more.choices ?? {})),
      ...(more.replaced ? { replaced: more.replaced } : {}),
      ...(more.usersOf ? { usersOf: more.usersOf } : {}),
      remembered: new Map(Object.entries(more.remembered ?? {})),
      unlisted: new Map(Object.entries(more.unlisted ?? {})),
      live: new Map(Object.entries({ roleScopeTags: [], assignmentFilters: [], ...more.live })),
      directory: new Map(Object.entries({ groups: [], users: [], ...more.directory })),
      sourceNames: new Map(Object.entries(more.names ?? {})),
      graph: { bind: (path) => path, sameTenant, now: more.now ?? new Date(0) },
    }).items,
  ]
/** What the steps of items send. */
export const bodies = (items: readonly PlanItem[]): Json[] =>
  items.flatMap((item) => item.steps.map((step) => step.body ?? {}))

/** A conditional access policy for everybody but some. */
export const access = (excludeUsers: string[], more: Json = {}): Json => ({
  displayName: 'CA',
  state: 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    users: { includeUsers: ['All'], excludeUsers },
    applications: { includeApplications: ['All'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], termsOfUse: [] },
  sessionControls: null,
  ...more,
})
