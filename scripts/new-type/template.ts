import { folders, kebab, spaced, type Collection, type Folder } from './places.ts'

const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`
const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** The file of a new type: what Microsoft's contract knows, and a TODO for what only a person can find out. */
export function typeSource(key: string, folder: Folder, collection: Collection): string {
  const { path, rootType, nameProperty, hasScopeTags, hasAssignments } = collection
  const { category, area } = folders[folder]
  const blocks = ['usual', ...(hasAssignments ? ['usualAssignments'] : []), 'usualReadOnly']
  const own = [
    ...(hasScopeTags ? [] : ['  scopeTagProperty: null,', '  unordered: [],', '  references: [],']),
    ...(folder === 'entra' ? ["  optional: 'entra',"] : []),
  ]
  const parts = hasAssignments ? "[{ property: 'assignments', path: 'assignments' }]" : '[]'
  return `import { ${blocks.join(', ')} } from '../building-blocks/shared.ts'
import type { PolicyType } from '../policy-type.ts'

// TODO: Describe what is special about this collection and where you know it from, in one or two sentences.
/** ${capital(spaced(key))}. */
export const ${key}: PolicyType = {
  ...usual,
  key: '${key}',
  // TODO: Set title, noun and category to the words of the Intune admin center.
  title: '${capital(spaced(key))}',
  noun: { one: '${spaced(rootType)}', many: '${spaced(key)}' },
  category: ${list(category)},
  path: '${path}',
  rootType: '${rootType}',
  nameProperty: '${nameProperty}',
${own.map((line) => `${line}\n`).join('')}  // TODO: Set the restore order: lower comes first, and what others refer to comes before them.
  phase: 60,
  // TODO: Set the group of Graph permissions that reading and writing it take (permission area).
  area: '${area}',
  // TODO: Set the service that counts its requests; leave other where Microsoft's throttling limits name none.
  service: '${folder === 'entra' ? 'conditional-access' : 'other'}',
  // TODO: Compare what lists answer with what a read by id answers. Add what lists leave out, parts and secrets.
  capture: { byId: null, parts: ${parts} },
  // TODO: Add paths that change by themselves (volatile), lists without order (unordered), ids of others (references).
  // TODO: Check to whom it can be assigned, and by which action.
  assignments: ${hasAssignments ? 'usualAssignments' : 'null'},
  // TODO: Check how it is written: PATCH or PUT, what is read-only, what is fixed after creation.
  write: { update: 'PATCH', readOnly: [...usualReadOnly], createOnly: [], inline: [] },
  // TODO: Set the platform and the kind as the admin center shows them.
  platformOf: () => 'All platforms',
  kindOf: () => '${capital(spaced(rootType))}',
  // TODO: Look at the readable view in the app. Add groups or readable where it is hard to read, and settings where its
  // properties are settings of a device or an app.
}
`
}

/** The file with the demo objects of a new type. */
export function demoSource(key: string, collection: Collection): string {
  const object = `base('${key}', 0, 'Contoso – ${spaced(key)}')`
  return `import { ${collection.hasAssignments ? 'assign, ' : ''}base, type DemoObject } from '../build.ts'

// TODO: Make two or three believable objects with every property that Graph answers.
/** Demo objects of ${spaced(key)}. */
export const ${key} = (): DemoObject[] => ${collection.hasAssignments ? `assign([${object}])` : `[${object}]`}
`
}

/** The import of a module in \`registry.ts\` or the table of demo objects. */
export const importLine = (key: string, from: string): string => `import { ${key} } from '${from}/${kebab(key)}.ts'\n`
