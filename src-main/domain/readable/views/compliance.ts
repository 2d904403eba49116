import { objects, strings, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'
import { words } from '../words.ts'

/** Compliance settings, and the actions for noncompliance as sentences (spec 007). */
export const complianceSections = (policy: Json, context: ReadableContext): ReadableSection[] => [
  ...genericSections(policy, context, ['scheduledActionsForRule']),
  ...actionSection(policy, context),
]

/** The actions for noncompliance as sentences. */
export function actionSection(policy: Json, context: ReadableContext): ReadableSection[] {
  const actions = objects(policy['scheduledActionsForRule']).flatMap((rule) =>
    objects(rule['scheduledActionConfigurations']),
  )
  const rows = actions.map((action, index) => actionRow(action, index, context))
  return rows.length > 0 ? [{ title: words.compliance.title, rows }] : []
}

const verbs: Readonly<Record<string, string>> = words.compliance.actions

function actionRow(action: Json, index: number, context: ReadableContext): ReadableRow {
  const type = text(action['actionType'])
  const template = text(action['notificationTemplateId'])
  const hasTemplate = template !== '' && !/^0{8}-/.test(template)
  const copies = strings(action['notificationMessageCCList']).map((id) => context.nameOf('groups', id) ?? id)
  const parts = [
    delay(action['gracePeriodHours']),
    hasTemplate ? words.compliance.template(context.nameOf('notificationMessageTemplates', template) ?? template) : '',
    copies.length > 0 ? words.compliance.copies(copies) : '',
  ].filter(Boolean)
  return { key: `action/${type}/${index}`, name: verbs[type] ?? type, value: parts.join(', '), depth: 0 }
}

function delay(hours: unknown): string {
  const count = typeof hours === 'number' ? hours : 0
  if (count === 0) return words.compliance.immediately
  if (count % 24 === 0) return words.compliance.afterDays(count / 24)
  return words.compliance.afterHours(count)
}
