import type { Observed } from '../ports/store.ts'
import { strings, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/** What a listed object says about itself, for the inventory. */
export function observe(type: PolicyType, item: Json): Observed {
  return {
    type: type.key,
    externalId: text(item['id']),
    name: text(item[type.nameProperty]) || '(no name)',
    kind: type.kindOf(item),
    platform: type.platformOf(item),
    modifiedAt: text(item['lastModifiedDateTime']) || null,
    scopeTags: type.scopeTagProperty ? strings(item[type.scopeTagProperty]) : [],
  }
}
