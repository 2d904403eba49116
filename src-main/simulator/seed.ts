import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, objects, text, type Json } from './json.ts'
import { complete, takePlaceOfBuiltIn } from './complete.ts'
import { collection, put, supporting, type Tenant } from './tenant.ts'

/**
 * Fills a tenant from a folder `<graph collection>/*.json`, each file one object or a list of objects as
 * Graph returns them, with their sub-resources inline under their Graph names.
 *
 * @returns the number of objects read
 * @throws Error with a sentence that names the file that cannot be read, or the folder that is no known collection
 */
export function seedFolder(tenant: Tenant, folder: string): number {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Error(`The seed folder ${folder} does not exist.`)
  }
  let count = 0
  // Collections below other objects come after them.
  const names = readdirSync(folder).toSorted(
    (left, right) => Number(tenant.nested.has(left)) - Number(tenant.nested.has(right)) || (left < right ? -1 : 1),
  )
  for (const name of names) {
    const directory = join(folder, name)
    if (!statSync(directory).isDirectory()) continue
    const path = collectionPath(tenant, name)
    if (!path) throw new Error(unknownFolder(directory))
    for (const file of readdirSync(directory)
      .filter((entry) => entry.endsWith('.json'))
      .toSorted()) {
      for (const item of readObjects(join(directory, file))) {
        if (path.includes('{')) putBelow(tenant, path, prepare(item))
        else {
          takePlaceOfBuiltIn(tenant, path, item)
          put(tenant, path, complete(tenant, path, prepare(item)))
        }
        count += 1
      }
    }
  }
  collectReferenced(tenant)
  return count
}

const unknownFolder = (directory: string): string =>
  `The simulated Graph does not know the collection of the seed folder ${directory}. ` +
  'Give the folder the name of a Graph collection, such as "mobileApps", or remove it. ' +
  'A new collection needs an entry in resources/graph-types.json.'

/** An object and the path of its collection. */
export interface SeedObject {
  readonly path: string
  readonly document: Readonly<Json>
}

/** Fills a tenant with objects as Graph answered them; they are copied. */
export function seedObjects(tenant: Tenant, captured: readonly SeedObject[]): void {
  const entries = captured.map((entry) => ({ ...entry, path: entry.path.replace('{tenantId}', tenant.id) }))
  for (const { path, document } of entries.filter((entry) => !entry.path.includes('{'))) {
    takePlaceOfBuiltIn(tenant, path, document)
    put(tenant, path, complete(tenant, path, structuredClone(document)))
  }
  for (const { path, document } of entries.filter((entry) => entry.path.includes('{')))
    putBelow(tenant, path, structuredClone(document))
  collectReferenced(tenant)
}

/** The path of a collection by its Graph name, e.g. `mobileApps` -> `/deviceAppManagement/mobileApps`. */
export function collectionPath(tenant: Tenant, name: string): string | undefined {
  if (supporting[name]) return supporting[name].path
  for (const type of tenant.types.values()) if (type.key === name) return type.listPath
  return tenant.nested.get(name)
}

/** An object below another one, which its id begins with: `…/depOnboardingSettings/{tokenId}/enrollmentProfiles`. */
function putBelow(tenant: Tenant, path: string, item: Json): void {
  const [parentPath = '', name = ''] = path.split(/\/\{\w+\}\//)
  const parent = collection(tenant, parentPath).get(text(item['id']).split('_')[0] ?? '')
  if (!parent) throw new Error(`The seed holds ${text(item['id'])}, but nothing in ${parentPath} that it lies below.`)
  parent[name] = [...objects(parent[name]), item]
}

function readObjects(file: string): Json[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`The seed file ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const items = isObject(parsed) ? [parsed] : objects(parsed)
  if (items.length === 0 && !Array.isArray(parsed)) throw new Error(`The seed file ${file} holds no object.`)
  return items
}

function prepare(item: Json): Json {
  if (!text(item['id'])) item['id'] = crypto.randomUUID()
  return item
}

/** What policies point at exists in the tenant too: ADMX definitions and app categories. */
function collectReferenced(tenant: Tenant): void {
  for (const policy of collection(tenant, '/deviceManagement/groupPolicyConfigurations').values()) {
    for (const value of objects(policy['definitionValues'])) {
      const definition = value['definition']
      if (
        isObject(definition) &&
        !collection(tenant, supporting['groupPolicyDefinitions']!.path).has(text(definition['id']))
      ) {
        put(tenant, supporting['groupPolicyDefinitions']!.path, { ...definition })
      }
    }
  }
  addUploadedCategories(tenant)
  for (const app of collection(tenant, '/deviceAppManagement/mobileApps').values()) {
    for (const category of objects(app['categories'])) {
      put(tenant, '/deviceAppManagement/mobileAppCategories', {
        lastModifiedDateTime: '2020-01-01T00:00:00Z',
        ...collection(tenant, '/deviceAppManagement/mobileAppCategories').get(text(category['id'])),
        ...category,
      })
    }
  }
}

/** Definitions of uploaded ADMX files are listed by their categories, which only this tenant has. */
function addUploadedCategories(tenant: Tenant): void {
  const uploaded = [...collection(tenant, supporting['groupPolicyDefinitions']!.path).values()].filter(
    (definition) => definition['policyType'] === 'admxIngested',
  )
  for (const definition of uploaded) {
    const id = `custom-${text(definition['categoryPath'])}`
    const category = collection(tenant, supporting['groupPolicyCategories']!.path).get(id)
    put(tenant, supporting['groupPolicyCategories']!.path, {
      id,
      displayName: text(definition['categoryPath']).split('\\').at(-1) ?? '',
      isRoot: true,
      ingestionSource: 'custom',
      definitions: [...objects(category?.['definitions']), definition],
    })
  }
}
