import { objects, text, type Json } from '../../json.ts'
import { sameCanonical } from '../../canonical/canonical.ts'
import { label } from '../../readable/spelling.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { WriteContext, PolicyType } from '../policy-type.ts'
import { secretProperties } from '../building-blocks/secrets.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import {
  assignmentsPart,
  scopeTagReference,
  shortType,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

/** Apps. Categories and relationships are links; types with content of their own cannot be created again. */
export const mobileApps: PolicyType = {
  key: 'mobileApps',
  title: 'Apps',
  noun: { one: 'app', many: 'apps' },
  category: ['Apps', 'All apps'],
  path: '/deviceAppManagement/mobileApps',
  rootType: 'mobileApp',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 40,
  area: 'Apps',
  service: 'applications',
  capture: {
    // The list omits scope tags, icon, categories and relationships (G-91). An app counts its relationships (G-249).
    byId: {},
    parts: [
      { property: 'categories', path: 'categories', routes: ['object'] },
      {
        property: 'relationships',
        path: 'relationships',
        routes: ['object', 'below'],
        countedBy: ['dependentAppCount', 'supersedingAppCount', 'supersededAppCount'],
        // Nobody wrote down whether a superseded app has a relationship of its own.
        promisedBy: ['dependentAppCount', 'supersedingAppCount'],
      },
      assignmentsPart,
    ],
    secrets: (policy) => secretProperties(policy, ['productKey']),
  },
  volatile: [
    'publishingState',
    'uploadState',
    'size',
    'usedLicenseCount',
    'dependentAppCount',
    'supersededAppCount',
    'supersedingAppCount',
    'manifestHash',
    'assignments[].id',
  ],
  local: [
    'vppTokenId',
    'vppTokenAppleId',
    'vppTokenOrganizationName',
    'vppTokenDisplayName',
    'committedContentVersion',
  ],
  unordered: ['roleScopeTagIds', 'categories', 'relationships'],
  references: [
    scopeTagReference,
    { path: 'categories[].id', to: 'mobileAppCategories', relation: 'in category', whenMissing: 'remove' },
    // A `parent` relationship is the other app's own.
    {
      path: 'relationships[].targetId',
      to: 'mobileApps',
      relation: (relationship) =>
        text(relationship['@odata.type']).includes('upersedence') ? 'supersedes' : 'depends on',
      when: (relationship) => relationship['targetType'] !== 'parent',
      whenMissing: 'remove',
    },
  ],
  // Edge refuses an assignment that carries a filter (G-130).
  assignments: {
    ...usualAssignments,
    bodyKey: 'mobileAppAssignments',
    keep: ['intent', 'settings'],
    intents: true,
    noFilterFor: (policy) => shortType(policy) === 'windowsMicrosoftEdgeApp',
  },
  normalise: (policy) => ({
    ...policy,
    categories: objects(policy['categories']).map((category) => ({ id: category['id'] })),
    relationships: ownRelationships(policy).map(relationshipBody),
  }),
  write: {
    update: 'PATCH',
    readOnly: [
      ...usualReadOnly,
      'publishingState',
      'uploadState',
      'size',
      'usedLicenseCount',
      'totalLicenseCount',
      'dependentAppCount',
      'supersededAppCount',
      'supersedingAppCount',
      'committedContentVersion',
      'appAvailability',
      'categories',
      'relationships',
      // Ids of scripts inside the content of one app.
      'activeInstallScript',
      'activeUninstallScript',
      // They belong to one purchase token of one tenant.
      'vppTokenId',
      'vppTokenAppleId',
      'vppTokenOrganizationName',
      'vppTokenAccountType',
      'vppTokenDisplayName',
      'vppTokenActionFailureDetails',
    ],
    createOnly: ['appStoreUrl', 'officePlatformArchitecture', 'packageIdentifier', 'officeConfigurationXml'],
    createOnlyOf: (policy) => fixedOf[shortType(policy)] ?? [],
    inline: [],
    blockedCreate,
    only: ofOtherContent,
    prepare: withFileFormat,
    parts: (wanted, live, graph) => [...categorySteps(wanted, live, graph), ...relationshipSteps(wanted, live)],
    ready: (policy) => policy['publishingState'] === undefined || policy['publishingState'] === 'published',
  },
  restore: {
    how: 'partial',
    reason:
      "Apps with their own content (Win32, line-of-business) and store apps are updated if they exist, but never created, because Graph doesn't return their content.",
  },
  identityOf: storeIdentity,
  settings: null,
  platformOf: (policy) => platformOfWord(shortType(policy).replace(/^(?:webApp)$/, '')),
  kindOf: (policy) => kinds[shortType(policy)] ?? label(shortType(policy)),
}

const kinds: Readonly<Record<string, string>> = {
  winGetApp: 'Microsoft Store app',
  win32LobApp: 'Win32 app',
  officeSuiteApp: 'Microsoft 365 Apps',
  macOSOfficeSuiteApp: 'Microsoft 365 Apps (macOS)',
  macOSMicrosoftEdgeApp: 'Microsoft Edge (macOS)',
  windowsMicrosoftEdgeApp: 'Microsoft Edge (Windows)',
  webApp: 'Web link',
  iosStoreApp: 'iOS store app',
  androidStoreApp: 'Android store app',
  iosVppApp: 'iOS volume purchase app',
  windowsMobileMSI: 'Line-of-business app (MSI)',
}

/** Graph returns no usable content: these are updated in place when they exist, and never created (spec 008). */
const contentTypes =
  /^(win32LobApp|win32CatalogApp|windowsMobileMSI|windowsAppX|windowsUniversalAppX|windowsPhone.*|iosLobApp|androidLobApp|managedIOSLobApp|managedAndroidLobApp|macOSLobApp|macOSDmgApp|macOSPkgApp)$/
const storeSynced =
  /^(iosVppApp|macOsVppApp|androidManagedStoreApp|androidManagedStoreWebApp|androidForWorkApp|microsoftStoreForBusinessApp|managedIOSStoreApp|managedAndroidStoreApp|windowsAutoUpdateCatalogApp)$/

function blockedCreate(policy: Json): string | null {
  const type = shortType(policy)
  if (contentTypes.test(type))
    return "The app doesn't exist in the tenant, and a backup doesn't contain the app's content."
  if (storeSynced.test(type))
    return "Intune adds this app from a store or a volume purchase program. It can't be created."
  return null
}

/** What describes an app to people, whatever its content is (G-93). */
const described = [
  'displayName',
  'description',
  'publisher',
  'largeIcon',
  'isFeatured',
  'privacyInformationUrl',
  'informationUrl',
  'owner',
  'developer',
  'notes',
  'roleScopeTagIds',
]

/**
 * Commands, detection rules and product codes belong to the content: over another package they would break the app.
 * Contents are the same only where nobody uploaded another one since (G-93).
 */
function ofOtherContent(
  live: Json,
  wanted: Json,
  sameTenant: boolean,
): { properties: readonly string[]; reason: string } | null {
  if (!contentTypes.test(shortType(live))) return null
  const content = (policy: Json) => [policy['committedContentVersion'] ?? null, policy['fileName'] ?? null]
  if (sameTenant && sameCanonical(content(wanted), content(live))) return null
  return {
    properties: described,
    reason:
      "The content of the app in the tenant may differ from the backup. Commands, rules and return codes belong to the content, so they aren't changed.",
  }
}

/** Apps that a store brings are the same app in every tenant, whatever they are called there (G-94). */
function storeIdentity(policy: Json): string | null {
  const id =
    text(policy['packageId']) ||
    text(policy['appIdentifier']) ||
    text(policy['bundleId']) ||
    text(policy['packageIdentityName'])
  return storeSynced.test(shortType(policy)) && id ? `${shortType(policy)} ${id.toLowerCase()}` : null
}

/** What a subtype takes only when it is made (G-167). */
const fixedOf: Readonly<Record<string, readonly string[]>> = {
  officeSuiteApp: ['developer', 'owner', 'publisher'],
  windowsMobileMSI: ['useDeviceContext'],
  webApp: ['appUrl'],
  winGetApp: ['manifestHash', 'installExperience'],
}

/** `notConfigured` is read but refused on create (G-168). */
function withFileFormat(body: Json): Json {
  return body['officeSuiteAppDefaultFileFormat'] === 'notConfigured'
    ? { ...body, officeSuiteAppDefaultFileFormat: 'officeOpenXMLFormat' }
    : body
}

function categorySteps(wanted: Json, live: Json, graph: WriteContext): WriteStep[] {
  const ids = (policy: Json) =>
    new Set(
      objects(policy['categories'])
        .map((category) => text(category['id']))
        .filter(Boolean),
    )
  const [target, present] = [ids(wanted), ids(live)]
  const path = '/deviceAppManagement/mobileApps/{id}/categories'
  return [
    ...[...target]
      .filter((id) => !present.has(id))
      .map((id): WriteStep => ({
        purpose: 'Add a category',
        method: 'POST',
        path: `${path}/$ref`,
        body: { '@odata.id': graph.bind(`/deviceAppManagement/mobileAppCategories/${id}`) },
      })),
    ...[...present]
      .filter((id) => !target.has(id))
      .map((id): WriteStep => ({ purpose: 'Remove a category', method: 'DELETE', path: `${path}/${id}/$ref` })),
  ]
}

/** The relationships that the app itself declares; `parent` ones belong to the other app. */
const ownRelationships = (policy: Json): readonly Json[] =>
  objects(policy['relationships']).filter((entry) => text(entry['targetType']) !== 'parent')

const relationshipBody = (relationship: Json): Json =>
  Object.fromEntries(
    Object.entries(relationship).filter(([key]) =>
      ['@odata.type', 'targetId', 'dependencyType', 'supersedenceType'].includes(key),
    ),
  )

function relationshipSteps(wanted: Json, live: Json): WriteStep[] {
  const bodies = (policy: Json) =>
    ownRelationships(policy)
      .map(relationshipBody)
      .toSorted((left, right) => text(left['targetId']).localeCompare(text(right['targetId']), 'en'))
  const [target, present] = [bodies(wanted), bodies(live)]
  if (sameCanonical(target, present)) return []
  return [
    {
      purpose: 'Replace the relationships',
      method: 'POST',
      path: '/deviceAppManagement/mobileApps/{id}/updateRelationships',
      body: { relationships: target },
    },
  ]
}
