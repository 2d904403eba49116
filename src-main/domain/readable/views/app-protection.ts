import { isObject, objects, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableSection } from '../readable.ts'
import { settingsCatalogSections } from './settings-catalog.ts'
import { words } from '../words.ts'

const platforms: Readonly<Record<string, string>> = {
  iosMobileAppIdentifier: 'iOS/iPadOS',
  androidMobileAppIdentifier: words.apps.android,
  windowsAppIdentifier: words.apps.windows,
  macAppIdentifier: 'macOS',
}

/** App protection and app configuration: the settings by topic, then the apps by their identifiers (spec 009). */
export function appProtectionSections(policy: Json, context: ReadableContext): ReadableSection[] {
  const apps = objects(policy['apps']).flatMap((app) => {
    const identifier = isObject(app['mobileAppIdentifier']) ? app['mobileAppIdentifier'] : {}
    const id = text(identifier['bundleId']) || text(identifier['packageId']) || text(identifier['windowsAppId'])
    const platform = platforms[text(identifier['@odata.type']).replace('#microsoft.graph.', '')] ?? words.apps.app
    return id ? [{ key: `app/${platform}/${id}`, name: platform, value: id, depth: 0 }] : []
  })
  return [
    ...settingsCatalogSections(policy, context),
    ...genericSections(policy, context, ['apps', 'settings']),
    ...(apps.length > 0
      ? [{ title: words.apps.byIdentifier, rows: apps.toSorted((left, right) => (left.key < right.key ? -1 : 1)) }]
      : []),
  ]
}
