import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, objects, text, type Json } from '#domain/json.ts'

/** Collections that policies refer to. Copies keep referring to the same ones. */
const shared = new Set([
  'groups',
  'roleScopeTags',
  'namedLocations',
  'notificationMessageTemplates',
  'assignmentFilters',
])

/**
 * Writes a seed folder with the objects of another one, multiplied until there are as many as asked for, in their true
 * proportions. Copies have names and IDs of their own.
 *
 * @returns the number of objects that aren't groups
 */
export function multiplySeed(from: string, to: string, atLeast: number): number {
  const folders = readdirSync(from)
  const read = (folder: string): Json[] =>
    readdirSync(join(from, folder))
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => {
        const value: unknown = JSON.parse(readFileSync(join(from, folder, file), 'utf8'))
        return isObject(value) ? [value] : [...objects(value)]
      })
  const originals = new Map(folders.map((folder) => [folder, read(folder)]))
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + originals.get(name)!.length, 0)
  const copied = folders.filter((folder) => !shared.has(folder))
  const fixed = sum(folders.filter((folder) => shared.has(folder) && folder !== 'groups'))
  const times = (atLeast - fixed) / sum(copied)
  let written = fixed
  for (const [folder, items] of originals) {
    mkdirSync(join(to, folder), { recursive: true })
    const all = shared.has(folder)
      ? items
      : Array.from({ length: Math.ceil(items.length * times) }, (_, at) =>
          copyOf(items[at % items.length]!, Math.floor(at / items.length)),
        )
    if (!shared.has(folder)) written += all.length
    writeFileSync(join(to, folder, 'all.json'), JSON.stringify(all))
  }
  return written
}

function copyOf(item: Json, copy: number): Json {
  if (copy === 0) return item
  const name = 'displayName' in item ? 'displayName' : 'name'
  // Defaults end in their kind, and there is one of each.
  const id = /_Default\w+$/.test(text(item['id'])) ? text(item['id']) : crypto.randomUUID()
  return { ...item, id, [name]: `${text(item[name])} – copy ${copy}` }
}
