import { objects, text, without, type Json } from '../../json.ts'
import { sameCanonical } from '../../canonical/canonical.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { full, scopeTagReference } from '../building-blocks/shared.ts'

/** Notification templates: messages are written one by one after the template, each language once. */
export const notificationMessageTemplates: PolicyType = {
  key: 'notificationMessageTemplates',
  title: 'Notification templates',
  noun: { one: 'notification template', many: 'notification templates' },
  category: ['Devices', 'Compliance', 'Notifications'],
  path: '/deviceManagement/notificationMessageTemplates',
  rootType: 'notificationMessageTemplate',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: true,
  phase: 30,
  area: 'ServiceConfig',
  service: 'notifications',
  capture: {
    byId: null,
    parts: [{ property: 'localizedNotificationMessages', path: 'localizedNotificationMessages' }],
  },
  // The default locale follows the default message; the rest of each message is content.
  volatile: [
    'defaultLocale',
    'localizedNotificationMessages[].id',
    'localizedNotificationMessages[].lastModifiedDateTime',
  ],
  unordered: ['roleScopeTagIds', 'localizedNotificationMessages'],
  references: [scopeTagReference],
  settings: null,
  assignments: null,
  normalise: (policy) => ({
    ...policy,
    localizedNotificationMessages: objects(policy['localizedNotificationMessages']).map((message) =>
      without(message, ['@odata.type']),
    ),
  }),
  write: {
    update: 'PATCH',
    readOnly: ['id', 'lastModifiedDateTime', 'defaultLocale'],
    createOnly: [],
    inline: [],
    blockedCreate: (policy) =>
      text(policy['displayName']) === 'EnrollmentNotificationInternalMEO'
        ? 'Intune creates and owns this template.'
        : null,
    blockedUpdate: (policy) =>
      text(policy['displayName']) === 'EnrollmentNotificationInternalMEO'
        ? 'Intune creates and owns this template.'
        : null,
    // Some tenants refuse a create with a description, so it follows (G-188).
    prepare: (body, purpose) => (purpose === 'create' ? without(body, ['description']) : body),
    created: (wanted) => without(wanted, ['description']),
    parts: messageSteps,
  },
  restore: full,
  platformOf: () => 'All platforms',
  kindOf: () => 'Notification template',
}

const content = (message: Json): Json => ({
  locale: message['locale'],
  subject: message['subject'],
  messageTemplate: message['messageTemplate'],
  isDefault: message['isDefault'] ?? false,
})

/** Only what differs: `isDefault` is refused beside other changes where it stays as it is (G-187). */
const changedOf = (before: Json, after: Json): Json =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => name !== 'locale' && before[name] !== value))

function messageSteps(wanted: Json, live: Json): WriteStep[] {
  const path = `/deviceManagement/notificationMessageTemplates/{id}/localizedNotificationMessages`
  const byLocale = (policy: Json) =>
    new Map(
      objects(policy['localizedNotificationMessages']).map((message) => [
        text(message['locale']).toLowerCase(),
        message,
      ]),
    )
  const [target, present] = [byLocale(wanted), byLocale(live)]
  const steps: WriteStep[] = []
  for (const [locale, message] of target) {
    const existing = present.get(locale)
    const name = text(message['locale'])
    if (!existing) steps.push({ purpose: `Add the message in ${name}`, method: 'POST', path, body: content(message) })
    else if (!sameCanonical(content(existing), content(message))) {
      steps.push({
        purpose: `Change the message in ${name}`,
        method: 'PATCH',
        path: `${path}/${text(existing['id'])}`,
        body: changedOf(content(existing), content(message)),
      })
    }
  }
  for (const [locale, message] of present) {
    if (!target.has(locale))
      steps.push({
        purpose: `Remove the message in ${locale}`,
        method: 'DELETE',
        path: `${path}/${text(message['id'])}`,
      })
  }
  return steps
}
