import { inUri } from '#domain/uri.ts'
import { text, type Json } from '#domain/json.ts'
import { objectPath } from '#domain/policy-types/building-blocks/address.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'

/** The path of an object below the version. */
export const addressOf = (type: PolicyType, item: Json): string =>
  objectPath(type, item).replace('{id}', () => inUri(text(item['id'])))
