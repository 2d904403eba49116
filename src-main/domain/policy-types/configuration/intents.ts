import { inUri } from '../../uri.ts'
import { canonicalText, sameCanonical } from '../../canonical/canonical.ts'
import { objects, text, without, type Json } from '../../json.ts'
import { intentSections } from '../../readable/views/intents.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType, WriteContext } from '../policy-type.ts'
import {
  assignmentsBelow,
  scopeTagReference,
  usual,
  usualAssignments,
  usualReadOnly,
} from '../building-blocks/shared.ts'
import { counted } from '../../counted.ts'

/**
 * Endpoint security and baselines of the old kind. Made from a template by `createInstance`; settings are written by
 * `updateSettings`, which cannot remove one: what shall be gone is set to null (G-164, G-165).
 */
export const intents: PolicyType = {
  ...usual,
  key: 'intents',
  title: 'Endpoint security (legacy)',
  noun: { one: 'endpoint security policy', many: 'endpoint security policies' },
  category: ['Endpoint security', 'Legacy policies'],
  path: '/deviceManagement/intents',
  rootType: 'deviceManagementIntent',
  nameProperty: 'displayName',
  phase: 60,
  area: 'Configuration',
  service: 'device-intent',
  // `$expand=assignments` answers an empty list (G-90).
  capture: {
    byId: null,
    listsBaseForm: true,
    parts: [{ property: 'settings', path: 'settings' }, assignmentsBelow],
  },
  volatile: ['isMigratingToConfigurationPolicy', 'settings[].id'],
  unordered: ['roleScopeTagIds', 'settings'],
  references: [scopeTagReference, { path: 'templateId', to: 'templates', relation: 'refers to', whenMissing: 'keep' }],
  assignments: usualAssignments,
  normalise: (policy) => ({ ...policy, settings: configured(policy).map(content) }),
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, 'isMigratingToConfigurationPolicy', 'settings'],
    createOnly: ['templateId'],
    inline: [],
    create: (wanted, body, { sameTenant }) => ({
      path: `/deviceManagement/templates/${inUri(text(wanted['templateId']).toWellFormed())}/createInstance`,
      body: {
        ...without(body, ['templateId', '@odata.type']),
        settingsDelta: portable(wanted, sameTenant).map(settingBody),
      },
    }),
    created: (wanted) => ({ ...wanted, settings: configured(wanted).filter((setting) => !isOnboarding(setting)) }),
    blockedCreate: (policy) =>
      text(policy['templateId'])
        ? null
        : "The policy doesn't name a template, but Intune only creates this kind of policy from a template.",
    parts: settingSteps,
    warnings: (policy) =>
      configured(policy).some(isOnboarding)
        ? ["The onboarding blob belongs to one tenant's Defender and is only written there."]
        : [],
  },
  note: 'Intune rejects templates that Microsoft has retired. Newer tenants use settings catalog policies instead.',
  settings: { idsIn: () => (row) => settingOfRow(row.key) },
  platformOf: (policy) =>
    objects(policy['settings']).some((setting) => text(setting['definitionId']).includes('macOS'))
      ? 'macOS'
      : 'Windows',
  kindOf: () => 'Endpoint security (legacy)',
  readable: intentSections,
}

/** Rows are named by their definitions; of an Endpoint security template those stand behind the template's name. */
const settingOfRow = (key: string): string | null =>
  /^(?:\w+--)?\w+_[^.[]+$/.test(key) ? key.replace(/^\w+--(\w+?)_/, '$1/') : null

/** Onboarding of one tenant's Defender; where Intune fills it in itself, it refuses a value (G-122). */
const isOnboarding = (setting: Json): boolean =>
  /advancedThreatProtection(On|Off)boarding(Blob|Filename)$/i.test(text(setting['definitionId']))
const isFilledIn = (policy: Json): boolean =>
  objects(policy['settings']).some(
    (setting) =>
      /advancedThreatProtectionAutoPopulateOnboardingBlob$/i.test(text(setting['definitionId'])) &&
      valueOf(setting) === true,
  )

/** The settings that are configured: `null` stands for "not configured". */
const configured = (policy: Json): readonly Json[] =>
  objects(policy['settings']).filter(
    (setting) =>
      valueOf(setting) !== null && valueOf(setting) !== undefined && !(isOnboarding(setting) && isFilledIn(policy)),
  )

/** What may be written to the target: an onboarding blob ties devices to the tenant that it was made for. */
const portable = (policy: Json, sameTenant: boolean): readonly Json[] =>
  configured(policy).filter((setting) => sameTenant || !isOnboarding(setting))

/** The value of a setting. `valueJson` is what counts; `value` repeats it in part. */
function valueOf(setting: Json): unknown {
  const json = setting['valueJson']
  if (typeof json !== 'string') return setting['value']
  try {
    return JSON.parse(json)
  } catch {
    return json
  }
}

/** The content of a setting, without the ids that the service gives it and its parts. */
const content = (setting: Json): Json => ({
  definitionId: setting['definitionId'],
  value: withoutIds(valueOf(setting)),
})

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'id')
      .map(([key, entry]) => [key, withoutIds(entry)]),
  )
}

const settingBody = (setting: Json): Json => ({
  '@odata.type': setting['@odata.type'],
  definitionId: setting['definitionId'],
  valueJson: typeof setting['valueJson'] === 'string' ? setting['valueJson'] : canonicalText(setting['value'] ?? null),
  ...(setting['implementationId'] === undefined || setting['implementationId'] === null
    ? {}
    : { implementationId: setting['implementationId'] }),
})

function settingSteps(wanted: Json, live: Json, { sameTenant }: WriteContext): WriteStep[] {
  const byDefinition = (policy: Json) =>
    new Map(portable(policy, sameTenant).map((setting) => [text(setting['definitionId']), setting]))
  const [target, present] = [byDefinition(wanted), byDefinition(live)]
  const changed = [...target]
    .filter(([id, setting]) => {
      const existing = present.get(id)
      return !existing || !sameCanonical(content(existing), content(setting))
    })
    .map(([, setting]) => settingBody(setting))
  const gone = [...present]
    .filter(([id]) => !target.has(id))
    .map(([, setting]): Json => ({
      '@odata.type': setting['@odata.type'],
      definitionId: setting['definitionId'],
      valueJson: 'null',
    }))
  if (changed.length + gone.length === 0) return []
  return [
    {
      purpose: `Change ${counted(changed.length + gone.length, 'setting')}`,
      method: 'POST',
      path: '/deviceManagement/intents/{id}/updateSettings',
      body: { settings: [...changed, ...gone] },
    },
  ]
}
