import { withIds, scheduleActionsForRules } from '../actions/scheduled-actions.ts'
import { blockedAtOnce } from '../disobedience.ts'
import { intuneMessage, ODataError } from '../errors.ts'
import { isObject, objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import { validateBody } from '../validate.ts'
import type { Behaviour } from './behaviour.ts'

const blockAtOnce = (): Json[] =>
  withIds([
    {
      ruleName: null,
      scheduledActionConfigurations: [
        {
          gracePeriodHours: 0,
          actionType: 'block',
          notificationTemplateId: '00000000-0000-0000-0000-000000000000',
          notificationMessageCCList: [],
        },
      ],
    },
  ])

/** A policy always carries one block action. */
function withBlock(_tenant: Tenant, item: Json): void {
  if (objects(item['scheduledActionsForRule']).length === 0) item['scheduledActionsForRule'] = blockAtOnce()
}

function requireScript(tenant: Tenant, body: Json): void {
  const script = body['deviceCompliancePolicyScript']
  if (!isObject(script)) return
  const id = text(script['deviceComplianceScriptId'])
  if (!collection(tenant, '/deviceManagement/deviceComplianceScripts').has(id))
    throw new ODataError(400, 'BadRequest', intuneMessage(`The compliance script ${id} does not exist.`))
}

export const compliance: Readonly<Record<string, Behaviour>> = {
  '/deviceManagement/deviceCompliancePolicies': {
    complete: withBlock,
    inline: ['scheduledActionsForRule'],
    checkCreate: requireScript,
    checkUpdate: (tenant, _item, body) => requireScript(tenant, body),
    created: (tenant, item, body) => {
      const rules = objects(body['scheduledActionsForRule'])
      item['scheduledActionsForRule'] = withIds(tenant.disobeys.has('actionsIgnored') ? blockedAtOnce(rules) : rules)
    },
    // The service has no such route, though the property exists (G-77).
    noRoute: ['scheduledActionsForRule'],
    actions: { scheduleActionsForRules: { status: 200, run: scheduleActionsForRules } },
  },
  // Actions in the body of a create or a PUT are ignored.
  '/deviceManagement/compliancePolicies': {
    expandsEmpty: (_item, name) => name === 'scheduledActionsForRule',
    complete: withBlock,
    inline: ['settings'],
    actions: {
      setScheduledActions: {
        status: 200,
        run(tenant, item, body) {
          const rules = objects(body['scheduledActions'])
          for (const rule of rules)
            validateBody(tenant.contract, 'deviceManagementComplianceScheduledActionForRule', rule)
          item['scheduledActionsForRule'] = withIds(
            tenant.disobeys.has('actionsIgnored') ? blockedAtOnce(rules) : rules,
          )
        },
      },
    },
  },
  // A new script cannot be read for a while (G-56: up to two minutes).
  '/deviceManagement/deviceComplianceScripts': {
    created: (tenant, item) => void tenant.unreadable.set(text(item['id']), 2),
  },
}
