import type { ChangedSetting } from '#contract/model/changes.ts'
import { sameCanonical } from '../canonical/canonical.ts'
import { text, type Json } from '../json.ts'
import { idKey } from '../references/id-key.ts'
import { instancesIn } from '../settings-catalog/catalog-values.ts'
import { withoutSetting, withSetting } from '../settings-catalog/place-setting.ts'
import type { Changed } from './changed.ts'
import { words } from './words.ts'

/** Gives a policy of the Settings catalog the settings that are meant for it. */
export function changeSettings(document: Json, settings: readonly ChangedSetting[]): Changed {
  const id = idKey(text(document['id']))
  let changed = document
  for (const { settingId, name, tree, templateId, policies } of settings) {
    if (!policies.some((policy) => idKey(policy) === id)) continue
    if (instancesIn(document).length === 0) return { cannot: words.noSettings }
    if (tree === null) {
      changed = withoutSetting(changed, settingId)
      continue
    }
    const result = withSetting(changed, { settingId, tree }, templateId)
    if ('problem' in result) return { cannot: words.place[result.problem](name) }
    changed = result.document
  }
  if (instancesIn(changed).length === 0 && changed !== document) return { cannot: words.lastSetting }
  // A value may be there already.
  return sameCanonical(changed, document) ? { document } : { document: changed }
}
