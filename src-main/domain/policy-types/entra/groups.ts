import { strings, text, type Json } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** Properties from which a group can be created again, without its members (Graph docs: group). */
const madeFrom = [
  'displayName',
  'description',
  'groupTypes',
  'membershipRule',
  'membershipRuleProcessingState',
  'mailEnabled',
  'mailNickname',
  'securityEnabled',
  'isAssignableToRole',
] as const

const isDynamic = (group: Json): boolean => strings(group['groupTypes']).includes('DynamicMembership')

/**
 * Groups of Entra. They are no policies and are captured as names with their rule only; a restore makes one where
 * somebody chooses so in the mapping.
 */
export const groups: PolicyType = {
  ...usual,
  key: 'groups',
  title: 'Groups',
  noun: { one: 'group', many: 'groups' },
  category: ['Entra', 'Groups'],
  path: '/groups',
  rootType: 'group',
  nameProperty: 'displayName',
  scopeTagProperty: null,
  unordered: ['groupTypes'],
  references: [],
  foundation: true,
  phase: 0,
  area: 'Directory',
  service: 'identity',
  asksByName: true,
  keptWithName: madeFrom,
  capture: { byId: null, parts: [] },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime'],
    createOnly: [],
    inline: [],
    prepare: (_body, purpose, group) => ({
      displayName: group['displayName'],
      description: text(group['description']) || null,
      ...(isDynamic(group) ? { membershipRule: group['membershipRule'] } : {}),
      // Until somebody has looked at it, the rule of a new group selects nobody.
      ...(isDynamic(group) && purpose === 'create' ? { membershipRuleProcessingState: 'Paused' } : {}),
      ...(purpose === 'create'
        ? {
            groupTypes: isDynamic(group) ? ['DynamicMembership'] : [],
            mailEnabled: false,
            mailNickname: nickname(group),
            securityEnabled: true,
          }
        : {}),
    }),
    blockedCreate: (group) => {
      if (group['mailEnabled'] === true || strings(group['groupTypes']).includes('Unified'))
        return "TenantAtlas can't create Microsoft 365 or mail-enabled groups. Choose a group in the target."
      if (group['isAssignableToRole'] === true)
        return "TenantAtlas can't create groups that Microsoft Entra roles can be assigned to. Choose a group in the target."
      if (group['securityEnabled'] === undefined)
        return "The group's membership rule hasn't been captured. Capture the source again, or choose a group in the target."
      return null
    },
    warnings: (group) => [
      isDynamic(group)
        ? 'Its membership rule is paused, because it may select different members in this tenant. Check it, then turn it on in the Microsoft Entra admin center.'
        : 'It is created without members. Add them in the Microsoft Entra admin center.',
      'Creating a group requires the permission Group.ReadWrite.All.',
    ],
  },
  platformOf: () => 'All platforms',
  kindOf: (group) => (isDynamic(group) ? 'Dynamic group' : 'Group'),
}

/** A mail nickname is required of every group, and takes letters and digits only. */
function nickname(group: Json): string {
  const plain = (text(group['mailNickname']) || text(group['displayName']))
    .replaceAll(/[^A-Za-z0-9._-]/g, '')
    .slice(0, 60)
  return plain || 'group'
}
