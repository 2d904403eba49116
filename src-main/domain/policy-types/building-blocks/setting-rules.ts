import { saysNothing } from '../../drift/tolerance.ts'
import { graphTypeOf } from '../../graph-contract/graph-contract.ts'
import { isObject, objects, type Json } from '../../json.ts'
import { settingIdsOf } from '../../settings-catalog/setting-ids.ts'
import type { PolicyType, SettingRules } from '../policy-type.ts'

/** Settings of the settings catalog, by their definitions. */
export const catalogSettings: SettingRules = {
  idsIn: (policy) => {
    const definitions = settingIdsOf(policy)
    return (row) => {
      // A name in braces, and an index, are those of an entry: each policy adds entries of its own.
      const id = row.key.split('/').at(-1) ?? ''
      return definitions.has(id) && !/[[{]/.test(row.key) ? id : null
    }
  },
}

/** Properties that are settings: two objects of one Graph type set the same ones. Custom profiles set OMA-URIs. */
export const propertySettings: SettingRules = {
  idsIn: (policy, type) => (row) => {
    if (row.depth > 0) return null
    if (row.key.startsWith('oma/')) return row.key.slice('oma/'.length)
    return row.key in policy && !scopes.has(row.key) ? propertyOf(type, policy, row.key) : null
  },
}

/** Profiles that stand beside each other on a device, each for itself: two networks are no conflict. */
const beside = /wi-?fi|vpn|certificate|e-?mail|custom|wired|credential|domainJoin|kiosk/i

/** Properties that say for whom a policy is, not what it sets. */
const scopes = new Set(['targetedAppManagementLevels', 'appGroupType', 'isAssigned', 'deployedAppCount'])

function propertyOf(type: PolicyType, policy: Json, name: string): string | null {
  const graphType = graphTypeOf(policy, type.rootType)
  const value = policy[name]
  return beside.test(graphType) || saysNothing(value) || isObject(value) || objects(value).length > 0
    ? null
    : `${graphType}/${name}`
}
