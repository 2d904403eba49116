import { isObject, strings, text, type Json } from '#domain/json.ts'
import { assignmentKinds } from '#domain/policy-types/building-blocks/assignments.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { Device, Group, Recipients, User } from '#domain/who-gets/recipients.ts'
import type { GraphProblem, GraphReader, Read } from '../ports/graph.ts'
import type { RunWork } from '../runs/run-context.ts'
import { words } from './words.ts'

/** How often the first page of a list is requested if it isn't answered. */
const attempts = 3

/** What filter rules and the search ask of a device (Graph docs: managedDevice). */
const factNames = [
  'deviceName',
  'operatingSystem',
  'osVersion',
  'manufacturer',
  'model',
  'managedDeviceOwnerType',
  'deviceCategoryDisplayName',
  'enrollmentProfileName',
  'jailBroken',
  'joinType',
  'skuNumber',
  'processorArchitecture',
] as const

/** Stands for none, as the object of a device and as its user. */
const zeroId = '00000000-0000-0000-0000-000000000000'

/**
 * Reads everybody and everything that assignments can reach: users, enrolled devices with their objects in Microsoft
 * Entra, and the direct members of each group that an assignment ever named, and of the groups in those. What can't be
 * read is said, and stays unknown.
 *
 * @throws Failure if nothing can be read: no connection, no sign-in; or if the run was canceled
 */
export async function readRecipients(work: RunWork, reader: GraphReader): Promise<Recipients> {
  const unread: string[] = []
  const orNone = <T>(read: Read<T[]>, sentence: (problem: GraphProblem) => string): T[] | null => {
    if (read.ok) return read.value
    unread.push(sentence(read.problem))
    return null
  }
  await work.phase(words.phases.users)
  const users = orNone(
    await reader.tryList('/users?$select=id,displayName,userPrincipalName&$top=999', attempts, toUser),
    words.unread.users,
  )
  await work.checkCancelled()
  await work.phase(words.phases.devices)
  const objectIds = orNone(
    await reader.tryList('/devices?$select=id,deviceId&$top=999', attempts, toObjectId),
    words.unread.directoryDevices,
  )
  const objectOf = objectIds && new Map(objectIds)
  await work.checkCancelled()
  const devices = orNone(
    await reader.tryList(
      `/deviceManagement/managedDevices?$select=id,userId,userPrincipalName,azureADDeviceId,${factNames.join(',')}&$top=1000`,
      attempts,
      (device) => toDevice(device, objectOf),
    ),
    words.unread.devices,
  )
  const groups = await readGroups(work, reader, unread)
  return { users, devices, groups, unread }
}

const toUser = (user: Json): User => ({
  id: idKey(text(user['id'])),
  name: text(user['displayName']) || text(user['userPrincipalName']),
  userName: text(user['userPrincipalName']),
})

const toObjectId = (device: Json): readonly [deviceId: string, objectId: string] => [
  idKey(text(device['deviceId'])),
  idKey(text(device['id'])),
]

function toDevice(device: Json, objectOf: ReadonlyMap<string, string> | null): Device {
  const deviceId = idKey(text(device['azureADDeviceId']))
  const userId = idKey(text(device['userId']))
  const isRegistered = deviceId !== '' && deviceId !== zeroId
  return {
    id: text(device['id']),
    name: text(device['deviceName']),
    // A device that the list of the directory doesn't have may have come after that was read.
    ...(isRegistered ? objectOf?.has(deviceId) && { objectId: objectOf.get(deviceId)! } : { objectId: null }),
    ...('userId' in device ? { userId: userId === '' || userId === zeroId ? null : userId } : {}),
    facts: Object.fromEntries(
      [...factNames, 'userPrincipalName'].flatMap((name) => (name in device ? [[name, device[name]]] : [])),
    ),
  }
}

/** Groups that assignments name, then the groups in them, level by level. Circles end where nothing new comes. */
async function readGroups(work: RunWork, reader: GraphReader, unread: string[]): Promise<Group[]> {
  const groups = new Map<string, Group>()
  const names = new Map<string, string>()
  const prefix = `${assignmentKinds.group}/`
  for (const [key, name] of await work.ports.store.directory.names(work.tenant.id))
    if (key.startsWith(prefix)) names.set(idKey(key.slice(prefix.length)), name)
  const refused: string[] = []
  let level = [...names.keys()]
  while (level.length > 0) {
    await work.checkCancelled()
    await work.phase(words.phases.groups(groups.size, groups.size + level.length))
    const found = new Map((await reader.byIds('group', level)).map((group) => [idKey(text(group['id'])), group]))
    const there = level.filter((id) => found.has(id))
    const answers = await reader.batch(
      there.map((id) => ({ path: `/groups/${id}/members?$select=id,displayName&$top=999`, list: true })),
    )
    const membersOf = new Map(there.map((id, index) => [id, answers[index]!]))
    const next = new Set<string>()
    for (const id of level) {
      const group = found.get(id)
      const answer = membersOf.get(id)
      const members = answer?.ok ? (answer.value as unknown[]).filter(isObject) : null
      if (group && members === null) refused.push(text(group['displayName']) || id)
      for (const member of members ?? []) {
        const memberId = idKey(text(member['id']))
        if (text(member['@odata.type']) !== '#microsoft.graph.group' || groups.has(memberId)) continue
        names.set(memberId, names.get(memberId) ?? text(member['displayName']))
        next.add(memberId)
      }
      groups.set(id, {
        id,
        name: text(group?.['displayName']) || names.get(id) || id,
        rule: strings(group?.['groupTypes']).includes('DynamicMembership') ? text(group?.['membershipRule']) : null,
        members: members?.map((member) => idKey(text(member['id']))) ?? null,
        exists: group !== undefined,
      })
    }
    level = [...next].filter((id) => !groups.has(id))
  }
  if (refused.length > 0) unread.push(words.unread.members(refused))
  return [...groups.values()]
}
