import type { Read } from '#app/ports/graph.ts'
import { Failure } from '#contract/errors.ts'
import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import type { Http } from './http.ts'
import { parseMetadata } from './metadata.ts'
import { words } from './words.ts'

/** The metadata has several megabytes. */
const timeoutMs = 180_000

/** Fetches what the service publishes about its types. It needs no token, so none is sent. */
export async function readPublishedTypes(http: Http): Promise<Read<ContractData>> {
  const address = http.addressOf('/beta/$metadata')
  const problem = (status: number, message: string, requestId: string | null): Read<ContractData> => ({
    ok: false,
    problem: { status, code: 'NoMetadata', message, requestId },
  })
  if (address === null) return problem(0, words.answers.foreignLink.message, null)
  http.usage.requests += 1
  try {
    const response = await http.fetch(address, {
      headers: { Accept: 'application/xml' },
      redirect: 'manual',
      signal: AbortSignal.any([http.signal, AbortSignal.timeout(timeoutMs)]),
    })
    const requestId = response.headers.get('request-id')
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      return problem(response.status, words.answers.noMetadata, requestId)
    }
    return { ok: true, value: await parseMetadata(response.body) }
  } catch (error) {
    if (http.signal.aborted) throw new Failure('cancelled', words.cancelled, { cause: error })
    return problem(0, error instanceof Error ? error.message : words.answers.noMetadata, null)
  }
}
