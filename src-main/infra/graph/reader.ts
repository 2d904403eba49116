import type { BatchRead, GraphAnswer, GraphProblem, GraphReader, Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { failure, toAppError, type ErrorCode } from '#contract/errors.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import { inTenant } from './addresses.ts'
import { createBatch } from './batch.ts'
import { searchGroups } from './group-search.ts'
import { foreignLink, type Http } from './http.ts'
import { readPublishedTypes } from './published-types.ts'
import { repeatReads, type RepeatedRead } from './repetition.ts'
import { serviceOf } from './services.ts'
import { failureOf } from './unreachable.ts'
import { words } from './words.ts'

const version = '/beta'
const emptyPages = 50

/** Reads with retries: a read that was cut or failed temporarily is repeated, because it changes nothing. */
export function createReader(http: Http, clock: Clock, tenantId: string, attempts?: number): GraphReader {
  const urlOf = (path: string): string => `${version}${inTenant(path, tenantId)}`
  const repeated = repeatReads(http, clock, attempts)
  const read = async (...request: Parameters<RepeatedRead>): Promise<GraphAnswer> => {
    const result = await repeated(...request)
    if (result.kind === 'answer') return result.answer
    if (result.kind === 'lost' && (await answers())) throw failure('graphRefused', words.answers.none(result.message))
    throw failureOf(result)
  }
  /** Whether Graph answers at all, with whatever. */
  async function answers(): Promise<boolean> {
    const probe = { method: 'GET', url: `${version}/organization?$select=id`, service: 'identity' as const }
    return (await repeated(probe, 1)).kind !== 'lost'
  }
  const get = (url: string, most?: number) => read({ method: 'GET', url, service: serviceOf(url) }, most)

  /**
   * Every page, following links exactly as received (Graph docs: concepts/paging).
   *
   * @param keep what to keep of each entry
   * @param most stops when there are more items than this
   * @throws Failure if the links form a circle or lead to another service
   */
  async function pages<Kept>(
    first: Pick<GraphAnswer, 'body' | 'requestId'>,
    keep: (entry: Json) => Kept,
    most = Infinity,
  ): Promise<Kept[]> {
    const kept: Kept[] = []
    const seen = new Set<string>()
    const add = async (entries: readonly Json[]): Promise<void> => {
      for (const entry of entries) {
        await http.breathe()
        seen.add(identityOf(entry))
        kept.push(keep(entry))
      }
    }
    const links = new Set<string>()
    let next = nextOf(first)
    let empty = 0
    await add(itemsOf(first.body))
    while (next !== null && kept.length <= most) {
      if (links.has(next) || empty > emptyPages) {
        throw failure('graphRefused', words.answers.sameLink)
      }
      links.add(next)
      const page = await get(next)
      const found = itemsOf(page.body)
      empty = found.length === 0 ? empty + 1 : 0
      // A page without anything new: the service goes round in circles by ever new links.
      const before = seen.size
      await add(found)
      if (found.length > 0 && seen.size === before) throw failure('graphRefused', words.answers.samePage)
      next = nextOf(page)
    }
    return kept
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

  /** A list that breaks off on a later page is the problem of this list alone. */
  async function pagesOrProblem<Kept>(
    first: Pick<GraphAnswer, 'body' | 'requestId'>,
    keep: (entry: Json) => Kept,
    most?: number,
  ): Promise<Read<Kept[]>> {
    try {
      return { ok: true, value: await pages(first, keep, most) }
    } catch (error) {
      const { code, message, requestId = null } = toAppError(error)
      if (endsRun.has(code)) throw error
      return { ok: false, problem: { status: 0, code, message, requestId } }
    }
  }

  const sendBatch = createBatch(http, clock, repeated, answers, version)
  return {
    usage: http.usage,
    searchGroups: (asked, most) => searchGroups(repeated, asked, most),
    publishedTypes: () => readPublishedTypes(http),
    get: async (path) => (await get(urlOf(path))).body,
    list: async (path) => pages(await get(urlOf(path)), whole),
    async tryList(path, most, keep) {
      const url = urlOf(path)
      const result = await repeated({ method: 'GET', url, service: serviceOf(url) }, most)
      if (result.kind === 'answer') return pagesOrProblem(result.answer, keep)
      if (result.kind === 'problem' && result.problem.status !== 401) return { ok: false, problem: result.problem }
      if (result.kind === 'problem' || !(await answers())) throw failureOf(result)
      return { ok: false, problem: noAnswer(result.message) }
    },
    async readAlone(path) {
      const url = urlOf(path)
      const result = await repeated({ method: 'GET', url, service: serviceOf(url) }, 3)
      if (result.kind === 'answer') return { ok: true, value: result.answer.body }
      if (result.kind === 'problem') return { ok: false, problem: result.problem }
      if (!(await answers())) throw failureOf(result)
      return { ok: false, problem: noAnswer(result.message) }
    },
    rest: (link) => pagesOrProblem({ body: { value: [], '@odata.nextLink': link }, requestId: null }, whole),
    async batch(reads: readonly BatchRead[]) {
      const answers = await sendBatch(reads.map((entry) => ({ ...entry, path: inTenant(entry.path, tenantId) })))
      return Promise.all(
        answers.map(async ({ read: answer, requestId }, index): Promise<Read<unknown>> => {
          if (!answer.ok || !reads[index]!.list) return answer
          return pagesOrProblem({ body: answer.value, requestId }, whole, reads[index]!.most)
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

const whole = (entry: Json): Json => entry

/** What tells an item of a page from others. */
const identityOf = (item: Json): string => text(item['id']) || JSON.stringify(item)

/** A request that wasn't answered while others are. */
const noAnswer = (cause: string): GraphProblem => ({
  status: 0,
  code: 'noAnswer',
  message: words.answers.none(cause).message,
  requestId: null,
})

/** What would happen to every other read too. */
const endsRun: ReadonlySet<ErrorCode> = new Set(['cancelled', 'unauthenticated', 'wrongTenant'])

/**
 * A page without a list isn't an empty page. Treating it as empty would report everything as missing. An entry that is
 * no object stays as an object without properties, so that whoever counts notices it.
 */
function itemsOf(page: Json): readonly Json[] {
  if (!Array.isArray(page['value'])) throw failure('graphRefused', words.answers.noList)
  return page['value'].map((item: unknown) => (isObject(item) ? item : {}))
}
