import type { GraphContract } from '../graph-contract/graph-contract.ts'
import { isAnnotation, isObject, objects, text, type Json } from '../json.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { policyTypes } from '../policy-types/registry.ts'
import { typeKey } from '../export/git-layout.ts'
import { typesOfFolder } from './folders.ts'

/** What is known of an object beside its content. */
export interface Hints {
  /** Names of the folders above its file, the nearest first. */
  readonly folders: readonly string[]
  /** A word of the export for the type, for example of a CIPP template. */
  readonly word?: string
}

/**
 * The type of an exported object: by its `@odata.type`, by the address in its `@odata.context`, by what only this type
 * has, by the folder it lies in, and by its properties. The content comes first, because folders are often renamed.
 */
export function recognise(document: Json, contract: GraphContract, hints: Hints): PolicyType | null {
  const own = typeNamed(text(document[typeKey]))
  if (own) return own
  const named = graphName(document)
  const candidates = (named === null ? [] : byGraphType(named, document, contract)).concat() satisfies PolicyType[]
  if (candidates.length === 1) return candidates[0]!
  return (
    narrowed(candidates, byContext(document)) ??
    narrowed(candidates, byShape(document)) ??
    narrowed(candidates, byFolder(document, contract, hints)) ??
    candidates[0] ??
    (isSettingsCatalog(document) ? typeNamed('configurationPolicies') : byProperties(document, contract))
  )
}

/** The type that an export names, also one that TenantAtlas doesn't back up. */
export function graphName(document: Json): string | null {
  const named = text(document['@odata.type']).replace(/^#?microsoft\.graph\./, '')
  return named === '' ? null : named
}

const narrowed = (candidates: readonly PolicyType[], found: PolicyType | null): PolicyType | null =>
  found && (candidates.length === 0 || candidates.includes(found)) ? found : null

const byGraphType = (named: string, document: Json, contract: GraphContract): PolicyType[] =>
  policyTypes.filter((type) => contract.isA(named, type.rootType) && holds(type, document))

const holds = (type: PolicyType, document: Json): boolean => type.holds?.(document) ?? true

/** `…/beta/$metadata#deviceManagement/configurationPolicies(assignments())/$entity` */
function byContext(document: Json): PolicyType | null {
  const path = /\$metadata#([^?]+?)(?:\/\$entity)?$/.exec(text(document['@odata.context']))?.[1]
  if (path === undefined) return null
  const plain = `/${path.replaceAll(/\([^)]*\)+/g, '').replace(/^\/+|\/+$/g, '')}`
  return policyTypes.find((type) => type.path === plain && holds(type, document)) ?? null
}

type Shape = readonly [key: string, fits: (document: Json) => boolean]
const has =
  (...keys: string[]) =>
  (document: Json) =>
    keys.every((key) => key in document)
/** Without more, also what a compliance policy for Linux looks like. */
const isSettingsCatalog = (document: Json): boolean => hasSettingInstances(document) && 'technologies' in document
const hasSettingInstances = (document: Json): boolean =>
  objects(document['settings']).some((setting) => 'settingInstance' in setting)

/** Properties that only one type has. */
const shapes: readonly Shape[] = [
  ['compliancePolicies', (document) => hasSettingInstances(document) && 'scheduledActionsForRule' in document],
  // The twin of the settings catalog (G-238).
  ['inventoryPolicies', (document) => isSettingsCatalog(document) && document['technologies'] === 'extensibility'],
  ['configurationPolicies', (document) => isSettingsCatalog(document) && 'templateReference' in document],
  ['conditionalAccessPolicies', has('conditions', 'state', 'grantControls')],
  ['deviceHealthScripts', has('detectionScriptContent', 'remediationScriptContent')],
  ['deviceManagementScripts', has('scriptContent', 'enforceSignatureCheck')],
  ['deviceCustomAttributeShellScripts', has('scriptContent', 'customAttributeName')],
  ['deviceShellScripts', has('scriptContent', 'executionFrequency')],
  ['deviceComplianceScripts', has('detectionScriptContent', 'runAs32Bit', 'publisher')],
  ['assignmentFilters', has('rule', 'platform', 'displayName')],
  ['groupPolicyConfigurations', has('displayName', 'definitionValues')],
  [
    'intents',
    (document) =>
      has('displayName', 'templateId')(document) &&
      objects(document['settings']).some((setting) => 'definitionId' in setting),
  ],
  // Their IDs are numbers.
  ['roleScopeTags', (document) => has('displayName', 'isBuiltIn')(document) && /^\d+$/.test(text(document['id']))],
  ['notificationMessageTemplates', has('localizedNotificationMessages')],
  ['groups', has('displayName', 'securityEnabled', 'mailEnabled')],
]

function byShape(document: Json): PolicyType | null {
  const key = shapes.find(([, fits]) => fits(document))?.[0]
  const type = key === undefined ? null : typeNamed(key)
  return type && holds(type, document) ? type : null
}

const typeNamed = (key: string): PolicyType | null => policyTypes.find((type) => type.key === key) ?? null

function byFolder(document: Json, contract: GraphContract, { folders, word }: Hints): PolicyType | null {
  if (!isGraphObject(document)) return null
  for (const name of [...(word === undefined ? [] : [word]), ...folders]) {
    const keys = typesOfFolder(name)
    const found = policyTypes.filter((type) => keys.includes(type.key) && holds(type, document))
    // Several types can share a folder.
    if (found.length > 0) return found.find((type) => knowsAll(type, document, contract)) ?? found[0]!
  }
  return null
}

/** Properties that nearly every type has, and that therefore say nothing. */
const common: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'name',
  'description',
  'version',
  'createdDateTime',
  'lastModifiedDateTime',
  'roleScopeTagIds',
  'assignments',
  'isAssigned',
  'supportsScopeTags',
  'creationSource',
])

const ownKeys = (document: Json): string[] =>
  Object.keys(document).filter((key) => !isAnnotation(key) && !common.has(key))

function knowsAll({ rootType }: PolicyType, document: Json, contract: GraphContract): boolean {
  if (contract.isAbstract(rootType) || !contract.knows(rootType)) return false
  const known = new Map([...contract.properties(rootType), ...contract.navigation(rootType)])
  return ownKeys(document).every((key) => known.has(key))
}

/** The only type that has all properties of the document. */
function byProperties(document: Json, contract: GraphContract): PolicyType | null {
  if (ownKeys(document).length < 2) return null
  const fitting = policyTypes.filter((type) => holds(type, document) && knowsAll(type, document, contract))
  return fitting.length === 1 ? fitting[0]! : null
}

/** Whether a value looks like a policy or another object of Graph, so that it is worth naming what is missing. */
export const isGraphObject = (value: unknown): value is Json =>
  isObject(value) && ('@odata.type' in value || 'displayName' in value || 'name' in value || 'id' in value)
