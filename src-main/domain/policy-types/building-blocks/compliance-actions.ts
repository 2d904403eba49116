import { canonicalText } from '../../canonical/canonical.ts'
import { objects, text, without, type Json } from '../../json.ts'

/** A zero template id and an empty one both mean "no template"; nothing copied means an empty list. */
export function normaliseRule(rule: Json): Json {
  return {
    ...without(rule, ['@odata.type']),
    scheduledActionConfigurations: objects(rule['scheduledActionConfigurations']).map((action) => ({
      ...without(action, ['@odata.type']),
      notificationTemplateId: /^0{8}-/.test(text(action['notificationTemplateId']))
        ? ''
        : (action['notificationTemplateId'] ?? ''),
      notificationMessageCCList: action['notificationMessageCCList'] ?? [],
    })),
  }
}

/** A rule as it is written. The service answers its name as null but wants one (G-152). */
export const ruleBody = (rule: Json): Json => ({
  ruleName: rule['ruleName'] ?? 'PasswordRequired',
  scheduledActionConfigurations: objects(rule['scheduledActionConfigurations']).map((action) =>
    without(action, ['id', '@odata.type']),
  ),
})

/**
 * Why devices would be blocked earlier than wanted. The service ignores actions in some requests, and then blocks
 * without a grace period (G-153).
 */
export function lostGracePeriod(wanted: Json, found: Json): string | null {
  const [want, have] = [wanted, found].map((policy) => graceOf(policy))
  return want !== undefined && have !== undefined && have < want
    ? `Intune stored a grace period of ${have} hours instead of ${want} before devices are marked noncompliant.`
    : null
}

/** Hours until a device is blocked; undefined without a block action. */
const graceOf = (policy: Json): number | undefined =>
  objects(policy['scheduledActionsForRule'])
    .flatMap((rule) => objects(rule['scheduledActionConfigurations']))
    .filter((action) => action['actionType'] === 'block')
    .map((action) => Number(action['gracePeriodHours'] ?? 0))[0]

/** The actions as a set: their order has no meaning. */
export const comparableActions = (policy: Json): string[] =>
  objects(policy['scheduledActionsForRule'])
    .flatMap((rule) =>
      objects(normaliseRule(rule)['scheduledActionConfigurations']).map((action) =>
        canonicalText(without(action, ['id'])),
      ),
    )
    .toSorted()
