import { isObject, text, type Json } from '../json.ts'
import { assignmentKinds } from '../policy-types/building-blocks/assignments.ts'
import { derivedName } from '../readable/views/settings-catalog.ts'
import { label } from '../readable/spelling.ts'
import { words } from './words.ts'

/** Sources of names that the document itself does not hold. */
export interface NameSources {
  /** Name of a setting of the settings catalog by its id. */
  settingName?(id: string): string | undefined
  /** Name of a group, filter … by kind and id. */
  nameOf?(kind: string, id: string): string | undefined
}

/**
 * Names for the paths of changes in some documents: settings, administrative templates and groups by what people call
 * them.
 */
export function changeNames(documents: readonly Json[], sources: NameSources): (path: string) => string {
  const labels = new Map<string, string>()
  for (const document of documents) collect(document, labels)
  return (path) => {
    if (path.startsWith('assignments')) return assignmentName(path, sources)
    const keys = [...path.matchAll(/\[([^\]]+)\]/g)].map(([, key]) => key!.replace(/#\d+$/, ''))
    const setting = keys.findLast((key) => key.includes('_'))
    if (setting) return sources.settingName?.(setting) ?? labels.get(setting) ?? derivedName(setting)
    const named = keys.flatMap((key) => labels.get(key) ?? [])
    if (named.length > 0) return named.join(': ')
    const [last = '', parent = ''] = path
      .replaceAll(/\[[^\]]*\]/g, '')
      .split('.')
      .toReversed()
    // `themeColor.r` alone is "R".
    return special[last] ?? (last.length > 2 || parent === '' ? label(last) : `${label(parent)} ${last.toUpperCase()}`)
  }
}

const special: Readonly<Record<string, string>> = {
  roleScopeTagIds: words.scopeTags,
  roleScopeTags: words.scopeTags,
}

/**
 * Parts of a document that have an id and a name: ADMX definitions, presentations, categories, settings by their URI.
 */
function collect(value: unknown, labels: Map<string, string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, labels)
    return
  }
  if (!isObject(value)) return
  const name = text(value['displayName']) || text(value['label'])
  for (const key of ['id', 'omaUri'])
    if (name && text(value[key])) labels.set(text(value[key]).toLowerCase(), name).set(text(value[key]), name)
  for (const entry of Object.values(value)) if (typeof entry === 'object') collect(entry, labels)
}

const virtual: Readonly<Record<string, string>> = {
  allLicensedUsersAssignmentTarget: words.allUsers,
  allDevicesAssignmentTarget: words.allDevices,
}

/** `assignments[required groupAssignmentTarget <id>].target.…` in words. */
function assignmentName(path: string, { nameOf }: NameSources): string {
  const parts = /^assignments\[([^\]]*)\]/.exec(path)?.[1]?.split(' ') ?? []
  const kind = parts.find((part) => part.endsWith('AssignmentTarget')) ?? ''
  const id = parts.at(-1) ?? ''
  const who = virtual[kind] ?? nameOf?.(assignmentKinds.group, id) ?? (id && id !== kind ? id : words.assignments)
  return kind.startsWith('exclusion') ? words.excluded(who) : who === words.assignments ? who : words.assignedTo(who)
}
