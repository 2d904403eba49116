import { isObject, objects, strings, text, without, type Json } from '../json.ts'
import type { ExportedPolicy } from './layout.ts'

/** The setting of a Linux compliance policy that holds the ID of its discovery script. */
const discoveryScript = 'linux_customcompliance_discoveryscript'
/** The type of an app that wasn't captured. */
export const anyApp = '#microsoft.graph.mobileApp'
const noTemplate = '00000000-0000-0000-0000-000000000000'

/**
 * A document as IntuneCD's restore reads it, with the names by which it finds apps, message templates and scripts in
 * another tenant. An object that wasn't captured keeps its ID.
 */
export function withIntuneCdNames(policy: ExportedPolicy, document: Json): Json {
  return withDelta(policy, scriptNamed(policy, templatesNamed(policy, appsNamed(policy, document))))
}

/** Policies of a template are made again from the settings that differ from it, without their IDs (G-164). */
function withDelta({ type }: ExportedPolicy, document: Json): Json {
  if (type.key !== 'intents' || !Array.isArray(document['settings'])) return document
  return {
    ...without(document, ['settings']),
    settingsDelta: objects(document['settings']).map((setting) => without(setting, ['id'])),
  }
}

function appsNamed({ type, relatedOf }: ExportedPolicy, document: Json): Json {
  const app = (id: string) => {
    const { name, kind } = relatedOf('mobileApps', id) ?? { name: id, kind: anyApp }
    // IntuneCD reads name and type. Two apps of one name are told apart by an import.
    return { name, type: kind, id }
  }
  if (type.key === 'mobileAppConfigurations') {
    const apps = strings(document['targetedMobileApps']).map(app)
    const [first] = apps
    if (first === undefined) return document
    return {
      ...document,
      // IntuneCD knows one app only. The others are read by an import.
      targetedMobileApps: {
        appName: first.name,
        type: first.type,
        id: first.id,
        ...(apps.length > 1 ? { others: apps.slice(1) } : {}),
      },
    }
  }
  const selected = strings(document['selectedMobileAppIds'])
  return selected.length === 0
    ? document
    : { ...without(document, ['selectedMobileAppIds']), selectedMobileAppNames: selected.map(app) }
}

function templatesNamed({ relatedOf }: ExportedPolicy, document: Json): Json {
  const rules = document['scheduledActionsForRule']
  if (!Array.isArray(rules)) return document
  const named = (action: Json): Json => {
    const id = text(action['notificationTemplateId'])
    const template = id === '' || id === noTemplate ? undefined : relatedOf('notificationMessageTemplates', id)
    return template ? { ...action, notificationTemplateName: template.name } : action
  }
  return {
    ...document,
    scheduledActionsForRule: objects(rules).map((rule) => ({
      ...rule,
      scheduledActionConfigurations: objects(rule['scheduledActionConfigurations']).map(named),
    })),
  }
}

function scriptNamed({ relatedOf }: ExportedPolicy, document: Json): Json {
  const custom = document['deviceCompliancePolicyScript']
  const script = isObject(custom)
    ? relatedOf('deviceComplianceScripts', text(custom['deviceComplianceScriptId']))
    : undefined
  if (script) return { ...document, deviceComplianceScriptName: script.name }
  const setting = discoveryIn(document['settings'])
  const value = setting && isObject(setting['simpleSettingValue']) ? text(setting['simpleSettingValue']['value']) : ''
  const discovery = relatedOf('reusablePolicySettings', value)
  return discovery ? { ...document, detectionScriptName: discovery.name } : document
}

/** The setting that refers to a discovery script, at any depth. */
export function discoveryIn(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map(discoveryIn).find((found) => found !== undefined)
  if (!isObject(value)) return undefined
  return value['settingDefinitionId'] === discoveryScript
    ? value
    : Object.values(value)
        .map(discoveryIn)
        .find((found) => found !== undefined)
}
