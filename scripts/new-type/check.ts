import {
  behaviourFile,
  demoFiles,
  contractFile,
  demoFile,
  demoTable,
  directoryKindsFile,
  findCollection,
  lineOf,
  read,
  registryFile,
  spaced,
  typeFiles,
} from './places.ts'

/** Something that a type lacks: where to add it, and what. */
export interface Missing {
  readonly key: string
  readonly file: string
  readonly line: number
  readonly what: string
}

/** Types without an entry in the registry: a restore can create some of their objects, and nothing captures them. */
const unregistered = new Set(['groups'])

/** Everything that the policy types below a root lack; nothing where all are complete. */
export function missingIn(root: string): Missing[] {
  const [registry, table, kinds] = [registryFile, demoTable, directoryKindsFile].map((file) => read(root, file)) as [
    string,
    string,
    string,
  ]
  const demo = demoFiles(root)
  const simulated = (JSON.parse(read(root, behaviourFile)) as { readonly key: string }[]).map(({ key }) => key)
  const contract = JSON.parse(read(root, contractFile)) as {
    readonly entityTypes: Readonly<Record<string, unknown>>
    readonly complexTypes: Readonly<Record<string, unknown>>
  }

  return typeFiles(root).flatMap(({ key, file, content }) => {
    const found: Missing[] = []
    const add = (where: string, line: number, what: string) => void found.push({ key, file: where, line, what })
    todos(content, (line, what) => add(file, line, what))
    todos(read(root, demoFile(key)), (line, what) => add(demoFile(key), line, what))
    if (!unregistered.has(key) && !new RegExp(`^ {2}${key},$`, 'm').test(registry))
      add(registryFile, lineOf(registry, /^\]\.toSorted/), `Add ${key} to the list, with its import.`)
    if (new RegExp(`key: '${key}'`).test(kinds))
      add(directoryKindsFile, lineOf(kinds, new RegExp(`key: '${key}'`)), `Remove ${key}: it is a policy type now.`)
    // Where several types share a collection, the objects of all of them stand in its folder.
    const shares = /^ {2}holds[:(]/m.test(content)
    const objects = read(root, `resources/demo/${key}/all.json`)
    if (!shares && ![table, ...demo].some((content) => new RegExp(`^ {2,4}${key}:`, 'm').test(content)))
      add(demoTable, lineOf(table, /^ {4}configurationSettings:/), `Add demo objects: ${key}: ${key}().`)
    if (!shares && !hasObjects(objects))
      add(`resources/demo/${key}/all.json`, 1, 'Make the demo tenant again: npm run demo-seed.')
    if (!simulated.includes(key))
      add(behaviourFile, 2, `Add this record, corrected by what you know: ${record(root, key)}`)
    const rootType = /^ {2}rootType: '(\w+)',$/m.exec(content)?.[1] ?? ''
    if (!(rootType in contract.entityTypes || rootType in contract.complexTypes))
      add(file, lineOf(content, /^ {2}rootType:/), `Set rootType to an entity type in ${contractFile}.`)
    return found
  })
}

/** What makes the simulated Graph serve a collection; what else only this one does goes to `simulator/collections`. */
function record(root: string, key: string): string {
  const { path, rootType, nameProperty, hasScopeTags, hasAssignments } = findCollection(root, key)
  return JSON.stringify({
    key,
    title: spaced(key),
    graphVersion: 'beta',
    rootType,
    listPath: path,
    updateMethod: 'PATCH',
    nameProp: nameProperty,
    scopeTagProp: hasScopeTags ? 'roleScopeTagIds' : null,
    statusCodes: { create: 201, update: 200, delete: 200 },
    ...(hasAssignments
      ? {
          assignAction: { path: `${path}/{id}/assign`, bodyKey: 'assignments' },
          assignmentsPath: `${path}/{id}/assignments`,
        }
      : {}),
  })
}

/** Calls back for each TODO of a file; one that goes on in the next comment line is one. */
function todos(content: string, add: (line: number, what: string) => void): void {
  const lines = content.split('\n')
  for (const [index, line] of lines.entries()) {
    const text = /^\s*\/\/ TODO: (.*)$/.exec(line)?.[1]
    if (text === undefined) continue
    const next = /^\s*\/\/ (?!TODO)(.*)$/.exec(lines[index + 1] ?? '')?.[1]
    add(index + 1, `${next === undefined ? text : `${text} ${next}`} Then remove the TODO.`)
  }
}

const hasObjects = (content: string): boolean => content !== '' && (JSON.parse(content) as unknown[]).length > 0
