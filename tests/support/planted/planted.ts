import { isObject, objects, text, type Json } from '#domain/json.ts'

export type Mutable = Record<string, unknown>

/** A change that an administrator could make, and where and under what name it must be found. */
export interface Planted {
  readonly collection: string
  readonly where: (item: Json) => boolean
  readonly plant: (item: Mutable) => void
  readonly path: string | ((item: Json) => string)
  readonly name: string
  readonly kind?: 'changed' | 'assignment-changed'
  /** What the object has to hold before. */
  readonly prepare?: (item: Mutable) => void
}

export const mdm = (name: string) => `/deviceManagement/${name}`
export const apps = (name: string) => `/deviceAppManagement/${name}`
const named = (name: string) => (item: Json) =>
  text(item['displayName']) === name || text(item['name']) === name || text(item['profileName']) === name

/** One property of one object gets another value. */
export const set = (collection: string, object: string, property: string, value: unknown, name: string): Planted => ({
  collection,
  where: named(object),
  path: property,
  name,
  plant: (item) => void (item[property] = value),
})
/** Something inside an object. */
export const within = (
  collection: string,
  object: string,
  path: Planted['path'],
  name: string,
  plant: (item: Mutable) => void,
  kind: Planted['kind'] = 'changed',
): Planted => ({ collection, where: named(object), path, name, plant, kind })

export const list = (item: Mutable, property: string): Mutable[] => objects(item[property]) as Mutable[]
export const part = (item: Mutable, property: string): Mutable => (isObject(item[property]) ? item[property] : {})
export const setting = (item: Mutable, id: string): Mutable =>
  part(
    list(item, 'settings').find((entry) => part(entry, 'settingInstance')['settingDefinitionId'] === id)!,
    'settingInstance',
  )
