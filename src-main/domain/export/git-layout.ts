import { isObject, objects, text, without, type Json } from '../json.ts'
import { groups } from '../policy-types/entra/groups.ts'
import type { ExportedPolicy, ExportFile, Layout } from './layout.ts'
import { jsonText, safeName } from './layout.ts'
import { markdownOf } from './markdown.ts'
import { scriptsOf } from './scripts-of.ts'

/** Names the type of a document. */
export const typeKey = '@tenantatlas.type'

/** Properties that change although nobody changed the policy. A repository would have a commit for each of them. */
const passing = ['lastModifiedDateTime', 'createdDateTime', 'version', 'modifiedDateTime']

/**
 * A folder for a repository: `<type>/<name>.json` with sorted keys, a readable `<name>.md` beside it, and scripts as files
 * of their own. In place of a script, the document has the name of its file (`scriptContent@file`).
 */
export const gitLayout: Layout = {
  placeOf: ({ type, name, externalId }) => ({ folder: safeName(type.title), base: safeName(name || externalId) }),
  filesOf(policy, { folder, base }) {
    const { document, type, name } = policy
    const scripts = scriptsOf(document, isShell(policy)).map((script) => ({
      ...script,
      file: `${base}${script.suffix}.${script.extension}`,
    }))
    const own = withNames(policy, without(document, [...passing, ...scripts.map(({ property }) => property)]))
    // Several types can share one Graph type, and folders are renamed.
    const withFiles = {
      [typeKey]: type.key,
      ...own,
      ...Object.fromEntries(scripts.map(({ property, file }) => [`${property}@file`, file])),
    }
    return [
      { path: `${folder}/${base}.json`, content: jsonText(sorted(withFiles), 2) },
      { path: `${folder}/${base}.md`, content: markdownOf(name, type.kindOf(document), policy.sections) },
      // Git for Windows changes line ends by default, and a script with others is another script.
      ...(scripts.length === 0 ? [] : [{ path: `${folder}/.gitattributes`, content: '* -text\n', isShared: true }]),
      ...scripts.map(({ file, bytes }): ExportFile => ({ path: `${folder}/${file}`, content: bytes })),
    ]
  },
}

/** Says beside each ID of a group and filter what it is called, for whoever reads the difference of two commits. */
function withNames({ nameOf }: ExportedPolicy, document: Json): Json {
  if (!Array.isArray(document['assignments'])) return document
  const named = (target: Json, property: string, kind: string): Json => {
    const name = nameOf(kind, text(target[property]))
    return name === undefined ? {} : { [`${property}@name`]: name }
  }
  return {
    ...document,
    assignments: objects(document['assignments']).map((assignment) => {
      const { target } = assignment
      return isObject(target)
        ? {
            ...assignment,
            target: {
              ...target,
              ...named(target, 'groupId', groups.key),
              ...named(target, 'deviceAndAppManagementAssignmentFilterId', 'assignmentFilters'),
            },
          }
        : assignment
    }),
  }
}

export const isShell = ({ type, document }: Pick<ExportedPolicy, 'type' | 'document'>): boolean =>
  ['macOS', 'Linux'].includes(type.platformOf(document))

/** The same value with the keys of all objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  const source: Json = value
  return Object.fromEntries(
    Object.keys(source)
      .toSorted()
      .map((key) => [key, sorted(source[key])]),
  )
}
