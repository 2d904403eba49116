import { valueAt, withValues } from '../../canonical/pointer.ts'
import { isObject, text, type Json } from '../../json.ts'
import type { PolicyType, SecretValue } from '../policy-type.ts'

/** The placeholder for a secret in a document, as Graph writes it. */
export const mask = '****'

/** Whether a text is Graph's mask instead of a value. A single star is a value: a wildcard. */
export const isMasked = (value: string): boolean => /^[*•]{4,}$/.test(value)

/** Pointers of masks in a body. */
export function maskedPointers(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return isMasked(value) ? [pointer] : []
  if (Array.isArray(value)) return value.flatMap((entry, index) => maskedPointers(entry, `${pointer}/${index}`))
  return isObject(value)
    ? Object.entries(value).flatMap(([key, entry]) => maskedPointers(entry, `${pointer}/${key}`))
    : []
}

/** Secret properties at the top of an object that Graph may answer in clear (G-119, G-123). */
export function secretProperties(policy: Json, names: readonly string[]): SecretValue[] {
  return names
    .filter((name) => text(policy[name]))
    .map((name) => ({ pointer: `/${name}`, label: name, readPath: null, base64: false, isToken: false }))
}

/** Product keys come back with all but their last characters hidden: such a rest is no key (G-120). */
export const productKeys = (policy: Json): SecretValue[] =>
  secretProperties(policy, ['productKey']).map((secret) => ({ ...secret, whole: /^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/i }))

/** Values of which each object gets new ones, like enrollment tokens: masked in a capture, and never written. */
export function disposableSecrets(policy: Json, pointers: readonly string[]): SecretValue[] {
  return pointers
    .filter((pointer) => text(valueAt(policy, pointer)))
    .map((pointer) => ({
      pointer,
      label: pointer.slice(1),
      readPath: null,
      base64: false,
      isToken: false,
      isDisposable: true,
    }))
}

/**
 * Secret values of the settings catalog, wherever they are nested; a token of the service stands for one that it keeps.
 */
export function secretSettings(policy: Json): SecretValue[] {
  const found: SecretValue[] = []
  const look = (value: unknown, pointer: string, definition: string): void => {
    if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) look(entry, `${pointer}/${index}`, definition)
    } else if (isObject(value)) {
      const id = text(value['settingDefinitionId']) || definition
      if (text(value['@odata.type']).endsWith('SecretSettingValue') && text(value['value'])) {
        found.push({
          pointer: `${pointer}/value`,
          label: id,
          readPath: null,
          base64: false,
          isToken: value['valueState'] === 'encryptedValueToken',
        })
      }
      for (const [key, entry] of Object.entries(value)) look(entry, `${pointer}/${key}`, id)
    }
  }
  look(policy['settings'], '/settings', '')
  look(policy['settingInstance'], '/settingInstance', '')
  return found
}

/** A document without its clear secrets, and those by their pointer. */
export function withoutClearSecrets(
  type: PolicyType,
  document: Json,
): { readonly document: Json; readonly clear: ReadonlyMap<string, string> } {
  const secrets = type.capture.secrets?.(document) ?? []
  const clear = new Map(
    secrets.flatMap(({ pointer, readPath, isToken, whole }) => {
      const value = valueAt(document, pointer)
      return readPath === null &&
        !isToken &&
        typeof value === 'string' &&
        !isMasked(value) &&
        (whole === undefined || whole.test(value))
        ? [[pointer, value] as const]
        : []
    }),
  )
  const partly = secrets.flatMap(({ pointer, whole }) =>
    whole !== undefined && typeof valueAt(document, pointer) === 'string' ? [pointer] : [],
  )
  return {
    document: withValues(document, new Map([...clear.keys(), ...partly].map((pointer) => [pointer, mask]))),
    clear,
  }
}
