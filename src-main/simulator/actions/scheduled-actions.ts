import { blockedAtOnce } from '../disobedience.ts'
import { intuneMessage, ODataError } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import type { Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'

/** `scheduleActionsForRules`: replaces the actions for noncompliance of a compliance policy. */
export function scheduleActionsForRules(tenant: Tenant, item: Json, body: Json): void {
  const rules = objects(body['deviceComplianceScheduledActionForRules'])
  for (const rule of rules) validateBody(tenant.contract, 'deviceComplianceScheduledActionForRule', rule)
  item['scheduledActionsForRule'] = withIds(tenant.disobeys.has('actionsIgnored') ? blockedAtOnce(rules) : rules)
}

/** The rules with the ids that the service gives them; refuses rules without exactly one block action. */
export function withIds(rules: readonly Json[]): Json[] {
  const blocks = rules
    .flatMap((rule) => objects(rule['scheduledActionConfigurations']))
    .filter((action) => text(action['actionType']) === 'block')
  if (rules.length !== 1 || blocks.length !== 1) {
    throw new ODataError(
      400,
      'BadRequest',
      intuneMessage('Compliance policy must have one and only one block scheduled action'),
    )
  }
  return rules.map((rule) => ({
    ruleName: null,
    ...rule,
    id: crypto.randomUUID(),
    scheduledActionConfigurations: objects(rule['scheduledActionConfigurations']).map((action) => ({
      notificationTemplateId: '',
      notificationMessageCCList: [],
      ...action,
      id: crypto.randomUUID(),
    })),
  }))
}
