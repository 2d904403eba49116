import type { Json } from '#domain/json.ts'
import { createRandom } from '#simulator/random.ts'
import { guid } from './restored.ts'

/* A tenant in which it is hard to say who gets what, and the answers by another way than the product's. */

const users = 2_000
const devices = 3_000
const groups = 400
const models = ['Slate', 'Tower', 'Phone', 'Kiosk']

const userId = (index: number) => guid(100_000 + index)
const objectId = (index: number) => guid(200_000 + index)
const deviceId = (index: number) => guid(300_000 + index)
const managedId = (index: number) => guid(400_000 + index)
const groupId = (index: number) => guid(500_000 + index)
const filterId = (index: number) => guid(600_000 + index)

/** A rule of a filter, and what it says of a device in TypeScript. Undefined if nobody can know. */
const rules: readonly (readonly [rule: string, says: (device: Json) => boolean | undefined])[] = [
  ['(device.model -eq "Slate")', (device) => device['model'] === 'Slate'],
  [
    '(device.model -ne "Slate") and (device.osVersion -startsWith "10.0.2")',
    (device) => device['model'] !== 'Slate' && String(device['osVersion']).startsWith('10.0.2'),
  ],
  [
    '(device.deviceOwnership -eq "Personal") or (device.model -in ["Tower","Kiosk"])',
    (device) => device['managedDeviceOwnerType'] === 'personal' || ['Tower', 'Kiosk'].includes(String(device['model'])),
  ],
  ['(device.model -is "Slate")', () => undefined],
]

/** A tenant, and an evaluator of its own for it. */
export interface ReachedTenant {
  readonly seed: Readonly<Record<string, readonly Json[]>>
  readonly subjects: readonly { readonly kind: 'user' | 'device'; readonly id: string }[]
  /** 1 if the subject gets the policy, 0 if it doesn't, ½ if nobody can know, from the definition. */
  expected(subject: { readonly kind: 'user' | 'device'; readonly id: string }, policyName: string): number
}

/** 2,000 users, 3,000 devices and 400 groups that are nested five deep and in a circle, with policies that anybody may get. */
export function reachedTenant(policies: number, seed = 7): ReachedTenant {
  const next = createRandom(seed)
  const random = (below: number): number => Math.floor(next() * below)
  const owner = Array.from({ length: devices }, () => (random(4) === 0 ? null : random(users)))
  const managed = Array.from({ length: devices }, (_, index): Json => ({
    id: managedId(index),
    deviceName: `DEV-${index}`,
    azureADDeviceId: deviceId(index),
    userId: owner[index] === null ? '' : userId(owner[index]!),
    operatingSystem: 'Windows',
    osVersion: random(2) === 0 ? '10.0.22631.1' : '10.0.19045.1',
    model: models[random(models.length)],
    managedDeviceOwnerType: random(3) === 0 ? 'personal' : 'company',
  }))
  // Groups of a level have those of the next one in them, and the last one has the first one: a circle.
  const nested = (index: number): number[] => {
    const level = index % 5
    if (level < 4) return [index + 1, ...(random(3) === 0 ? [Math.min(groups - 1, index + 6)] : [])]
    return index % 25 === 24 ? [index - 4] : []
  }
  const directMembers = Array.from({ length: groups }, (_, index) => ({
    users: Array.from({ length: random(12) }, () => random(users)),
    devices: Array.from({ length: random(12) }, () => random(devices)),
    groups: nested(index),
  }))
  const target = (kind: string, more: Json = {}): Json => ({
    target: { '@odata.type': `#microsoft.graph.${kind}AssignmentTarget`, ...more },
  })
  const assignments = Array.from({ length: policies }, () =>
    Array.from({ length: 1 + random(4) }, (_, at): Json => {
      const filter =
        random(3) === 0
          ? {
              deviceAndAppManagementAssignmentFilterId: filterId(random(rules.length)),
              deviceAndAppManagementAssignmentFilterType: random(2) === 0 ? 'include' : 'exclude',
            }
          : {}
      if (at > 0 && random(3) === 0) return target('exclusionGroup', { groupId: groupId(random(groups)) })
      const kind = random(10)
      if (kind === 0) return target('allLicensedUsers', filter)
      if (kind === 1) return target('allDevices', filter)
      return target('group', { groupId: groupId(random(groups)), ...filter })
    }),
  )

  /** Everybody in a group, by going through all groups until nothing is added. */
  const everybody = directMembers.map((direct) => ({
    users: new Set(direct.users.map(userId)),
    devices: new Set(direct.devices.map(objectId)),
  }))
  for (let grows = true; grows;) {
    grows = false
    for (const [index, direct] of directMembers.entries())
      for (const inner of direct.groups)
        for (const kind of ['users', 'devices'] as const)
          for (const member of everybody[inner]![kind])
            if (!everybody[index]![kind].has(member)) {
              everybody[index]![kind].add(member)
              grows = true
            }
  }
  const indexOf = new Map(Array.from({ length: groups }, (_, index) => [groupId(index), index]))
  const deviceIndex = new Map(managed.map((device, index) => [String(device['id']), index]))
  const policyIndex = (name: string) => Number(name.replace('Policy ', ''))
  return {
    seed: {
      users: Array.from({ length: users }, (_, index) => ({
        id: userId(index),
        displayName: `User ${index}`,
        userPrincipalName: `user${index}@tenant.example`,
      })),
      devices: Array.from({ length: devices }, (_, index) => ({ id: objectId(index), deviceId: deviceId(index) })),
      managedDevices: managed,
      groups: directMembers.map((direct, index) => ({
        id: groupId(index),
        displayName: `Group ${index}`,
        groupTypes: [],
        securityEnabled: true,
        members: [
          ...direct.users.map((user) => ({ '@odata.type': '#microsoft.graph.user', id: userId(user) })),
          ...direct.devices.map((device) => ({ '@odata.type': '#microsoft.graph.device', id: objectId(device) })),
          ...direct.groups.map((inner) => ({ '@odata.type': '#microsoft.graph.group', id: groupId(inner) })),
        ].filter((member, at, all) => all.findIndex(({ id }) => id === member.id) === at),
      })),
      assignmentFilters: rules.map(([rule], index) => ({
        id: filterId(index),
        displayName: `Filter ${index}`,
        platform: 'windows10AndLater',
        rule,
        roleScopeTags: ['0'],
        assignmentFilterManagementType: 'devices',
      })),
      deviceManagementScripts: assignments.map((own, index) => ({
        id: guid(700_000 + index),
        displayName: `Policy ${index}`,
        fileName: 'a.ps1',
        runAsAccount: 'system',
        scriptContent: 'R2V0',
        roleScopeTagIds: ['0'],
        assignments: own.map((entry, at) => ({ id: `a${at}`, ...entry })),
      })),
    },
    subjects: [
      ...Array.from({ length: users }, (_, index) => ({ kind: 'user' as const, id: userId(index) })),
      ...Array.from({ length: devices }, (_, index) => ({ kind: 'device' as const, id: managedId(index) })),
    ],
    expected(subject, policyName) {
      const device = subject.kind === 'device' ? deviceIndex.get(subject.id)! : null
      const user = device === null ? subject.id : owner[device] === null ? null : userId(owner[device]!)
      const object = device === null ? null : objectId(device)
      const isIn = (group: string, side: 'user' | 'device'): boolean => {
        const inside = everybody[indexOf.get(group)!]!
        return side === 'user' ? user !== null && inside.users.has(user) : object !== null && inside.devices.has(object)
      }
      let best = 0
      const own = assignments[policyIndex(policyName)]!.map((entry) => entry['target'] as Json)
      const kindOf = (entry: Json) => String(entry['@odata.type']).replace('#microsoft.graph.', '')
      const exclusions = own.filter((entry) => kindOf(entry).startsWith('exclusion'))
      for (const entry of own) {
        const kind = kindOf(entry)
        if (kind.startsWith('exclusion')) continue
        for (const side of ['user', 'device'] as const) {
          const reaches = kind.startsWith('allLicensedUsers')
            ? side === 'user' && user !== null
            : kind.startsWith('allDevices')
              ? side === 'device' && object !== null
              : isIn(String(entry['groupId']), side)
          if (!reaches) continue
          let sure = 1
          for (const exclusion of exclusions) {
            const out = String(exclusion['groupId'])
            if (isIn(out, side)) sure = 0
            // Nobody documents what an exclusion of the other side does.
            else if (isIn(out, side === 'user' ? 'device' : 'user')) sure = Math.min(sure, 0.5)
          }
          const filter = entry['deviceAndAppManagementAssignmentFilterId']
          if (filter !== undefined) {
            const rule = rules.findIndex((_, index) => filterId(index) === filter)
            const says = device === null ? undefined : rules[rule]![1](managed[device]!)
            const passes = says === undefined ? 0.5 : Number(says)
            sure = Math.min(
              sure,
              entry['deviceAndAppManagementAssignmentFilterType'] === 'include' ? passes : 1 - passes,
            )
          }
          best = Math.max(best, sure)
        }
      }
      return best
    },
  }
}
