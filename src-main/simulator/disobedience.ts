import { isObject, objects, text, type Json } from './json.ts'

/** Ways in which the service accepts a write and does something else. */
export const disobediences = [
  'exclusionsIncluded',
  'filtersDropped',
  'assignmentsDropped',
  'actionsIgnored',
  'patchIgnored',
] as const
export type Disobedience = (typeof disobediences)[number]

/** What is told to the service, by word. @throws Error naming a word that isn't known */
export function readDisobedience(list: string): ReadonlySet<Disobedience> {
  const words = list.split(',').filter(Boolean)
  const unknown = words.find((word) => !disobediences.some((known) => known === word))
  if (unknown !== undefined) throw new Error(`"${unknown}" is not one of ${disobediences.join(', ')}.`)
  return new Set(disobediences.filter((known) => words.includes(known)))
}

/** Assignments as a service stores them that doesn't do what it is told. */
export function disobeyedAssignments(told: ReadonlySet<Disobedience>, assignments: readonly Json[]): Json[] {
  if (told.has('assignmentsDropped')) return []
  return assignments.map((assignment) => {
    const target = isObject(assignment['target']) ? assignment['target'] : {}
    return {
      ...assignment,
      target: {
        ...target,
        ...(told.has('exclusionsIncluded') && text(target['@odata.type']).endsWith('exclusionGroupAssignmentTarget')
          ? { '@odata.type': '#microsoft.graph.groupAssignmentTarget' }
          : {}),
        ...(told.has('filtersDropped')
          ? {
              deviceAndAppManagementAssignmentFilterId: null,
              deviceAndAppManagementAssignmentFilterType: 'none',
            }
          : {}),
      },
    }
  })
}

/** Rules of a compliance policy of which only the block action stays, without a grace period. */
export const blockedAtOnce = (rules: readonly Json[]): Json[] =>
  rules.map((rule) => ({
    ...rule,
    scheduledActionConfigurations: objects(rule['scheduledActionConfigurations'])
      .filter((action) => text(action['actionType']) === 'block')
      .map((action) => ({ ...action, gracePeriodHours: 0 })),
  }))
