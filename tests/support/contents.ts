import type { TenantId } from '#contract/model/ids.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { isObject, objects, strings, text, type Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { Lab } from './lab.ts'

/** Whether a row shows what the view could not put into words: JSON, though it is no document of its own. */
export function isRaw(row: { readonly value: string; readonly language?: string | undefined }): boolean {
  if (row.language !== undefined) return false
  if (row.value.includes('[object ')) return true
  try {
    return typeof JSON.parse(row.value) === 'object'
  } catch {
    return false
  }
}

/** A captured document with its type and name. */
export interface Captured {
  readonly type: string
  readonly name: string
  readonly versionId: string
  readonly document: Json
}

/** The latest captured document of everything in a tenant. */
export async function captured(lab: Lab, tenantId: TenantId): Promise<Captured[]> {
  const { policies } = await lab.core.call('policies.list', { tenantId })
  const all = [...policies]
  for (let offset = all.length; offset > 0 && offset % 400 === 0; offset = all.length)
    all.push(...(await lab.core.call('policies.list', { tenantId, offset })).policies)
  return Promise.all(
    all
      .filter((policy) => policy.versionId !== null && policy.state === 'active')
      .map(async (policy) => {
        let body = ''
        for (let offset: number | null = 0; offset !== null;) {
          const piece: { text: string; nextOffset: number | null } = await lab.core.call('versions.body', {
            tenantId,
            versionId: policy.versionId!,
            offset,
          })
          body += piece.text
          offset = piece.nextOffset
        }
        return {
          type: policy.type,
          name: policy.name,
          versionId: policy.versionId!,
          document: JSON.parse(body) as Json,
        }
      }),
  )
}

/**
 * What documents say, with the names of what they refer to in place of ids: equal in two tenants that hold the same.
 * Assignments to groups count only where both tenants have the groups.
 */
export function contents(documents: readonly Captured[], options: { readonly groups: boolean }): Map<string, string> {
  const names = new Map(documents.map(({ name, document }) => [text(document['id']), name]))
  const found = new Map<string, string>()
  for (const { type, name, document } of documents) {
    const tags = policyTypeOf(type).scopeTagProperty
    const tagNames = tags
      ? strings(document[tags])
          .map((id) => names.get(id) ?? id)
          .toSorted()
      : []
    const named = JSON.stringify(
      comparable(policyTypeOf(type), options.groups ? document : withoutGroups(document)),
      (key, value: unknown) => {
        if (key === 'id') return undefined
        if (key === tags) return tagNames
        return typeof value === 'string' && value.length > 8 ? (names.get(value) ?? value) : value
      },
    )
    const key = `${type}/${name}/${tagNames.join()}/${named.length}`
    found.set(
      found.has(key) ? `${key}#${[...found.keys()].filter((other) => other.startsWith(key)).length}` : key,
      sortedText(JSON.parse(named)),
    )
  }
  return found
}

function withoutGroups(document: Json): Json {
  return {
    ...document,
    assignments: objects(document['assignments']).filter(({ target }) => isObject(target) && !target['groupId']),
  }
}

/** Lists sorted: names sort otherwise than the ids they replace. */
function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).toSorted().join()}]`
  if (isObject(value))
    return `{${Object.keys(value)
      .toSorted()
      .map((key) => `${key}:${sortedText(value[key])}`)
      .join()}}`
  return JSON.stringify(value)
}
