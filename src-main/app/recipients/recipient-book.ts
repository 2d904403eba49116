import { failure } from '#contract/errors.ts'
import type { NamedSubject, RecipientsRead, Subject as AskedSubject } from '#contract/model/recipients.ts'
import { text } from '#domain/json.ts'
import { idKey } from '#domain/references/id-key.ts'
import type { Platform } from '#domain/policy-types/policy-type.ts'
import { platformOfDevice } from '#domain/who-gets/device-platform.ts'
import { membershipsFrom, type Memberships } from '#domain/who-gets/membership.ts'
import type { Device, Group, Recipients, User } from '#domain/who-gets/recipients.ts'
import type { Subject } from '#domain/who-gets/who-gets.ts'
import type { ReadStore } from '../ports/store.ts'
import { words } from './words.ts'

/** Whom a question is about. */
export interface AskedOf {
  readonly named: NamedSubject
  readonly subject: Subject
  readonly device?: Device
  /** The only platforms that count for it: that of a device, those of the devices in a group. Null if any may. */
  readonly platforms: ReadonlySet<Platform> | null
}

/** What was last read of a tenant, ready for questions. */
export interface RecipientBook {
  readonly read: RecipientsRead
  /** Whether all of them were read. */
  readonly knows: { readonly users: boolean; readonly devices: boolean }
  readonly users: readonly User[]
  readonly devices: readonly Device[]
  readonly group: (id: string) => Group | undefined
  readonly user: (id: string) => User | undefined
  readonly device: (id: string) => Device | undefined
  /**
   * @param isNow whether a group that doesn't exist any more is empty. Who was in it earlier isn't known
   */
  memberships(isNow: boolean): Memberships
  /** Users, devices and groups whose name contains the text. */
  find(asked: string, most: number): NamedSubject[]
  /** @throws Failure `notFound` */
  subject(asked: AskedSubject): AskedOf
}

/** One tenant at a time is asked about, and reading its book again for each question would take longer than the answer. */
let latest: { readonly tenantId: string; readonly book: RecipientBook } | null = null

/** What was last read of a tenant; null if nothing was. */
export async function openRecipients(store: ReadStore, tenantId: string): Promise<RecipientBook | null> {
  const readAt = await store.recipients.readAt(tenantId)
  if (latest?.tenantId === tenantId && latest.book.read.at === readAt) return latest.book
  if (latest?.tenantId === tenantId) latest = null
  if (readAt === null) return null
  const found = await store.recipients.find(tenantId)
  if (!found) return null
  const book = bookOf(found.recipients, found.at)
  latest = { tenantId, book }
  return book
}

/** Forgets what is held in memory. */
export function forgetRecipients(tenantId: string): void {
  if (latest?.tenantId === tenantId) latest = null
}

/** The platforms of devices; null if one isn't known. */
function platformsOf(devices: readonly Device[]): ReadonlySet<Platform> | null {
  const platforms = new Set<Platform>()
  for (const device of devices) {
    const platform = platformOfDevice(device)
    if (platform === null) return null
    platforms.add(platform)
  }
  return platforms
}

function bookOf({ groups, unread, ...read }: Recipients, at: string): RecipientBook {
  const knows = { users: read.users !== null, devices: read.devices !== null }
  const [users, devices] = [read.users ?? [], read.devices ?? []]
  const userById = new Map(users.map((user) => [user.id, user]))
  const deviceById = new Map(devices.map((device) => [device.id, device]))
  const groupById = new Map(groups.map((group) => [group.id, group]))
  const deviceObjects = new Set(devices.flatMap(({ objectId }) => objectId ?? []))
  const known = groups.map(({ id }) => id)
  const made = new Map<boolean, Memberships>()
  const memberships = (isNow: boolean): Memberships => {
    let found = made.get(isNow)
    if (!found) {
      const members = groups.flatMap(({ id, members: direct, exists }): [string, readonly string[]][] =>
        direct !== null ? [[id, direct]] : !exists && isNow ? [[id, []]] : [],
      )
      made.set(isNow, (found = membershipsFrom(new Map(members), known)))
    }
    return found
  }
  const namedUser = ({ id, name, userName }: User): NamedSubject => ({ kind: 'user', id, name, detail: userName })
  const namedDevice = ({ id, name, facts, userId }: Device): NamedSubject => ({
    kind: 'device',
    id,
    name,
    detail: [
      text(facts['operatingSystem']),
      text(facts['userPrincipalName']) || (typeof userId === 'string' ? userById.get(userId)?.userName : ''),
    ]
      .filter(Boolean)
      .join(' · '),
  })
  const namedGroup = ({ id, name, rule, exists }: Group): NamedSubject => ({
    kind: 'group',
    id,
    name,
    detail: exists ? (rule === null ? words.group : words.dynamicGroup) : words.deletedGroup,
  })
  return {
    read: { at, users: users.length, devices: devices.length, groups: groups.length, unread: [...unread] },
    knows,
    users,
    devices,
    group: (id) => groupById.get(id),
    user: (id) => userById.get(id),
    device: (id) => deviceById.get(id),
    memberships,
    find(asked, most) {
      const wanted = asked.trim().toLowerCase()
      const found: NamedSubject[] = []
      const look = <Row>(rows: readonly Row[], named: (row: Row) => NamedSubject): void => {
        for (const row of rows) {
          const entry = named(row)
          if (`${entry.name}\n${entry.detail}\n${entry.id}`.toLowerCase().includes(wanted)) found.push(entry)
        }
      }
      look(users, namedUser)
      look(devices, namedDevice)
      look(groups, namedGroup)
      const rank = ({ name }: NamedSubject): number =>
        name.toLowerCase() === wanted ? 0 : name.toLowerCase().startsWith(wanted) ? 1 : 2
      return found
        .toSorted((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name))
        .slice(0, most)
    },
    subject({ kind, id }) {
      if (kind === 'user') {
        const user = userById.get(idKey(id))
        if (user) return { named: namedUser(user), subject: { kind, userId: user.id }, platforms: null }
      } else if (kind === 'device') {
        const device = deviceById.get(id)
        if (device)
          return {
            named: namedDevice(device),
            subject: { kind, objectId: device.objectId, userId: device.userId },
            device,
            platforms: platformsOf([device]),
          }
      } else {
        const group = groupById.get(idKey(id))
        if (group) {
          const below = memberships(true).below(group.id)
          const holds = (is: (member: string) => boolean, isKnown: boolean) => {
            if (below === null) return 'unknown'
            if ([...below].some(is)) return 'yes'
            // A member that is in no list may be one of those that weren't read.
            return isKnown || [...below].every((member) => groupById.has(member)) ? 'no' : 'unknown'
          }
          const holdsUsers = holds((member) => userById.has(member), knows.users)
          const inside = devices.filter(({ objectId }) => typeof objectId === 'string' && below?.has(objectId))
          return {
            named: namedGroup(group),
            subject: {
              kind,
              groupId: group.id,
              holds: {
                user: holdsUsers,
                // A device that isn't enrolled gets nothing.
                device: holds((member) => deviceObjects.has(member), knows.devices),
              },
            },
            // Users can have any devices.
            platforms: holdsUsers === 'no' && inside.length > 0 ? platformsOf(inside) : null,
          }
        }
      }
      throw failure('notFound', words.noSubject)
    },
  }
}
