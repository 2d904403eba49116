import { anyApp, discoveryIn } from '../export/intune-cd-names.ts'
import { isObject, objects, text, without, type Json } from '../json.ts'

/** The ID of an object by its type and name. */
export type IdOf = (
  type: string,
  name: string,
  more?: {
    /** The ID that the file has beside the name. */
    readonly given?: string
    /** Such as `#microsoft.graph.iosStoreApp`, where several objects can have the name. */
    readonly graphType?: string
  },
) => string

/**
 * A document with IDs in place of the names that IntuneCD writes for apps, message templates and scripts. Where it
 * writes both, the object with that name in the export wins: its own ID isn't in the backup.
 */
export function withIds(document: Json, idOf: IdOf): Json {
  return scriptById(templatesById(appsById(document, idOf), idOf), idOf)
}

function appsById(document: Json, idOf: IdOf): Json {
  const appOf = ({ name, type, id }: Json) =>
    idOf('mobileApps', text(name), { given: text(id), graphType: text(type) === anyApp ? '' : text(type) })
  // What stands for the list is an object, which may have become a list of one by now.
  const [targeted] = objects([document['targetedMobileApps']].flat())
  if (targeted && 'appName' in targeted) {
    const first = { name: targeted['appName'], type: targeted['type'], id: targeted['id'] }
    const apps = [first, ...objects(targeted['others'])]
    return { ...document, targetedMobileApps: apps.map(appOf) }
  }
  if (!Array.isArray(document['selectedMobileAppNames'])) return document
  return {
    ...without(document, ['selectedMobileAppNames']),
    selectedMobileAppIds: objects(document['selectedMobileAppNames']).map(appOf),
  }
}

function templatesById(document: Json, idOf: IdOf): Json {
  const rules = document['scheduledActionsForRule']
  if (!Array.isArray(rules)) return document
  const byId = (action: Json): Json => {
    const name = text(action['notificationTemplateName'])
    const rest = without(action, ['notificationTemplateName'])
    if (name === '') return rest
    const given = text(action['notificationTemplateId'])
    return { ...rest, notificationTemplateId: idOf('notificationMessageTemplates', name, { given }) }
  }
  return {
    ...document,
    scheduledActionsForRule: objects(rules).map((rule) =>
      Array.isArray(rule['scheduledActionConfigurations'])
        ? { ...rule, scheduledActionConfigurations: objects(rule['scheduledActionConfigurations']).map(byId) }
        : rule,
    ),
  }
}

function scriptById(document: Json, idOf: IdOf): Json {
  const [custom, name] = [document['deviceCompliancePolicyScript'], text(document['deviceComplianceScriptName'])]
  if (isObject(custom) && name !== '') {
    const given = text(custom['deviceComplianceScriptId'])
    return {
      ...without(document, ['deviceComplianceScriptName']),
      deviceCompliancePolicyScript: {
        ...custom,
        deviceComplianceScriptId: idOf('deviceComplianceScripts', name, { given }),
      },
    }
  }
  const discovery = text(document['detectionScriptName'])
  if (discovery === '') return without(document, ['deviceComplianceScriptName', 'detectionScriptName'])
  const setting = discoveryIn(document['settings'])
  if (!setting) return without(document, ['detectionScriptName'])
  const value = isObject(setting['simpleSettingValue']) ? setting['simpleSettingValue'] : null
  const id = idOf('reusablePolicySettings', discovery, { given: text(value?.['value']) })
  return {
    ...without(document, ['detectionScriptName']),
    settings: replaced(document['settings'], setting, {
      ...setting,
      simpleSettingValue: { ...value, value: id },
    }),
  }
}

/** A value with another part in place of one. */
function replaced(value: unknown, part: unknown, other: unknown): unknown {
  if (value === part) return other
  if (Array.isArray(value)) return value.map((entry) => replaced(entry, part, other))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaced(entry, part, other)]))
}
