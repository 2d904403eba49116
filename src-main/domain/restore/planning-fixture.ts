import { PlanOptions } from '#contract/model/plans.ts'
import { graphTypeOf, type GraphContract } from '../graph-contract/graph-contract.ts'
import { text, type Json } from '../json.ts'
import { policyTypeOf } from '../policy-types/registry.ts'
import type { DirectoryEntry } from './mapping.ts'
import { planRestore, type LiveObject, type PlanItem, type SourceItem } from './plan.ts'

/** A GUID by its number. */
export const guid = (index: number) => `31000000-0000-4000-8000-0000000000${10 + index}`
/** The type annotation of a Graph object. */
export const odata = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` })

/** A captured object. */
export function source(type: string, id: string, document: Json, missingSecrets: string[] = []): SourceItem {
  return {
    type: policyTypeOf(type),
    versionId: `v-${id}`,
    sourceId: id,
    name: text(document['displayName'] ?? document['name']),
    document: { id, ...document },
    missingSecrets,
  }
}

/** An object of the target. */
export function live(type: string, id: string, document: Json): LiveObject {
  const of = policyTypeOf(type)
  return {
    id,
    name: text(document['displayName'] ?? document['name']),
    platform: of.platformOf(document),
    odataType: graphTypeOf(document, of.rootType),
    identity: of.identityOf?.(document) ?? null,
    document: { id, ...document },
    fingerprint: 'f',
  }
}

interface More {
  readonly sameTenant?: boolean
  readonly live?: Record<string, LiveObject[]>
  readonly directory?: Record<string, DirectoryEntry[]>
  readonly names?: Record<string, string>
}

/** Plans against Microsoft's contract, with everything else as the test gives it. */
export const planner =
  (contract: GraphContract) =>
  (items: SourceItem[], { sameTenant = false, ...more }: More = {}): PlanItem[] => {
    return [
      ...planRestore({
        items,
        sameTenant,
        contract,
        options: PlanOptions.parse({}),
        choices: new Map(),
        remembered: new Map(),
        live: new Map(Object.entries({ roleScopeTags: [], assignmentFilters: [], ...more.live })),
        directory: new Map(Object.entries({ groups: [], users: [], ...more.directory })),
        sourceNames: new Map(Object.entries(more.names ?? {})),
        graph: { bind: (path) => path, sameTenant, now: new Date(0) },
      }).items,
    ]
  }
/** Bodies of all requests that items would make. */
export const bodies = (items: readonly PlanItem[]): Json[] =>
  items.flatMap((item) => item.steps.map((step) => step.body ?? {}))

/** A settings catalog policy with a secret behind a token of the service. */
export const secret = (token: string, more: Json = {}): Json => ({
  name: 'EDR',
  platforms: 'windows10',
  technologies: 'mdm',
  roleScopeTagIds: ['0'],
  templateReference: { templateId: '' },
  assignments: [],
  settings: [
    {
      settingInstance: {
        ...odata('deviceManagementConfigurationSimpleSettingInstance'),
        settingDefinitionId: 'x',
        simpleSettingValue: {
          ...odata('deviceManagementConfigurationSecretSettingValue'),
          value: token,
          valueState: 'encryptedValueToken',
        },
      },
    },
  ],
  ...more,
})
/** A Conditional Access policy. */
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
