import type { Person } from './authority/people.ts'
import type { Answer, Call } from './call.ts'
import { ODataError } from './errors.ts'
import { isObject } from './json.ts'

/** Answers calls about the signed-in person: `/me` and `/me/checkMemberGroups` (G-17). */
export function answerMe(call: Call, segments: readonly string[], person: Person | undefined): Answer | undefined {
  const [first, action] = segments
  if (first !== 'me') return undefined
  if (!person) throw new ODataError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.')
  if (action === undefined && call.method === 'GET') {
    return { status: 200, body: { id: person.id, userPrincipalName: person.userName, displayName: person.name } }
  }
  if (action === 'checkMemberGroups' && call.method === 'POST') {
    const asked = isObject(call.body) && Array.isArray(call.body['groupIds']) ? call.body['groupIds'].map(String) : []
    if (asked.length > 20)
      throw new ODataError(400, 'Request_BadRequest', 'The number of group ids must not exceed 20.')
    return { status: 200, body: { value: asked.filter((id) => person.groupIds.includes(id)) } }
  }
  throw new ODataError(404, 'Request_ResourceNotFound', 'Resource not found for the segment.')
}
