import { counted } from '#domain/counted.ts'
import type { GraphProblem } from '../ports/graph.ts'

/** "Sales", "Sales and Marketing", "Sales, Marketing and 3 others". */
function listed(names: readonly string[], most = 3): string {
  const shown = names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} others`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`
}

const because = ({ status, message, requestId }: GraphProblem): string =>
  `Graph answered ${status === 0 ? 'nothing' : status}${message === '' ? '' : `: ${message.replace(/\.$/, '')}`}${requestId === null ? '' : ` (request ${requestId})`}.`

/** What "Who gets what" says. */
export const words = {
  phases: {
    users: 'Reading users',
    devices: 'Reading devices',
    groups: (done: number, of: number): string => `Reading members of groups (${done} of ${of})`,
  },
  unread: {
    users: (problem: GraphProblem): string =>
      `Users can't be read, so none can be found here. It requires the permission User.ReadBasic.All. ${because(problem)}`,
    devices: (problem: GraphProblem): string =>
      `Devices can't be read, so none can be found here. It requires the permission DeviceManagementManagedDevices.Read.All. ${because(problem)}`,
    directoryDevices: (problem: GraphProblem): string =>
      `The devices of Microsoft Entra can't be read, so nobody knows which groups a device is in. It requires the permission Device.Read.All. ${because(problem)}`,
    members: (groups: readonly string[]): string =>
      `The members of ${counted(groups.length, 'group')} can't be read: ${listed(groups, 5)}.`,
  },
  isOff: (tenant: string) => ({
    message: `Reading users, devices and groups is turned off for ${tenant}.`,
    hint: 'Turn on "Who gets what" in the settings of the tenant. It is personal data.',
  }),
  noSubject: {
    message: "This user, device or group isn't among those that were read.",
    hint: 'Read users, devices and groups again, or choose another one.',
  },
  group: 'Group',
  dynamicGroup: 'Dynamic group',
  deletedGroup: "Group that doesn't exist any more",

  /** The steps of a reason. */
  steps: {
    itsUser: (name: string): string => `its user ${name}`,
    aUser: 'its user',
    member: (name: string, group: string): string => `${capital(name)} is a member of ${group}.`,
    dynamicMember: (name: string, group: string, rule: string): string =>
      `${capital(name)} is a member of ${group}, by its rule: ${rule}`,
    nested: (group: string, above: string): string => `${group} is a member of ${above}.`,
    assigned: (target: string, intent: string): string =>
      intent === '' ? `It is assigned to ${target}.` : `It is ${intentWord(intent)} for ${target}.`,
    allUsers: 'all users with an Intune license',
    allDevices: 'all devices',
    otherTarget:
      'It is assigned to a Configuration Manager collection or another target whose members aren’t known here.',
    noMember: (name: string, target: string): string => `${capital(name)} isn't a member of ${target}.`,
    maybeMember: (name: string, group: string): string => `Nobody knows whether ${name} is a member of ${group}.`,
    deletedGroup: (group: string): string => `${group} doesn't exist any more, so nobody knows who was in it.`,
    isDefault: 'It is the default of the tenant, for everyone for whom nothing else of its kind is.',
    notAssigned: "It isn't assigned to anybody.",
    excluded: (group: string): string => `${group} is excluded.`,
    maybeExcluded: (group: string): string => `${group} is excluded. Nobody knows whether that counts here.`,
    otherSide: (group: string, side: 'user' | 'device'): string =>
      side === 'user'
        ? `${group} is excluded, and it is a member as a device. Intune doesn't say whether that counts for an assignment to users.`
        : `${group} is excluded, and its user is a member. Intune doesn't say whether that counts for an assignment to devices.`,
    partlyExcluded: (group: string): string => `Those of its members that are also in ${group} are excluded.`,
    filter: {
      include: {
        yes: (name: string): string => `The filter ${name} includes it.`,
        no: (name: string): string => `The filter ${name} doesn't include it.`,
      },
      exclude: {
        yes: (name: string): string => `The filter ${name} doesn't exclude it.`,
        no: (name: string): string => `The filter ${name} excludes it.`,
      },
      unknown: (name: string, why: string): string => `Whether the filter ${name} lets it through isn't known: ${why}.`,
      notCaptured: "the filter wasn't captured",
      needsDevice: 'it depends on the device',
      unreadable: (problem: string): string => `its rule ${problem}`,
      unknownFact: 'nobody knows what its rule asks of this device',
      rule: (rule: string): string => `Its rule: ${rule}`,
    },
    otherPlatforms: (policy: string, devices: readonly string[]): string =>
      `It is for ${policy}, and the devices of this group run ${listed(devices)}.`,
    otherPlatform: (policy: string, device: string): string => `It is for ${policy}, and this device runs ${device}.`,
  },
}

const intentWords: Readonly<Record<string, string>> = {
  required: 'required',
  available: 'available',
  availableWithoutEnrollment: 'available without enrollment',
  uninstall: 'to be uninstalled',
}
const intentWord = (intent: string): string => intentWords[intent] ?? intent

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)
