import { isObject, objects, text, type Json } from '../json.ts'
import { activeFilter, allDevicesGroup, allUsersGroup } from '../policy-types/building-blocks/assignments.ts'
import { idKey } from '../references/id-key.ts'

/** Whom an assignment names. */
export type Target =
  | { readonly who: 'allUsers' }
  | { readonly who: 'allDevices' }
  | { readonly who: 'group'; readonly groupId: string }
  /** A kind of target that nobody here can follow, such as a Configuration Manager collection. */
  | { readonly who: 'other' }

/** One assignment of a policy or an app. */
export interface Assignment {
  readonly target: Target
  readonly excludes: boolean
  /** Of an app: required, available, uninstall. Empty for what has no intent. */
  readonly intent: string
  /** What narrows it down; an exclusion has none (G-128). */
  readonly filter: { readonly id: string; readonly mode: 'include' | 'exclude' } | null
}

/** The assignments of a captured document. Those that a policy set made count like all others. */
export function assignmentsOf(document: Json): readonly Assignment[] {
  return objects(document['assignments']).flatMap((assignment) => {
    const { target } = assignment
    if (!isObject(target)) return []
    const kind = text(target['@odata.type'])
    const excludes = /exclusion/i.test(kind)
    return [
      {
        target: targetOf(kind, idKey(text(target['groupId']))),
        excludes,
        intent: text(assignment['intent']),
        filter: excludes ? null : filterOf(target),
      },
    ]
  })
}

function targetOf(kind: string, groupId: string): Target {
  if (/allLicensedUsers/i.test(kind) || groupId === allUsersGroup) return { who: 'allUsers' }
  if (/allDevices/i.test(kind) || groupId === allDevicesGroup) return { who: 'allDevices' }
  return groupId === '' ? { who: 'other' } : { who: 'group', groupId }
}

function filterOf(target: Json): Assignment['filter'] {
  const { id, mode } = activeFilter(target) ?? { id: '', mode: '' }
  return mode === 'include' || mode === 'exclude' ? { id: idKey(id), mode } : null
}
