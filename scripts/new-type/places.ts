import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of `src-main/domain/policy-types` with what most types in them have in common. */
export const folders = {
  administration: { category: ['Tenant administration'], area: 'Configuration' },
  apps: { category: ['Apps'], area: 'Apps' },
  configuration: { category: ['Devices', 'Configuration'], area: 'Configuration' },
  enrollment: { category: ['Devices', 'Enrollment'], area: 'ServiceConfig' },
  entra: { category: ['Entra'], area: 'Policy' },
  scripts: { category: ['Devices', 'Scripts and remediations'], area: 'Scripts' },
  updates: { category: ['Devices', 'Updates'], area: 'Configuration' },
  'windows-365': { category: ['Devices', 'Windows 365'], area: 'CloudPC' },
} as const

export type Folder = keyof typeof folders

export const isFolder = (name: string): name is Folder => name in folders

/** Files that adding a type touches, from the root of the repository. */
export const registryFile = 'src-main/domain/policy-types/registry.ts'
export const directoryKindsFile = 'src-main/domain/policy-types/directory-kinds.ts'
export const demoTable = 'scripts/make-demo-seed.ts'
export const behaviourFile = 'resources/graph-types.json'
export const contractFile = 'resources/graph-contract.json'
export const typeFile = (folder: Folder, key: string): string =>
  `src-main/domain/policy-types/${folder}/${kebab(key)}.ts`
export const demoFile = (key: string): string => `scripts/demo/types/${kebab(key)}.ts`

/** The files of `scripts/demo` that hold objects of several types. */
export const demoFiles = (root: string): readonly string[] =>
  readdirSync(join(root, 'scripts/demo'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(root, `scripts/demo/${name}`))

/** `iosApps` -> `ios-apps`. */
export const kebab = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `iosApps` -> `ios apps`. */
export const spaced = (key: string): string => kebab(key).replaceAll('-', ' ')

/** The text of a file below a root; empty where there is none. */
export const read = (root: string, file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''

/** Line of the first match, counted from 1; the last line where nothing matches. */
export function lineOf(content: string, wanted: RegExp): number {
  const lines = content.split('\n')
  const at = lines.findIndex((line) => wanted.test(line))
  return at < 0 ? lines.length : at + 1
}

/** Every file of a policy type, with its key. */
export function typeFiles(root: string): { readonly key: string; readonly file: string; readonly content: string }[] {
  return Object.keys(folders).flatMap((folder) => {
    const path = `src-main/domain/policy-types/${folder}`
    return readdirSync(join(root, path))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap((name) => {
        const content = read(root, `${path}/${name}`)
        const key = /^ {2}key: '(\w+)',$/m.exec(content)?.[1]
        return key === undefined ? [] : [{ key, file: `${path}/${name}`, content }]
      })
  })
}

/** What Microsoft's contract says of a collection. */
export interface Collection {
  readonly path: string
  readonly rootType: string
  readonly nameProperty: 'displayName' | 'name'
  readonly hasScopeTags: boolean
  readonly hasAssignments: boolean
}

interface EntityType {
  readonly baseType?: string
  readonly properties?: Readonly<Record<string, unknown>>
  readonly navigation?: Readonly<Record<string, unknown>>
}

/**
 * Looks a collection up in Microsoft's contract.
 *
 * @throws Error with a sentence where the contract has no such collection
 */
export function findCollection(root: string, key: string): Collection {
  const contract = JSON.parse(read(root, contractFile)) as {
    readonly collections: Readonly<Record<string, string>>
    readonly entityTypes: Readonly<Record<string, EntityType>>
  }
  const [path, rootType] = Object.entries(contract.collections).find(([name]) => name.endsWith(`/${key}`)) ?? []
  if (path === undefined || rootType === undefined)
    throw new Error(
      `${contractFile} has no collection ${key}. Check the spelling; it is the last part of its Graph path.`,
    )
  const has = (kind: 'properties' | 'navigation', name: string, type = rootType): boolean => {
    const entity = contract.entityTypes[type]
    return entity !== undefined && (name in (entity[kind] ?? {}) || has(kind, name, entity.baseType ?? ''))
  }
  return {
    path,
    rootType,
    nameProperty: has('properties', 'displayName') ? 'displayName' : 'name',
    hasScopeTags: has('properties', 'roleScopeTagIds'),
    hasAssignments: has('navigation', 'assignments'),
  }
}
