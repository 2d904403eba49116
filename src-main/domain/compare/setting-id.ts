import { isObject, objects } from '../json.ts'
import { graphTypeOf } from '../graph-contract/graph-contract.ts'
import { saysNothing } from '../drift/tolerance.ts'
import type { ReadableRow } from '../readable/readable.ts'
import { settingIdsOf } from '../settings-catalog/setting-ids.ts'
import type { SideItem } from './compare.ts'

/** Types whose properties are settings of a device or an app: two objects of one Graph type set the same ones. */
const settingProperties = new Set([
  'deviceConfigurations',
  'windowsUpdateRings',
  'deviceCompliancePolicies',
  'iosManagedAppProtections',
  'androidManagedAppProtections',
  'windowsManagedAppProtections',
  'mdmWindowsInformationProtectionPolicies',
  'windowsInformationProtectionPolicies',
])

/** Profiles that stand beside each other on a device, each for itself: two networks are no conflict. */
const beside = /wi-?fi|vpn|certificate|e-?mail|custom|wired|credential|domainJoin|kiosk/i

/** Say for whom a policy is, not what it sets. */
const scopes = new Set(['targetedAppManagementLevels', 'appGroupType', 'isAssigned', 'deployedAppCount'])

/**
 * Says of the rows of a policy's readable view what each sets, the same in every policy that sets it: a definition of
 * the settings catalog (also by an Endpoint security template), an ADMX definition or presentation, an OMA-URI, or a
 * property of a Graph type. Null for what is no setting, belongs to one entry of a list, or says nothing.
 */
export function settingIdsIn({
  type,
  document,
}: Pick<SideItem, 'type' | 'document'>): (row: ReadableRow) => string | null {
  const definitions = settingIdsOf(document)
  return (row) => {
    if (type.key === 'groupPolicyConfigurations') return row.key
    if (type.key === 'intents')
      return /^(?:\w+--)?\w+_[^.[]+$/.test(row.key) ? row.key.replace(/^\w+--(\w+?)_/, '$1/') : null
    if (row.key.startsWith('oma/')) return row.depth === 0 ? row.key.slice('oma/'.length) : null
    if (settingProperties.has(type.key) && row.key in document)
      return row.depth === 0 && !scopes.has(row.key) ? propertyOf(type, document, row.key) : null
    // A name in braces, and an index, are those of an entry: each policy adds entries of its own.
    const id = row.key.split('/').at(-1) ?? ''
    return definitions.has(id) && !/[[{]/.test(row.key) ? id : null
  }
}

function propertyOf(type: SideItem['type'], document: SideItem['document'], name: string): string | null {
  const graphType = graphTypeOf(document, type.rootType)
  const value = document[name]
  return beside.test(graphType) || saysNothing(value) || isObject(value) || objects(value).length > 0
    ? null
    : `${graphType}/${name}`
}
