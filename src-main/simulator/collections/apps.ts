import { intuneMessage, ODataError } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import { updateRelationships } from '../actions/relationships.ts'
import { requireApps } from './app-protection.ts'
import { collection, type Tenant } from '../tenant.ts'
import type { Behaviour } from './behaviour.ts'

const builtInCategories = [
  'Other apps',
  'Books & Reference',
  'Data management',
  'Productivity',
  'Business',
  'Development & Design',
  'Photos & Media',
  'Collaboration & Social',
  'Computer management',
]

const isOem = (item: Json): boolean =>
  /oemconfig/i.test(text(item['packageId'])) || item['appSupportsOemConfig'] === true

const relationshipCounts = ['dependentAppCount', 'supersedingAppCount', 'supersededAppCount']

/** How many apps an app depends on, supersedes, and is superseded by; direct relationships only (G-249). */
function countOf(tenant: Tenant, item: Json, name: string): number | undefined {
  if (!relationshipCounts.includes(name)) return undefined
  const word = name === 'dependentAppCount' ? 'Dependency' : 'Supersedence'
  const holders =
    name === 'supersededAppCount' ? [...collection(tenant, '/deviceAppManagement/mobileApps').values()] : [item]
  return holders
    .flatMap((holder) => objects(holder['relationships']))
    .filter((entry) => text(entry['@odata.type']).endsWith(word) && entry['targetType'] !== 'parent')
    .filter((entry) => name !== 'supersededAppCount' || entry['targetId'] === item['id']).length
}

export const apps: Readonly<Record<string, Behaviour>> = {
  '/deviceAppManagement/mobileAppCategories': {
    // The date of the built-in ones tells them apart (G-95).
    builtIn: () =>
      builtInCategories.map((displayName, index) => ({
        id: `00000000-0000-4000-8000-0000000000${String(index + 10)}`,
        displayName,
        lastModifiedDateTime: '0001-01-01T00:00:00Z',
      })),
    checkUpdate(_tenant, item) {
      if (text(item['lastModifiedDateTime']).startsWith('0001'))
        throw new ODataError(400, 'BadRequest', intuneMessage('Built-in categories cannot be changed.'))
    },
  },
  '/deviceAppManagement/mobileApps': {
    complete(_tenant, item) {
      item['publishingState'] ??= 'published'
      for (const name of relationshipCounts) item[name] ??= 0
    },
    counted: (tenant, item, name) => countOf(tenant, item, name),
    created(tenant, item) {
      if (!text(item['@odata.type']).endsWith('winGetApp')) return
      item['publishingState'] = 'processing'
      tenant.publishing.set(text(item['id']), 1)
    },
    checkUpdate(_tenant, _item, body) {
      if (body['officeSuiteAppDefaultFileFormat'] === 'notConfigured')
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage('officeSuiteAppDefaultFileFormat notConfigured is not supported.'),
        )
    },
    checkCreate(_tenant, body) {
      if (body['officeSuiteAppDefaultFileFormat'] === 'notConfigured')
        throw new ODataError(
          400,
          'BadRequest',
          intuneMessage('officeSuiteAppDefaultFileFormat notConfigured is not supported.'),
        )
    },
    actions: { updateRelationships: { status: 204, run: updateRelationships } },
  },
  '/deviceAppManagement/mobileAppConfigurations': {
    complete: (_tenant, item) => {
      if (text(item['@odata.type']).endsWith('androidManagedStoreAppConfiguration'))
        item['appSupportsOemConfig'] = isOem(item)
    },
    checkCreate: (tenant, body) => requireApps(tenant, body['targetedMobileApps']),
    checkUpdate: (tenant, _item, body) => requireApps(tenant, body['targetedMobileApps']),
  },
  '/deviceAppManagement/policySets': {
    inline: ['items'],
    complete(_tenant, item) {
      item['status'] ??= 'success'
      item['errorCode'] ??= 'noError'
      item['items'] = objects(item['items']).map((entry) => ({
        status: 'success',
        errorCode: 'noError',
        itemType: text(entry['@odata.type']),
        displayName: null,
        ...entry,
        id: text(entry['id']) || `${text(item['id'])}_${text(entry['payloadId'])}`,
      }))
    },
    noRoute: ['items'],
    notExpandable: ['assignments', 'items'],
    checkCreate: (tenant, body) => requirePayloads(tenant.collections, objects(body['items'])),
    actions: {
      update: {
        status: 204,
        run(tenant, item, body) {
          const given = ['addedPolicySetItems', 'updatedPolicySetItems', 'deletedPolicySetItems', 'assignments'].filter(
            (key) => body[key] !== undefined,
          )
          if (given.length === 0 || given.length !== Object.keys(body).length)
            throw new ODataError(
              400,
              'BadRequest',
              intuneMessage('The update of a policy set needs items or assignments.'),
            )
          const [added, updated] = [objects(body['addedPolicySetItems']), objects(body['updatedPolicySetItems'])]
          requirePayloads(tenant.collections, added)
          const deleted = new Set(
            Array.isArray(body['deletedPolicySetItems']) ? body['deletedPolicySetItems'].map(String) : [],
          )
          const kept = objects(item['items']).filter((entry) => !deleted.has(text(entry['id'])))
          item['items'] = [
            ...kept.map((entry) => ({ ...entry, ...updated.find((other) => other['id'] === entry['id']) })),
            ...added.map((entry) => ({
              ...entry,
              id: `${text(item['id'])}_${text(entry['payloadId'])}`,
              status: 'success',
              errorCode: 'noError',
              itemType: text(entry['@odata.type']),
            })),
          ]
        },
      },
    },
  },
}

/** A policy set holds what exists. */
function requirePayloads(collections: ReadonlyMap<string, ReadonlyMap<string, Json>>, items: readonly Json[]): void {
  for (const { payloadId } of items) {
    if (![...collections.values()].some((objectsOf) => objectsOf.has(text(payloadId))))
      throw new ODataError(400, 'BadRequest', intuneMessage(`The payload ${text(payloadId)} does not exist.`))
  }
}
