import type { Doubt } from '#contract/model/doubts.ts'
import { sameCanonical } from '../canonical/canonical.ts'
import type { GraphContract } from '../graph-contract/graph-contract.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'
import { idsForNames } from './ids-for-names.ts'
import type { FileOutcome, ImportedObject } from './imported-object.ts'
import type { ParsedFile } from './parsed-file.ts'
import { idAtEnd, partsOf, type Parts } from './parts.ts'
import type { PolicyType } from '../policy-types/policy-type.ts'
import { cutOffValues, isWrapped, plainDocument } from './plain-document.ts'
import { graphName, isGraphObject, recognise } from './recognise.ts'
import { words } from './words.ts'

export interface Interpretation {
  readonly objects: readonly ImportedObject[]
  readonly files: readonly FileOutcome[]
  /** Names of groups and other objects that the export mentions, by `kind/id`. */
  readonly names: ReadonlyMap<string, string>
  /** The tenant that was exported, where the export says. */
  readonly sourceTenantId: string | null
}

/** What an import knows beside the files. */
export interface Knowledge {
  readonly contract: GraphContract
  /** An ID for what an export knows by name only: the same name has the same one in every import. */
  idFor(name: string): string
}

/** An object of a file before its type is known. */
interface Found {
  readonly file: ParsedFile
  readonly raw: Json
  readonly word?: string
  readonly notes: readonly string[]
}

/**
 * Understands the files of an export, whichever tool wrote it (spec 0813). Nothing in them is executed, and nothing
 * outside of them is read. It pauses after each object, because a whole tenant takes a while.
 */
export function* interpret(files: readonly ParsedFile[], knowledge: Knowledge): Generator<void, Interpretation> {
  const outcomes = new Map<string, FileOutcome>()
  const tell = (path: string, outcome: FileOutcome['outcome'], reason: string): void =>
    void outcomes.set(path, { path, outcome, reason })
  const names = new Map<string, string>()
  let sourceTenantId: string | null = null

  const policies: ParsedFile[] = []
  for (const file of files) {
    const { content, path } = file
    if (content.kind === 'problem') tell(path, 'damaged', content.reason)
    else if (content.kind === 'json') {
      const table = tableOf(content.value)
      if (table) {
        for (const [key, name] of table.names) names.set(key, name)
        sourceTenantId ??= table.tenantId
        tell(path, 'nothing', words.table(table.names.size))
      } else if (isAbout(content.value)) {
        sourceTenantId ??= text((content.value as Json)['TenantId']) || null
        tell(path, 'nothing', words.about)
      } else policies.push(file)
    }
  }

  const parts = partsOf(policies, files)
  for (const [path, owner] of parts.owners)
    tell(path, owner === null ? 'unknown' : 'part', owner === null ? words.partOfNothing : words.partOf(owner))

  const found = policies.filter(({ path }) => !parts.owners.has(path)).flatMap((file) => foundIn(file, tell))
  const read: ImportedObject[] = []
  for (const entry of found) {
    read.push(...understood(entry, parts, knowledge, tell))
    yield
  }
  const kept = withoutDuplicates(read, tell, knowledge)
  const named = idsForNames(kept, names, knowledge.idFor)
  for (const [path, own] of Map.groupBy(kept, (object) => object.path))
    if (!outcomes.has(path))
      tell(
        path,
        'imported',
        [
          own.length === 1 ? words.imported(own[0]!.type.title, nameOf(own[0]!)) : words.several(own.length),
          ...new Set(own.flatMap(({ notes }) => notes)),
        ].join('. '),
      )
  for (const { path } of files) if (!outcomes.has(path)) tell(path, 'nothing', words.notAPolicy)
  return {
    objects: named.objects,
    files: files.map(({ path }) => outcomes.get(path)!),
    names: named.names,
    sourceTenantId,
  }
}

const nameOf = ({ type, document }: Pick<ImportedObject, 'type' | 'document'>): string =>
  text(document[type.nameProperty]) || text(document['displayName']) || text(document['name'])

/** `MigrationTable.json` of IntuneManagement, and the table of Intune-Cloud tools with `OriginalId` and `Name`. */
function tableOf(
  value: unknown,
): { readonly names: ReadonlyMap<string, string>; readonly tenantId: string | null } | null {
  const rows = isObject(value) ? objects(value['Objects']) : objects(value)
  const isTable =
    rows.length > 0 &&
    rows.every(
      (row) => ('Id' in row && 'DisplayName' in row && 'Type' in row) || ('OriginalId' in row && 'Name' in row),
    )
  if (!isTable && !(isObject(value) && 'TenantId' in value && Array.isArray(value['Objects']))) return null
  return {
    names: new Map(
      rows.flatMap((row) => {
        const [id, name] = [text(row['Id']) || text(row['OriginalId']), text(row['DisplayName']) || text(row['Name'])]
        const kind = /^group$/i.test(text(row['Type']) || text(row['ObjectType'])) ? 'groups' : ''
        return kind === '' || id === '' ? [] : [[`${kind}/${id.toLowerCase()}`, name] as const]
      }),
    ),
    tenantId: isObject(value) ? text(value['TenantId']) || null : null,
  }
}

/** A file about the export: metadata of TenuVault, the summary of IntuneCD. */
const isAbout = (value: unknown): boolean =>
  isObject(value) &&
  !('@odata.type' in value) &&
  (('TenantId' in value && ('ItemCounts' in value || 'Status' in value)) || 'backup_summary' in value)

/** The objects of a file: one, a list, a Graph answer with `value`, or a CIPP template. */
function foundIn(
  file: ParsedFile,
  tell: (path: string, outcome: FileOutcome['outcome'], reason: string) => void,
): Found[] {
  if (file.content.kind !== 'json') return []
  const { value } = file.content
  const list = Array.isArray(value)
    ? (value as unknown[])
    : isObject(value) && (isWrapped(value) || ('@odata.context' in value && Array.isArray(value['value'])))
      ? (value['value'] as unknown[])
      : [value]
  const [found, damaged]: [Found[], Json[]] = [[], []]
  for (const raw of list.filter(isObject)) {
    const template = templateOf(raw)
    if (template === 'damaged') damaged.push(raw)
    else found.push(template ? { file, notes: [], ...template } : { file, raw, notes: [] })
  }
  if (damaged.length > 0) {
    if (found.length === 0) tell(file.path, 'damaged', words.badTemplate)
    return found.map((entry) => ({ ...entry, notes: [...entry.notes, words.badTemplates(damaged.length)] }))
  }
  if (found.length === 0) tell(file.path, Array.isArray(value) ? 'nothing' : 'unknown', words.noObject)
  return found
}

type Template = { readonly raw: Json; readonly word?: string }

/**
 * A template of CIPP: its `RAWJson` is the policy as text, with name and description beside it. A row of its table has
 * the whole template in `JSON`, as text or as an object.
 */
function templateOf(row: Json): Template | 'damaged' | null {
  const template = 'RAWJson' in row ? row : 'PartitionKey' in row ? parsed(row['JSON']) : null
  if (!template) return null
  // Templates of other kinds are the policy itself.
  if (!('RAWJson' in template)) return { raw: template }
  const raw = parsed(template['RAWJson'])
  if (!raw) return 'damaged'
  const name = text(template['Displayname']) || text(template['displayName'])
  const property = 'name' in raw || !('displayName' in raw) ? 'name' : 'displayName'
  const word = text(template['Type'])
  return {
    raw: { ...(name === '' ? {} : { [property]: name, displayName: name }), ...raw },
    ...(word === '' ? {} : { word }),
  }
}

/** An object, or one that is written as text. */
function parsed(value: unknown): Json | null {
  if (isObject(value)) return value
  try {
    const read: unknown = JSON.parse(text(value))
    return isObject(read) ? read : null
  } catch {
    return null
  }
}

/** Recognizes an object, adds the parts from files beside it, and checks it. */
function understood(
  { file, raw, word, notes: given }: Found,
  parts: Parts,
  { contract, idFor }: Knowledge,
  tell: (path: string, outcome: FileOutcome['outcome'], reason: string) => void,
): ImportedObject[] {
  const own = parts.of(file.path)
  const whole = { ...raw, ...own.settings, ...own.apart }
  const spelled = asGraphSpells(whole)
  const type = recognise(spelled, contract, { folders: file.folders, ...(word === undefined ? {} : { word }) })
  if (!type) {
    const named = graphName(spelled)
    tell(
      file.path,
      isGraphObject(spelled) ? 'unknown' : 'nothing',
      named === null ? (isGraphObject(spelled) ? words.unknown : words.notAPolicy) : words.unsupported(named),
    )
    return []
  }
  const assigned = own.assignments === undefined ? spelled : { ...spelled, assignments: own.assignments }
  const lost = cutOffValues(assigned)
  const isOnlyAssignments = lost.length > 0 && lost.every((pointer) => pointer.startsWith('/assignments'))
  if (lost.length > 0 && !isOnlyAssignments) {
    tell(file.path, 'damaged', words.cutOff(lost[0]!, lost.length))
    return []
  }
  const usable = isOnlyAssignments ? without(assigned, ['assignments']) : assigned
  const document = plainDocument(parts.withScripts(usable, file), contract, type.rootType)
  const name = text(document[type.nameProperty])
  const notes = [...given, ...(isOnlyAssignments ? [words.cutOffAssignments] : [])]
  const ownId = text(document['id']) || idInName(file)
  const complete = {
    ...(type.single ? {} : { id: ownId || idFor(`${type.key}/${name || file.path}`) }),
    ...(name === '' && !type.single ? { [type.nameProperty]: file.base } : {}),
    ...(document['id'] === undefined ? document : without(document, text(document['id']) === '' ? ['id'] : [])),
  }
  return [
    {
      path: file.path,
      type,
      document: complete,
      doubts: doubtsOf(complete, isOnlyAssignments),
      notes: name === '' && !type.single ? [...notes, words.fileName] : notes,
      ...(ownId === '' && !type.single ? { hasMadeId: true as const } : {}),
    },
  ]
}

/** The type of Graph where a policy type has several: all of its defaults can have one name. */
const kindOf = (document: Json, { rootType }: PolicyType): string => {
  const kind = text(document['@odata.type'])
  return kind === '' || kind.endsWith(`.${rootType}`) ? '' : kind
}

/** Properties that some tools write in other letters or under other names, with Graph's own. */
const otherNames: Readonly<Record<string, string>> = {
  Settings: 'settings',
  settingsDelta: 'settings',
  TemplateId: 'templateId',
}

/** What those tools add, and Graph doesn't know. */
const added = ['TemplateDisplayName', 'versionInfo']

function asGraphSpells(document: Json): Json {
  const renamed = Object.entries(otherNames).filter(([other, own]) => other in document && !(own in document))
  if (renamed.length === 0) return document
  return {
    ...without(document, [...Object.keys(otherNames), ...added]),
    ...Object.fromEntries(renamed.map(([other, own]) => [own, document[other]])),
  }
}

/** What a file says about itself and contradicts. */
function doubtsOf(document: Json, lostAssignments: boolean): Doubt[] {
  const [promised, settings] = [document['settingCount'], document['settings']]
  const read = Array.isArray(settings) ? settings.length : 0
  const noAssignments =
    lostAssignments || (document['isAssigned'] === true && objects(document['assignments']).length === 0)
  return [
    ...(typeof promised === 'number' && promised > read ? [{ kind: 'settingsMissing' as const, read, promised }] : []),
    ...(noAssignments ? [{ kind: 'noAssignments' as const }] : []),
  ]
}

/**
 * The first of several files with one object. The others are named, with whether they say the same. Where only the name
 * is the same, and the content isn't, both are kept.
 */
function withoutDuplicates(
  read: readonly ImportedObject[],
  tell: (path: string, outcome: FileOutcome['outcome'], reason: string) => void,
  { idFor }: Knowledge,
): ImportedObject[] {
  const kept = new Map<string, ImportedObject>()
  const keyOf = ({ type }: ImportedObject, id: string): string => `${type.key}/${id.toLowerCase()}`
  const keep = (object: ImportedObject, id: string, ...notes: string[]): void =>
    void kept.set(keyOf(object, id), {
      ...object,
      document: { ...object.document, id },
      notes: [...object.notes, ...notes],
    })
  const namesakes = new Map<string, number>()
  for (const object of read) {
    const { document, path, type } = object
    const key = keyOf(object, text(document['id']))
    const earlier = kept.get(key)
    if (!earlier) {
      kept.set(key, object)
      continue
    }
    const isSame = sameCanonical(earlier.document, document)
    if (isSame || !object.hasMadeId) {
      if (earlier.path !== path)
        tell(path, 'duplicate', isSame ? words.duplicate(earlier.path) : words.otherDuplicate(earlier.path))
      continue
    }
    // All defaults of a tenant have one name, each with a type of its own.
    const kind = kindOf(document, type)
    const ofKind = idFor(`${type.key}/${text(document[type.nameProperty])}${kind}`)
    if (kind !== '' && kind !== kindOf(earlier.document, type) && !kept.has(keyOf(object, ofKind))) {
      keep(object, ofKind)
      continue
    }
    const twin = [...kept.values()].find((other) => other.type === type && sameContent(other.document, document))
    if (twin) {
      if (twin.path !== path) tell(path, 'duplicate', words.duplicate(twin.path))
      continue
    }
    const number = (namesakes.get(path) ?? 0) + 1
    namesakes.set(path, number)
    keep(object, idFor(`${type.key}/${path}/${String(number)}`), words.sameName(earlier.path))
  }
  return [...kept.values()]
}

const sameContent = (left: Json, right: Json): boolean => sameCanonical(without(left, ['id']), without(right, ['id']))

/** The ID that IntuneCD puts at the end of a file name with `--append-id`; empty if there is none. */
function idInName({ base, folders }: Pick<ParsedFile, 'base' | 'folders'>): string {
  const id = idAtEnd(base)
  // Only scope tags have numbers as IDs. Elsewhere, a number at the end belongs to the name.
  return id !== '' ? id : /^scope ?tags$/i.test(folders[0] ?? '') ? (/__(\d+)$/.exec(base)?.[1] ?? '') : ''
}
