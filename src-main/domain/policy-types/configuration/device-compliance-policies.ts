import { sameCanonical } from '../../canonical/canonical.ts'
import { objects, without, type Json } from '../../json.ts'
import { complianceSections } from '../../readable/views/compliance.ts'
import { label } from '../../readable/spelling.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import { comparableActions, lostGracePeriod, normaliseRule, ruleBody } from '../building-blocks/compliance-actions.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from '../building-blocks/setting-rules.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'
import {
  assignmentsPart,
  full,
  scopeTagReference,
  shortType,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'

const actions = 'scheduledActionsForRule[].scheduledActionConfigurations'

/**
 * Compliance policies. Their actions come only with `$expand`, are created inside the body with exactly
 * one block action, and are changed by `scheduleActionsForRules` (G-77, G-205).
 */
export const deviceCompliancePolicies: PolicyType = {
  key: 'deviceCompliancePolicies',
  title: 'Compliance policies',
  noun: { one: 'compliance policy', many: 'compliance policies' },
  category: ['Devices', 'Compliance'],
  path: '/deviceManagement/deviceCompliancePolicies',
  rootType: 'deviceCompliancePolicy',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTagIds',
  foundation: false,
  phase: 65,
  area: 'Configuration',
  service: 'device-configuration',
  capture: {
    byId: null,
    parts: [
      {
        property: 'scheduledActionsForRule',
        path: 'scheduledActionsForRule?$expand=scheduledActionConfigurations',
        expand: 'scheduledActionsForRule($expand=scheduledActionConfigurations)',
        // The collection below the policy has no route (G-77).
        routes: ['list', 'object'],
      },
      assignmentsPart,
    ],
  },
  volatile: ['scheduledActionsForRule[].id', 'scheduledActionsForRule[].ruleName', `${actions}[].id`],
  unordered: ['roleScopeTagIds', actions],
  references: [
    scopeTagReference,
    {
      path: `${actions}[].notificationTemplateId`,
      to: 'notificationMessageTemplates',
      relation: 'notifies with',
      whenMissing: 'empty',
      fixed: ['', '00000000-0000-0000-0000-000000000000'],
    },
    { path: `${actions}[].notificationMessageCCList[]`, to: 'groups', relation: 'refers to', whenMissing: 'remove' },
    // Custom compliance means nothing without its script (spec 026).
    {
      path: 'deviceCompliancePolicyScript.deviceComplianceScriptId',
      to: 'deviceComplianceScripts',
      relation: 'uses script',
      whenMissing: 'block',
    },
  ],
  assignments: usualAssignments,
  normalise: (policy) => ({
    ...policy,
    scheduledActionsForRule: objects(policy['scheduledActionsForRule']).map(normaliseRule),
  }),
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly],
    createOnly: [],
    inline: ['scheduledActionsForRule'],
    blockedCreate: (policy) =>
      shortType(policy) === 'defaultDeviceCompliancePolicy'
        ? "The default compliance policy exists in every tenant and can't be created."
        : tooManyBlocks(policy),
    blockedUpdate: tooManyBlocks,
    prepare: (body, purpose) =>
      purpose === 'create'
        ? { ...body, scheduledActionsForRule: objects(body['scheduledActionsForRule']).map(ruleBody) }
        : without(body, ['scheduledActionsForRule']),
    parts: actionSteps,
    onCreate: withBlockAction,
    worsened: lostGracePeriod,
  },
  restore: full,
  settings: { ...propertySettings, strictestApplies: 'always' },
  platformOf: (policy) => platformOfWord(shortType(policy)),
  kindOf: (policy) =>
    `${kinds[shortType(policy)] ?? label(shortType(policy).replace(/CompliancePolicy$/, ''))} compliance`,
  readable: complianceSections,
}

/** Platforms as the admin center calls them. */
const kinds: Readonly<Record<string, string>> = {
  windows10CompliancePolicy: 'Windows',
  windows10MobileCompliancePolicy: 'Windows 10 Mobile',
  windows81CompliancePolicy: 'Windows 8.1',
  windowsPhone81CompliancePolicy: 'Windows Phone 8.1',
  iosCompliancePolicy: 'iOS/iPadOS',
  macOSCompliancePolicy: 'macOS',
  androidCompliancePolicy: 'Android device administrator',
  androidForWorkCompliancePolicy: 'Android work profile',
  androidWorkProfileCompliancePolicy: 'Android work profile',
  androidDeviceOwnerCompliancePolicy: 'Android fully managed',
  aospDeviceOwnerCompliancePolicy: 'Android (AOSP)',
}

const isBlock = (action: Json): boolean => action['actionType'] === 'block'

/** Exactly one block action is taken (G-150). */
function tooManyBlocks(policy: Json): string | null {
  const blocks = objects(policy['scheduledActionsForRule']).flatMap((rule) =>
    objects(rule['scheduledActionConfigurations']).filter(isBlock),
  ).length
  return blocks > 1 ? `The policy has ${blocks} block actions, but Graph accepts exactly one.` : null
}

/** Exactly one block action is required (G-150); exports of other tools leave the actions out. */
function withBlockAction(wanted: Json): { wanted: Json; warnings: readonly string[] } {
  const rules = objects(wanted['scheduledActionsForRule'])
  if (rules.some((rule) => objects(rule['scheduledActionConfigurations']).some(isBlock)))
    return { wanted, warnings: [] }
  const block = { actionType: 'block', gracePeriodHours: 0, notificationTemplateId: '', notificationMessageCCList: [] }
  const [first = { ruleName: 'PasswordRequired' }, ...others] = rules
  return {
    wanted: {
      ...wanted,
      scheduledActionsForRule: [
        { ...first, scheduledActionConfigurations: [block, ...objects(first['scheduledActionConfigurations'])] },
        ...others,
      ],
    },
    warnings: ['The policy has no block action, but Graph requires one. Devices are marked noncompliant immediately.'],
  }
}

function actionSteps(wanted: Json, live: Json): WriteStep[] {
  if (!('scheduledActionsForRule' in wanted)) return []
  // An update needs its block action, too.
  const complete = withBlockAction(wanted).wanted
  if (sameCanonical(comparableActions(complete), comparableActions(live))) return []
  return [
    {
      purpose: 'Replace the actions for noncompliance',
      method: 'POST',
      path: '/deviceManagement/deviceCompliancePolicies/{id}/scheduleActionsForRules',
      body: { deviceComplianceScheduledActionForRules: objects(complete['scheduledActionsForRule']).map(ruleBody) },
    },
  ]
}
