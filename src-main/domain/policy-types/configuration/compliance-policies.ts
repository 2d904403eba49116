import { sameCanonical } from '../../canonical/canonical.ts'
import { objects, text, without, type Json } from '../../json.ts'
import { actionSection } from '../../readable/views/compliance.ts'
import { settingsCatalogSections } from '../../readable/views/settings-catalog.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import { comparableActions, lostGracePeriod, normaliseRule, ruleBody } from '../building-blocks/compliance-actions.ts'
import type { PolicyType } from '../policy-type.ts'
import { catalogSettings } from '../building-blocks/setting-rules.ts'
import { secretSettings } from '../building-blocks/secrets.ts'
import { normaliseSettings, reusableSettingReference, settingsPart } from '../building-blocks/settings.ts'
import {
  assignmentsPart,
  scopeTagReference,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

const actions = 'scheduledActionsForRule[].scheduledActionConfigurations'

/** Compliance policies of the settings catalog (Linux). Actions in a create are ignored: `setScheduledActions` writes them (G-79, G-153). */
export const compliancePolicies: PolicyType = {
  ...usual,
  key: 'compliancePolicies',
  title: 'Compliance policies (Linux)',
  noun: { one: 'compliance policy', many: 'compliance policies' },
  category: ['Devices', 'Compliance'],
  path: '/deviceManagement/compliancePolicies',
  rootType: 'deviceManagementCompliancePolicy',
  nameProperty: 'name',
  phase: 65,
  area: 'Configuration',
  service: 'device-config-v2',
  capture: {
    byId: null,
    parts: [
      settingsPart,
      // The expand of the actions answers an empty list (G-79).
      { property: 'scheduledActionsForRule', path: 'scheduledActionsForRule?$expand=scheduledActionConfigurations' },
      { ...assignmentsPart, routes: ['list', 'below'] },
    ],
    secrets: secretSettings,
    definitions: 'settings?$expand=settingDefinitions&$top=1000',
  },
  volatile: [
    'settingCount',
    'creationSource',
    'settings[].id',
    'scheduledActionsForRule[].id',
    'scheduledActionsForRule[].ruleName',
    `${actions}[].id`,
  ],
  unordered: ['roleScopeTagIds', 'settings', actions],
  references: [
    scopeTagReference,
    reusableSettingReference,
    {
      path: `${actions}[].notificationTemplateId`,
      to: 'notificationMessageTemplates',
      relation: 'notifies with',
      whenMissing: 'empty',
    },
    { path: `${actions}[].notificationMessageCCList[]`, to: 'groups', relation: 'refers to', whenMissing: 'remove' },
  ],
  assignments: usualAssignments,
  normalise: (policy) => ({
    ...normaliseSettings(policy),
    scheduledActionsForRule: objects(policy['scheduledActionsForRule']).map(normaliseRule),
  }),
  write: {
    update: 'PUT',
    readOnly: [...usualReadOnly, 'settingCount', 'creationSource', 'scheduledActionsForRule'],
    createOnly: ['platforms', 'technologies'],
    inline: ['settings'],
    parts: actionSteps,
    worsened: lostGracePeriod,
  },
  settings: { ...catalogSettings, strictestApplies: 'always' },
  platformOf: (policy) => (text(policy['platforms']).includes('linux') ? 'Linux' : 'All platforms'),
  kindOf: () => 'Compliance policy',
  readable: (policy, context) => [...settingsCatalogSections(policy, context), ...actionSection(policy, context)],
}

function actionSteps(wanted: Json, live: Json): WriteStep[] {
  if (sameCanonical(comparableActions(wanted), comparableActions(live))) return []
  return [
    {
      purpose: 'Replace the actions for noncompliance',
      method: 'POST',
      path: '/deviceManagement/compliancePolicies/{id}/setScheduledActions',
      body: {
        scheduledActions: objects(wanted['scheduledActionsForRule']).map((rule) =>
          without(ruleBody(rule), ['@odata.type']),
        ),
      },
    },
  ]
}
