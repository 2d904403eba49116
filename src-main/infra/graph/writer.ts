import type { GraphWriter, WriteOutcome } from '#app/ports/graph.ts'
import type { Clock } from '#app/ports/ports.ts'
import type { Http } from './http.ts'

const version = '/beta'
const attempts = 5

/**
 * Writes without repetition: a write whose answer was lost may have taken effect, so it becomes `unknown` and is
 * reconciled by reading. Only 429 is sent again, because a throttled request was never carried out.
 */
export function createWriter(http: Http, clock: Clock, signal: AbortSignal, baseUrl: string, guard: () => Promise<void>): GraphWriter {
  return {
    bind: (path) => `${baseUrl.replace(/\/$/, '')}${version}${path}`,
    async write(method, path, body): Promise<WriteOutcome> {
      for (let attempt = 1; ; attempt += 1) {
        await guard()
        const result = await http.send(method, `${version}${path}`, body)
        if (result.kind === 'answer') return { outcome: 'done', answer: result.answer }
        if (result.kind === 'lost') return { outcome: 'unknown', message: `The answer to ${method} was lost (${result.message}).` }
        const { status } = result.problem
        if (status === 429 && attempt < attempts) {
          if (result.retryAfterMs === null) await clock.sleep(1000 * 2 ** (attempt - 1), signal)
        } else if (status >= 500) {
          return { outcome: 'unknown', message: `Graph answered ${status} ${result.problem.code}; the write may have taken effect.` }
        } else {
          return { outcome: 'refused', problem: result.problem }
        }
      }
    },
  }
}
