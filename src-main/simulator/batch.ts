import { errorBody, ODataError } from './errors.ts'
import { isObject, scalar, text, type Json } from './json.ts'
import type { Answer, Call } from './call.ts'

const limit = 20

/**
 * `$batch`: up to 20 calls in one, each with its own status; `dependsOn` makes a follower fail with 424
 * (G-30). The answers come back in another order, as the service does it.
 *
 * @param carryOut carries out one part; may throw ODataError
 */
export function answerBatch(call: Call, carryOut: (part: Call) => Answer): Answer {
  const requests = isObject(call.body) ? call.body['requests'] : undefined
  if (!Array.isArray(requests) || !requests.every(isObject))
    throw new ODataError(400, 'BadRequest', 'Invalid batch payload format.')
  if (requests.length > limit)
    throw new ODataError(400, 'BadRequest', `Number of batch request steps exceeds the maximum value of ${limit}.`)
  const ids = requests.map((request) => scalar(request['id']))
  if (ids.some((id) => !id) || new Set(ids.map((id) => id.toLowerCase())).size !== ids.length) {
    throw new ODataError(400, 'BadRequest', 'Every request in a batch needs an id of its own.')
  }
  const statuses = new Map<string, number>()
  const responses = requests.map((request) => {
    const response = one(call, request, statuses, carryOut)
    statuses.set(String(request['id']), response.status)
    return {
      id: String(request['id']),
      status: response.status,
      headers: { 'Content-Type': response.stream?.type ?? 'application/json', ...response.headers },
      // A file is Base64 in a batch (Graph docs: JSON batching).
      body: response.stream?.bytes.toString('base64') ?? response.body ?? null,
    }
  })
  return { status: 200, body: { responses: responses.toReversed() } }
}

function one(
  call: Call,
  request: Json,
  statuses: ReadonlyMap<string, number>,
  carryOut: (part: Call) => Answer,
): Answer {
  const requestId = crypto.randomUUID()
  try {
    const needed = Array.isArray(request['dependsOn']) ? request['dependsOn'].map(String) : []
    if (needed.some((id) => (statuses.get(id) ?? 424) >= 400))
      throw new ODataError(424, 'FailedDependency', 'A request that this one depends on failed.')
    const version = call.url.pathname.split('/')[1]
    const url = new URL(`${call.url.origin}/${version}/${text(request['url']).replace(/^\//, '')}`)
    const own = isObject(request['headers'])
      ? Object.entries(request['headers']).map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      : []
    return carryOut({
      method: text(request['method']).toUpperCase(),
      url,
      body: request['body'],
      headers: { ...call.headers, ...Object.fromEntries(own) },
    })
  } catch (error) {
    const known = error instanceof ODataError ? error : new ODataError(500, 'InternalError', String(error))
    return { status: known.status, headers: known.headers, body: errorBody(known, requestId, requestId) }
  }
}
