import type { BatchRead, GraphAnswer, GraphReader, Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { failure, Failure } from '#contract/errors.ts'
import { isObject, objects, type Json } from '#domain/json.ts'
import { createBatch } from './batch.ts'
import { foreignLink, type Http, type HttpResult } from './http.ts'
import { toFailure } from './problems.ts'
import { attempts, backOff, throttledAttempts, transient, type RepeatedRead } from './repetition.ts'
import { serviceOf } from './services.ts'
import { words } from './words.ts'

const version = '/beta'
const emptyPages = 50

/** Reads with retries: a read that was cut or failed temporarily is repeated, because it changes nothing. */
export function createReader(http: Http, clock: Clock): GraphReader {
  const read: RepeatedRead = async (request) => {
    let throttled = 0
    for (let attempt = 1; ;) {
      const result = await http.send({ ...request, write: false })
      if (result.kind === 'answer') return result.answer
      if (result.kind === 'problem' && result.problem.status === 429) {
        throttled += 1
        if (throttled >= throttledAttempts) throw failureOf(result)
        continue
      }
      if (attempt >= attempts || !isTransient(result)) throw failureOf(result)
      if (result.kind === 'lost' || result.retryAfterMs === null) await clock.sleep(backOff(attempt), http.signal)
      attempt += 1
    }
  }
  const get = (url: string) => read({ method: 'GET', url, service: serviceOf(url) })

  /**
   * Every page, following links exactly as received (Graph docs: concepts/paging).
   *
   * @throws Failure if the links form a circle or lead to another service
   */
  async function pages(first: Pick<GraphAnswer, 'body' | 'requestId'>): Promise<Json[]> {
    const items = [...itemsOf(first.body)]
    const links = new Set<string>()
    let empty = 0
    for (let next = nextOf(first); next !== null;) {
      if (links.has(next) || empty > emptyPages) {
        throw failure('graphRefused', words.answers.sameLink)
      }
      links.add(next)
      const page = await get(next)
      const found = itemsOf(page.body)
      empty = found.length === 0 ? empty + 1 : 0
      items.push(...found)
      next = nextOf(page)
    }
    return items
  }

  /**
   * The address of the next page; null after the last one. A link with another shape isn't the end, because items would
   * be missing.
   */
  function nextOf({ body, requestId }: Pick<GraphAnswer, 'body' | 'requestId'>): string | null {
    const link = body['@odata.nextLink'] ?? ''
    if (link === '') return null
    const address = typeof link === 'string' ? http.addressOf(link) : null
    if (address === null) throw foreignLink(requestId)
    return address
  }

  const sendBatch = createBatch(http, clock, read, version)
  return {
    usage: http.usage,
    get: async (path) => (await get(`${version}${path}`)).body,
    list: async (path) => pages(await get(`${version}${path}`)),
    async batch(reads: readonly BatchRead[]) {
      const answers = await sendBatch(reads.map((entry) => entry.path))
      return Promise.all(
        answers.map(async ({ read: answer, requestId }, index): Promise<Read<unknown>> => {
          if (!answer.ok || !reads[index]!.list) return answer
          return { ok: true, value: await pages({ body: answer.value, requestId }) }
        }),
      )
    },
    async memberOf(groupIds) {
      const found: string[] = []
      for (let at = 0; at < groupIds.length; at += 20) {
        const { body: answer } = await read({
          method: 'POST',
          url: '/v1.0/me/checkMemberGroups',
          body: { groupIds: groupIds.slice(at, at + 20) },
          service: 'identity',
        })
        found.push(...(Array.isArray(answer['value']) ? answer['value'].map(String) : []))
      }
      return found
    },
    async byIds(type, ids) {
      const found: Json[] = []
      for (let at = 0; at < ids.length; at += 1000) {
        const { body: answer } = await read({
          method: 'POST',
          url: '/v1.0/directoryObjects/getByIds',
          body: { ids: ids.slice(at, at + 1000), types: [type] },
          service: 'identity',
        })
        found.push(...objects(answer['value']).filter(isObject))
      }
      return found
    },
  }
}

/** A page without a list isn't an empty page. Treating it as empty would report everything as missing. */
function itemsOf(page: Json): readonly Json[] {
  if (!Array.isArray(page['value'])) throw failure('graphRefused', words.answers.noList)
  return objects(page['value'])
}

function isTransient(result: HttpResult): boolean {
  return result.kind === 'lost' || (result.kind === 'problem' && transient.has(result.problem.status))
}

/** The error for a request without an answer. */
export function failureOf(result: Exclude<HttpResult, { kind: 'answer' }>): Failure {
  if (result.kind === 'problem') return toFailure(result.problem)
  return failure('unreachable', words.answers.unreachable(result.message))
}
