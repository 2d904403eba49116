import type { AuthorityOptions } from './authority.ts'
import type { Person } from './people.ts'

/** The public client that Microsoft's own Graph command line uses. */
const graphCommandLine = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

const readOnly = [
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementApps.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementRBAC.Read.All',
  'DeviceManagementScripts.Read.All',
  'GroupMember.Read.All',
  'Organization.Read.All',
  'User.Read',
]

/** People and apps of a simulated tenant: an administrator, a reader, one without consent, and a stranger. */
export function simulatedDirectory(tenantId: string, more: Partial<AuthorityOptions> = {}): AuthorityOptions {
  const person = (
    index: number,
    userName: string,
    name: string,
    consented: Person['consented'],
    home = tenantId,
  ): Person => ({
    id: `60000000-0000-4000-8000-00000000000${index}`,
    userName,
    name,
    tenantId: home,
    consented,
    groupIds: [],
  })
  return {
    tenantId,
    domains: ['simulated.example'],
    people: [
      person(1, 'admin@simulated.example', 'Ada Admin', 'all'),
      person(2, 'reader@simulated.example', 'Rhea Reader', readOnly),
      person(
        3,
        'partial@simulated.example',
        'Paul Partial',
        readOnly.filter((scope) => !scope.includes('Scripts')),
      ),
      person(4, 'stranger@elsewhere.example', 'Sam Stranger', 'all', '99999999-9999-4999-8999-999999999999'),
    ],
    apps: [{ clientId: graphCommandLine, publicFlows: true, certificates: [] }],
    ...more,
  }
}
