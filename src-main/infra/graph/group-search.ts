import type { FoundGroup } from '#app/ports/graph.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { inUri } from '#domain/uri.ts'
import type { HttpResult } from './http.ts'
import { failureOf } from './unreachable.ts'
import type { RepeatedRead } from './repetition.ts'

/** The index of the directory, which searches and counts need (G-259). */
const eventual = { ConsistencyLevel: 'eventual' } as const
/** Somebody waits for the answer. */
const attempts = 2
const selected = '$select=id,displayName,mail'

/**
 * Groups whose name or mail has words that start like the text, and how many direct members each has. Where the service
 * doesn't search, groups whose name or mail starts like the text.
 *
 * @param most groups at most, and as many parts of one batch: 20 (G-30)
 * @throws Failure if neither is answered
 */
export async function searchGroups(read: RepeatedRead, asked: string, most: number): Promise<FoundGroup[]> {
  const groups = objects((await findGroups(read, asked, most))['value']).slice(0, most)
  const counts = await countMembers(
    read,
    groups.map((group) => text(group['id'])),
  )
  return groups.map((group) => {
    const id = text(group['id'])
    return {
      id,
      name: text(group['displayName']),
      mail: text(group['mail']) || null,
      members: counts.get(id) ?? null,
    }
  })
}

async function findGroups(read: RepeatedRead, asked: string, most: number): Promise<Json> {
  const get = (query: string, headers: Readonly<Record<string, string>>): Promise<HttpResult> =>
    read(
      { method: 'GET', url: `/v1.0/groups?${query}&${selected}&$top=${most}`, headers, service: 'identity' },
      attempts,
    )
  if (asked === '') return bodyOf(await get('$orderby=displayName', {}))
  const quoted = asked.replaceAll(/["\\]/g, String.raw`\$&`)
  const found = await get(`$search=${inUri(`"displayName:${quoted}" OR "mail:${quoted}"`)}`, eventual)
  if (found.kind !== 'problem' || found.problem.status !== 400) return bodyOf(found)
  const literal = `'${asked.replaceAll("'", "''")}'`
  return bodyOf(await get(`$filter=${inUri(`startswith(displayName,${literal}) or startswith(mail,${literal})`)}`, {}))
}

function bodyOf(result: HttpResult): Json {
  if (result.kind === 'answer') return result.answer.body
  throw failureOf(result)
}

/** Direct members by the ID of their group (G-260). It only helps to choose, so what isn't answered is left out. */
async function countMembers(read: RepeatedRead, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const requests = ids.map((id, index) => ({
    id: String(index),
    method: 'GET',
    url: `/groups/${inUri(id)}/members?$count=true&$top=1&$select=id`,
    headers: eventual,
  }))
  const result = await read({ method: 'POST', url: '/v1.0/$batch', body: { requests }, service: 'identity' }, 1)
  if (result.kind !== 'answer') return new Map()
  return new Map(
    objects(result.answer.body['responses']).flatMap((part) => {
      const count = isObject(part['body']) ? part['body']['@odata.count'] : undefined
      const id = ids[Number(part['id'])]
      return typeof count === 'number' && id !== undefined ? [[id, count] as const] : []
    }),
  )
}
