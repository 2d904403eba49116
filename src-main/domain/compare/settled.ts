import type { SettingRules } from '../policy-types/policy-type.ts'

/** Settings whose values of several policies are merged (G-263), by the end of their definition's ID. */
const merged: readonly RegExp[] = [
  /_defender_excluded(?:paths|extensions|processes)$/i,
  /_deviceinstallation_(?:allow|prevent)installationofmatchingdevice(?:ids|setupclasses|instanceids)(?:_.*)?$/i,
]

/**
 * What Microsoft documents to happen where policies set a setting to different values: they are merged, or the strictest
 * one applies. Null where it is a conflict: a rule of attack surface reduction, for example, isn't applied then (G-264).
 *
 * @param rules those of the types of all policies that set it
 */
export function settledBy(
  settingId: string,
  values: readonly string[],
  rules: readonly SettingRules[],
): 'merge' | 'strictest' | null {
  if (merged.some((pattern) => pattern.test(settingId))) return 'merge'
  const isNumber = values.some((value) => value.trim() !== '' && !Number.isNaN(Number(value)))
  const strictest = rules.every(
    ({ strictestApplies }) => strictestApplies === 'always' || (strictestApplies === 'exceptNumbers' && !isNumber),
  )
  return strictest && rules.length > 0 ? 'strictest' : null
}
