import { apartFolder } from '../export/intune-cd-layout.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import type { ParsedFile } from './parsed-file.ts'

/** What lies in files of its own beside a policy. */
export interface PartsOfFile {
  /** `settings` of an intent, or `definitionValues` of an administrative template. */
  readonly settings?: Json
  readonly assignments?: readonly Json[]
  /** Properties that an IntuneCD export of TenantAtlas keeps from IntuneCD. */
  readonly apart?: Json
}

export interface Parts {
  /** Each file that belongs to another one, with the path of that one; null if that one is missing. */
  readonly owners: ReadonlyMap<string, string | null>
  of(path: string): PartsOfFile
  /** A document with its scripts, which some tools write into files of their own. */
  withScripts(document: Json, file: ParsedFile): Json
}

const place = (folders: readonly string[], base: string): string =>
  [...folders.toReversed(), base].join('/').toLowerCase()

/** The place of the file that this one belongs to; null if it lies in no folder for what IntuneCD doesn't take. */
function placeOfWhole({ folders, base }: ParsedFile): string | null {
  const at = folders.lastIndexOf(apartFolder)
  return at === -1 ? null : place(folders.toSpliced(at, 1), base)
}

/** An object of its own: two exports can lie in folders of one name. */
const isWhole = (value: Json): boolean =>
  ['id', '@odata.type', '@tenantatlas.type', 'displayName', 'name'].some((key) => key in value)

/** Finds the files that belong to others: settings, assignments and scripts. */
export function partsOf(policies: readonly ParsedFile[], all: readonly ParsedFile[]): Parts {
  const byPlace = new Map(policies.map((file) => [place(file.folders, file.base), file]))
  const owners = new Map<string, string | null>()
  const settings = new Map<string, Json>()
  const assignments = new Map<string, readonly Json[]>()
  const apart = new Map<string, Json>()
  for (const file of policies) {
    if (file.content.kind !== 'json') continue
    const { value } = file.content
    const whole = byPlace.get(placeOfWhole(file) ?? '')
    if (whole && isObject(value) && !isWhole(value)) {
      owners.set(file.path, whole.path)
      apart.set(whole.path, value)
      continue
    }
    const held = settingsOf(value)
    const settingsOwner = /^(.*)_settings$/i.exec(file.base)?.[1]
    if (held && settingsOwner !== undefined) {
      const owner = byPlace.get(place(file.folders, settingsOwner))
      owners.set(file.path, owner?.path ?? null)
      if (owner) settings.set(owner.path, held)
      continue
    }
    if (!isAssignmentList(value)) continue
    const inFolder = /^assignments$/i.test(file.folders[0] ?? '')
    const assigned = inFolder ? file.base : /^(.*)_assignments$/i.exec(file.base)?.[1]
    if (assigned === undefined) continue
    const above = inFolder ? file.folders.slice(1) : file.folders
    // Apps and app protection policies: `<id> - <name>.json`.
    const owner =
      byPlace.get(place(above, assigned)) ?? byPlace.get(place(above, assigned.replace(/^[0-9a-f-]{36} - /i, '')))
    owners.set(file.path, owner?.path ?? null)
    if (owner) assignments.set(owner.path, Array.isArray(value) ? objects(value) : [value as Json])
  }
  const texts = new Map(all.filter(isText).map((file) => [file.path.toLowerCase(), file]))
  for (const file of policies)
    for (const name of namedFiles(file)) {
      const script = texts.get(placeOf(file, name))
      if (script) owners.set(script.path, file.path)
    }
  const scripts = all.filter(({ content }) => content.kind === 'text')
  return {
    owners,
    of: (path) => {
      const [own, targets, kept] = [settings.get(path), assignments.get(path), apart.get(path)]
      return {
        ...(own ? { settings: own } : {}),
        ...(targets ? { assignments: targets } : {}),
        ...(kept ? { apart: kept } : {}),
      }
    },
    withScripts: (document, file) => {
      const whole = withNamedFiles(document, (name) => texts.get(placeOf(file, name)))
      return { ...whole, ...scriptsFor(whole, file, scripts) }
    },
  }
}

type WithBytes = ParsedFile & { readonly content: { readonly bytes: Uint8Array } }
const isText = (file: ParsedFile): file is WithBytes => 'bytes' in file.content && file.content.bytes !== undefined
const placeOf = (file: ParsedFile, name: string): string => [...file.folders.toReversed(), name].join('/').toLowerCase()

/** In a git folder of TenantAtlas, `scriptContent@file` names the file of a script. */
const fileKey = /^(\w+)@file$/
const namedFiles = ({ content }: ParsedFile): string[] =>
  content.kind === 'json' && isObject(content.value)
    ? Object.entries(content.value).flatMap(([key, name]) =>
        fileKey.test(key) && typeof name === 'string' ? [name] : [],
      )
    : []

function withNamedFiles(document: Json, find: (name: string) => WithBytes | undefined): Json {
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) => {
      const property = fileKey.exec(key)?.[1]
      if (property === undefined) return [[key, value]]
      const script = find(text(value))
      return script ? [[property, Buffer.from(script.content.bytes).toString('base64')]] : []
    }),
  )
}

/** `{ "settings": […] }`, or a list of definition values, as IntuneManagement writes them beside a policy. */
function settingsOf(value: unknown): Json | null {
  if (isObject(value) && Array.isArray(value['settings'])) return { settings: value['settings'] }
  const list = Array.isArray(value) ? objects(value) : isObject(value) && isDefinitionValue(value) ? [value] : []
  return list.length > 0 && list.every(isDefinitionValue) ? { definitionValues: list.map(definitionValue) } : null
}

const isDefinitionValue = (value: Json): boolean =>
  'enabled' in value && ('definition@odata.bind' in value || 'definition' in value)

/** A definition value as Graph returns it, from one that is bound by address and described by `#Definition_…`. */
function definitionValue(value: Json): Json {
  if (isObject(value['definition'])) return value
  return {
    ...(typeof value['id'] === 'string' ? { id: value['id'] } : {}),
    enabled: value['enabled'],
    definition: {
      id: boundId(value['definition@odata.bind']) || text(value['#Definition_Id']),
      displayName: text(value['#Definition_displayName']),
      classType: text(value['#Definition_classType']),
      categoryPath: text(value['#Definition_categoryPath']),
    },
    presentationValues: objects(value['presentationValues']).map((presentation) => ({
      ...Object.fromEntries(
        Object.entries(presentation).filter(
          ([key]) => key === '@odata.type' || !(key.startsWith('#') || key.includes('@')),
        ),
      ),
      ...(isObject(presentation['presentation'])
        ? {}
        : {
            presentation: {
              id: boundId(presentation['presentation@odata.bind']) || text(presentation['#Presentation_Id']),
              label: text(presentation['#Presentation_Label']),
            },
          }),
    })),
  }
}

/** `…/groupPolicyDefinitions('id')` or `…/groupPolicyDefinitions/id` */
const boundId = (address: unknown): string => /\(?'?([0-9a-f-]{36})'?\)?$/i.exec(text(address))?.[1] ?? ''

/** A list of assignments, or the only one of them. */
function isAssignmentList(value: unknown): boolean {
  const list = Array.isArray(value) ? value : [value]
  return list.length > 0 && list.every((entry) => isObject(entry) && 'target' in entry && !('displayName' in entry))
}

/** Which property holds which script, by the end of the file's name. */
const scriptFiles: readonly (readonly [property: string, suffix: string])[] = [
  ['detectionScriptContent', 'detection'],
  ['remediationScriptContent', 'remediation'],
]

/** A name as every tool writes it into a file name: each has other letters that it replaces. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '_')

/** Without the ID that IntuneCD puts at the end with `--append-id`. */
const withoutId = (base: string): string => base.replace(atEnd, '')

const atEnd = /__((?:[A-Z]_)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:_[\w-]+)?)$/i
/** The ID that IntuneCD puts at the end of a file name with `--append-id`; empty if there is none. */
export const idAtEnd = (base: string): string => atEnd.exec(base)?.[1] ?? ''

/** Scripts that a document leaves out, from the folder `Script Data` of IntuneCD or the one of the policy. */
function scriptsFor(document: Json, file: ParsedFile, scripts: readonly ParsedFile[]): Json {
  const near = scripts.filter(
    ({ folders }) =>
      place(folders, '') === place(file.folders, '') ||
      (/^script (data|content)$/i.test(folders[0] ?? '') && place(folders.slice(1), '') === place(file.folders, '')),
  )
  if (near.length === 0) return {}
  const own = idAtEnd(file.base) || text(document['id'])
  // Of several policies with one name, each has the scripts with its own ID.
  const mine = near.filter(({ base }) => own === '' || ['', own.toLowerCase()].includes(idAtEnd(base).toLowerCase()))
  const found = (property: string, names: readonly string[]): Json => {
    const wanted = names.map(plainName)
    const script = mine.find(({ base }) => wanted.includes(plainName(withoutId(base))))
    if (!script || script.content.kind !== 'text' || text(document[property]) !== '') return {}
    const { bytes } = script.content
    return bytes.length === 0 ? {} : { [property]: Buffer.from(bytes).toString('base64') }
  }
  const fileName = text(document['fileName']).replace(/\.[^.]*$/, '')
  const ofFile =
    fileName === '' ||
    !('scriptContent' in document || 'enforceSignatureCheck' in document || 'executionFrequency' in document)
      ? {}
      : found('scriptContent', [fileName])
  const name = text(document['displayName'])
  const remediations = scriptFiles.map(([property, suffix]) =>
    name !== '' && property in document ? found(property, [`${name}_${suffix}`, `${name}_${suffix}Script`]) : {},
  )
  return Object.assign({}, ofFile, ...remediations) as Json
}
