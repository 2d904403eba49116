import type { Observed } from '../ports/policies.ts'
import { strings, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { words } from '../words.ts'

/**
 * The inventory data of an object.
 *
 * @param listed it comes from a listing, which leaves out some of it
 */
export function observe(type: PolicyType, item: Json, listed = false): Observed {
  const tags = type.scopeTagProperty
  const unknownFields = !listed
    ? []
    : [
        ...(type.capture.listsBaseForm ? (['kind', 'platform'] as const) : []),
        ...(tags && !(tags in item) ? (['scopeTags'] as const) : []),
      ]
  return {
    type: type.key,
    externalId: text(item['id']),
    name: text(item[type.nameProperty]) || words.noName,
    kind: type.kindOf(item),
    platform: type.platformOf(item),
    modifiedAt: text(item['lastModifiedDateTime']) || null,
    scopeTags: tags ? strings(item[tags]) : [],
    ...(unknownFields.length > 0 ? { unknownFields } : {}),
  }
}
