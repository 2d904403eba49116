import type { BatchRead, GraphReader, Read } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import { Failure } from '#contract/errors.ts'
import { isObject, objects, text, type Json } from '#domain/json.ts'
import type { Http, HttpResult } from './http.ts'
import { readProblem, toFailure } from './problems.ts'

const attempts = 5
const batchSize = 20
const version = '/beta'
const transient = new Set([429, 500, 502, 503, 504])

/** Reads with repetition: a read that is cut or refused for a moment is asked again, it changes nothing. */
export function createReader(http: Http, clock: Clock, signal: AbortSignal): GraphReader {
  async function read(url: string, method: 'GET' | 'POST' = 'GET', body?: Json): Promise<Json> {
    for (let attempt = 1; ; attempt += 1) {
      const result = await http.send(method, url, body)
      if (result.kind === 'answer') return result.answer.body
      if (attempt >= attempts || !isTransient(result)) throw failureOf(result)
      // With Retry-After the gate waits; without it the wait grows.
      if (result.kind === 'lost' || result.retryAfterMs === null) await clock.sleep(250 * 2 ** (attempt - 1), signal)
    }
  }

  async function pages(first: Json): Promise<Json[]> {
    const items = [...objects(first['value'])]
    const seen = new Set<string>()
    // The next link holds all other options and is used as it came (Graph docs: concepts/paging).
    for (let next = text(first['@odata.nextLink']); next; ) {
      if (seen.has(next)) throw new Failure('graphRefused', 'Graph answered the same page link twice.', { hint: 'Try again; the listing was not complete.' })
      seen.add(next)
      const page = await read(next)
      items.push(...objects(page['value']))
      next = text(page['@odata.nextLink'])
    }
    return items
  }

  async function sendBatch(reads: readonly BatchRead[]): Promise<Map<number, Read<Json>>> {
    const done = new Map<number, Read<Json>>()
    let open = reads.map((_, index) => index)
    for (let attempt = 1; open.length > 0; attempt += 1) {
      const answer = await read(`${version}/$batch`, 'POST', { requests: open.map((index) => ({ id: String(index), method: 'GET', url: reads[index]!.path })) })
      const again: number[] = []
      let wait = 0
      const parts = new Map(objects(answer['responses']).map((part) => [String(part['id']), part]))
      for (const index of open) {
        const part = parts.get(String(index))
        const status = Number(part?.['status'] ?? 0)
        if (part && status >= 200 && status < 300) {
          done.set(index, { ok: true, value: isObject(part['body']) ? part['body'] : {} })
        } else if (attempt < attempts && (!part || transient.has(status))) {
          again.push(index)
          wait = Math.max(wait, retryAfterOf(part))
        } else {
          done.set(index, { ok: false, problem: readProblem(status, part?.['body'], null) })
        }
      }
      if (again.length > 0) await clock.sleep(wait > 0 ? wait : 250 * 2 ** (attempt - 1), signal)
      open = again
    }
    return done
  }

  return {
    usage: http.usage,
    get: (path) => read(`${version}${path}`),
    list: async (path) => pages(await read(`${version}${path}`)),
    async batch(reads) {
      const chunks: BatchRead[][] = []
      for (let at = 0; at < reads.length; at += batchSize) chunks.push(reads.slice(at, at + batchSize))
      const answers = await Promise.all(chunks.map(async (chunk) => {
        const done = await sendBatch(chunk)
        return Promise.all(chunk.map(async ({ list }, index): Promise<Read<unknown>> => {
          const part = done.get(index)!
          if (!part.ok || !list) return part
          return { ok: true, value: await pages(part.value) }
        }))
      }))
      return answers.flat()
    },
    async groups(ids) {
      const found: Json[] = []
      for (let at = 0; at < ids.length; at += 1000) {
        const answer = await read('/v1.0/directoryObjects/getByIds', 'POST', { ids: ids.slice(at, at + 1000), types: ['group'] })
        found.push(...objects(answer['value']))
      }
      return found
    },
  }
}

function isTransient(result: HttpResult): boolean {
  if (result.kind === 'lost') return true
  return result.kind === 'problem' && transient.has(result.problem.status)
}

function failureOf(result: Exclude<HttpResult, { kind: 'answer' }>): Failure {
  if (result.kind === 'problem') return toFailure(result.problem)
  return new Failure('unreachable', `Microsoft Graph cannot be reached (${result.message}).`, { hint: 'Check the address and the network. Everything captured can still be read.' })
}

function retryAfterOf(part: Json | undefined): number {
  const headers = part && isObject(part['headers']) ? part['headers'] : {}
  const value = Number(headers['Retry-After'] ?? headers['retry-after'])
  return Number.isFinite(value) ? value * 1000 : 0
}
