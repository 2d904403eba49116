import { objects, strings, text, type Json } from '../../json.ts'
import type { ReadableContext } from '../../policy-types/policy-type.ts'
import { genericSections } from '../generic.ts'
import type { ReadableRow, ReadableSection } from '../readable.ts'

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
  return rows.length > 0 ? [{ title: 'Actions for noncompliance', rows }] : []
}

const verbs: Readonly<Record<string, string>> = {
  block: 'Mark the device noncompliant',
  notification: 'Send e-mail to the user',
  pushNotification: 'Send a push notification to the user',
  remoteLock: 'Lock the device remotely',
  retire: 'Add the device to the retire list',
  wipe: 'Wipe the device',
  removeResourceAccessProfiles: 'Remove resource access profiles',
  noAction: 'No action',
}

function actionRow(action: Json, index: number, context: ReadableContext): ReadableRow {
  const type = text(action['actionType'])
  const template = text(action['notificationTemplateId'])
  const hasTemplate = template !== '' && !/^0{8}-/.test(template)
  const copies = strings(action['notificationMessageCCList']).map((id) => context.nameOf('groups', id) ?? id)
  const parts = [
    delay(action['gracePeriodHours']),
    hasTemplate ? `with the template ${context.nameOf('notificationMessageTemplates', template) ?? template}` : '',
    copies.length > 0 ? `copy to ${copies.join(', ')}` : '',
  ].filter(Boolean)
  return { key: `action/${type}/${index}`, name: verbs[type] ?? type, value: parts.join(', '), depth: 0 }
}

function delay(hours: unknown): string {
  const count = typeof hours === 'number' ? hours : 0
  if (count === 0) return 'immediately'
  if (count % 24 === 0) return `after ${count / 24} day${count === 24 ? '' : 's'}`
  return `after ${count} hour${count === 1 ? '' : 's'}`
}
