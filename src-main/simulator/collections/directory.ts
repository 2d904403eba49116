import { ODataError } from '../errors.ts'
import { objects, text, type Json } from '../json.ts'
import { collection, type Tenant } from '../tenant.ts'
import type { Behaviour } from './behaviour.ts'

/** Members that one request can add (G-252). */
const mostAdded = 20
const bindKey = 'members@odata.bind'

const badRequest = (message: string): ODataError => new ODataError(400, 'Request_BadRequest', message)
const isDynamic = (group: Json): boolean =>
  Array.isArray(group['groupTypes']) && group['groupTypes'].includes('DynamicMembership')

/** IDs in the addresses of new members. */
const idsIn = (body: Json): string[] | null =>
  Array.isArray(body[bindKey]) ? body[bindKey].map((address) => String(address).split('/').at(-1)!) : null

/** A user, group or device as a member. */
function memberOf(tenant: Tenant, id: string): Json | undefined {
  for (const kind of ['user', 'group', 'device']) {
    const found = collection(tenant, `/${kind}s`).get(id)
    if (found) return { '@odata.type': `#microsoft.graph.${kind}`, id, displayName: found['displayName'] ?? null }
  }
  return undefined
}

export const directory: Readonly<Record<string, Behaviour>> = {
  '/groups': {
    checkCreate(_tenant, body) {
      for (const name of ['mailNickname', 'mailEnabled', 'securityEnabled'])
        if (!(name in body)) throw badRequest(`A value is required for property '${name}' of resource 'Group'.`)
      if (isDynamic(body) && !text(body['membershipRule']))
        throw badRequest('A dynamic group requires a membership rule.')
    },
    checkUpdate(tenant, group, body) {
      if (group['onPremisesSyncEnabled'] === true)
        throw badRequest('Unable to update the specified properties for on-premises mastered Directory Sync objects.')
      const ids = idsIn(body)
      if (ids === null) return
      if (isDynamic(group)) throw badRequest('Members of a dynamic group cannot be added.')
      if (ids.length > mostAdded) throw badRequest(`The request exceeds the limit of ${mostAdded} references.`)
      const there = new Set(objects(group['members']).map(({ id }) => id))
      if (ids.some((id) => there.has(id)))
        throw badRequest(
          "One or more added object references already exist for the following modified properties: 'members'.",
        )
      if (ids.some((id) => !memberOf(tenant, id)))
        throw badRequest('Resource does not exist or one of its queried reference-property objects are not present.')
    },
    updated(tenant, group, body) {
      const added = (idsIn(body) ?? []).flatMap((id) => memberOf(tenant, id) ?? [])
      if (added.length > 0) group['members'] = [...objects(group['members']), ...added]
    },
  },
}
