import { guid, moment, type DemoObject } from './build.ts'

const given = ['Anna', 'Ben', 'Chiara', 'David', 'Elif', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Khalid', 'Lena']
const family = ['Berger', 'Costa', 'Novak', 'Okafor', 'Tanaka']

/** Everybody who works at Contoso. */
export const users = (): DemoObject[] =>
  family.flatMap((last, row) =>
    given.map((first, column) => ({
      id: guid('users', row * given.length + column),
      displayName: `${first} ${last}`,
      userPrincipalName: `${first}.${last}@contoso.example`.toLowerCase(),
    })),
  )

/** What Contoso bought: name, system, version, maker, model, number of devices, and whether each belongs to somebody. */
const models = [
  ['CON-LT', 'Windows', '10.0.22631.4460', 'Contoso Devices', 'Slate 14', 40, true],
  ['CON-DT', 'Windows', '10.0.26100.2314', 'Contoso Devices', 'Tower 3', 12, true],
  ['CON-POS', 'Windows', '10.0.19045.5131', 'Fabrikam', 'POS Terminal 5', 10, false],
  ['CON-VM', 'Windows', '10.0.22631.4460', 'Microsoft Corporation', 'Virtual Machine', 4, true],
  ['CON-IPAD', 'iPadOS', '18.1', 'Apple', 'iPad (10th generation)', 10, false],
  ['CON-IPH', 'iOS', '18.1', 'Apple', 'iPhone 15', 8, true],
  ['DSGN-MAC', 'macOS', '15.1', 'Apple', 'MacBook Pro', 6, true],
  ['CON-AND', 'Android', '14', 'Fabrikam', 'Phone 7', 8, true],
] as const

interface DemoDevice {
  readonly index: number
  readonly kind: (typeof models)[number]
  readonly name: string
  readonly owner: number | null
}

const devices: readonly DemoDevice[] = models
  .flatMap((kind) => Array.from({ length: kind[5] }, (_, at) => ({ kind, at })))
  .map(({ kind, at }, index) => ({
    index,
    kind,
    name: `${kind[0]}-${String(at + 1).padStart(3, '0')}`,
    owner: kind[6] ? (index * 7) % (given.length * family.length) : null,
  }))

/** The same devices in the directory, where groups have them as members. */
export const directoryDevices = (): DemoObject[] =>
  devices.map(({ index, name }) => ({
    id: guid('devices', index),
    deviceId: guid('device-ids', index),
    displayName: name,
  }))

export function managedDevices(): DemoObject[] {
  const everybody = users()
  return devices.map(({ index, kind: [, operatingSystem, osVersion, manufacturer, model], name, owner }) => ({
    id: guid('managedDevices', index),
    deviceName: name,
    userId: owner === null ? '' : everybody[owner]!['id'],
    userPrincipalName: owner === null ? '' : everybody[owner]!['userPrincipalName'],
    azureADDeviceId: guid('device-ids', index),
    operatingSystem,
    osVersion,
    manufacturer,
    model,
    managedDeviceOwnerType: operatingSystem === 'Android' && index % 2 === 0 ? 'personal' : 'company',
    deviceCategoryDisplayName: operatingSystem === 'Windows' ? 'Office' : '',
    enrollmentProfileName: '',
    jailBroken: operatingSystem === 'Windows' ? 'Unknown' : 'False',
    joinType: operatingSystem === 'Windows' ? 'azureADJoined' : 'azureADRegistered',
    skuNumber: operatingSystem === 'Windows' ? 4 : 0,
    processorArchitecture: operatingSystem === 'Windows' ? 'x64' : 'unknown',
    enrolledDateTime: moment('enrolled', index),
  }))
}

const user = (index: number): DemoObject => ({
  '@odata.type': '#microsoft.graph.user',
  id: guid('users', index),
  displayName: users()[index]!['displayName'],
})
const device = ({ index, name }: DemoDevice): DemoObject => ({
  '@odata.type': '#microsoft.graph.device',
  id: guid('devices', index),
  displayName: name,
})
const nested = (index: number, displayName: string): DemoObject => ({
  '@odata.type': '#microsoft.graph.group',
  id: guid('groups', index),
  displayName,
})
const named = (prefix: string, every = 1, first = 0): DemoObject[] =>
  devices.filter(({ name }, index) => name.startsWith(prefix) && (index + first) % every === 0).map(device)
const people = (every: number, first: number): DemoObject[] =>
  Array.from({ length: given.length * family.length }, (_, index) => index)
    .filter((index) => index % every === first)
    .map(user)

/** Who is in each group, in the order of the groups. */
export const members = (): readonly (readonly DemoObject[])[] => [
  [...named('CON-LT', 2), nested(2, 'SG-Intune-Laptops-Pilot')],
  named('CON-LT', 2, 1),
  [...named('CON-LT', 8), ...named('CON-VM')],
  people(6, 0),
  named('CON-POS'),
  people(5, 1),
  [...people(10, 3), nested(11, 'SG-Contractors')],
  named('CON-DT', 6),
  named('CON-POS', 2),
  people(12, 10),
  people(12, 7),
  people(9, 4),
  named('CON-IPAD'),
  people(20, 2),
]
