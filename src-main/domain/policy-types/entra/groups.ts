import { objects, strings, text, type Json } from '../../json.ts'
import { groupSections } from '../../readable/views/groups.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType, WriteContext } from '../policy-type.ts'
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

/** Groups that a rule takes members from: `user.memberof -any (group.objectId -in ['…'])`. */
const groupLists = /group\.objectid\s+-(?:in|eq)\s+(?:\[[^\]]*\]|'[^']*'|"[^"]*")/gi
const guids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** Members that are read of a group (G-251). A group with more is captured without them. */
const mostMembers = 2_000
/** Members that one request can add (G-252). */
const atOnce = 20

const isDynamic = (group: Json): boolean => strings(group['groupTypes']).includes('DynamicMembership')
const isUnified = (group: Json): boolean => strings(group['groupTypes']).includes('Unified')

/**
 * Groups of Microsoft Entra. A capture takes the groups that policies, exclusions, roles and other captured groups refer
 * to. They decide whom a policy reaches, so a restore changes or creates one only where somebody says so.
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
  note: 'The groups that policies, exclusions, roles and other captured groups refer to. Their members are captured where that is turned on for the tenant.',
  unordered: ['groupTypes', 'members'],
  foundation: true,
  phase: 0,
  area: 'Directory',
  service: 'identity',
  askedById: 'group',
  keptWithName: madeFrom,
  capture: {
    // Asked for by its ID, a group has what version 1.0 knows. Read by itself, it has what a restore compares with.
    byId: {},
    parts: [
      {
        property: 'members',
        path: 'members?$select=id,displayName&$top=999',
        routes: ['below'],
        switch: 'capturesGroupMembers',
        most: mostMembers,
        // The members of a dynamic group follow from its rule.
        when: (group) => !isDynamic(group),
      },
    ],
  },
  volatile: [
    'renewedDateTime',
    'expirationDateTime',
    'onPremisesLastSyncDateTime',
    'onPremisesProvisioningErrors',
    'serviceProvisioningErrors',
    'proxyAddresses',
    'securityIdentifier',
    // The name of a member changes with the member.
    'members[].displayName',
  ],
  local: ['members', 'createdDateTime', 'mail', 'uniqueName'],
  references: [
    {
      path: 'members[].id',
      to: (member) => [memberKinds[text(member['@odata.type'])] ?? 'users'],
      relation: 'has member',
      when: (member) => text(member['@odata.type']) in memberKinds,
      name: (member) => text(member['displayName']),
      // Somebody else of the same name isn't the member.
      onlyItself: true,
      whenMissing: 'remove',
    },
    {
      path: 'membershipRule',
      to: 'groups',
      relation: 'refers to',
      inside: {
        idsOf: (rule) => [...text(rule).matchAll(groupLists)].flatMap(([list]) => list.match(guids) ?? []),
        withIds: (rule, idFor) =>
          text(rule).replaceAll(groupLists, (list) => list.replaceAll(guids, (id) => idFor(id) ?? id)),
      },
      whenMissing: 'block',
    },
  ],
  readable: groupSections,
  restore: {
    how: 'partial',
    reason:
      'A restore writes the name, description, membership rule and direct members of a group, and creates security groups only.',
  },
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime'],
    createOnly: ['groupTypes'],
    inline: [],
    decisive: ['membershipRule', 'groupTypes', 'members'],
    settlesLate: true,
    prepare: (_body, purpose, group, { sameTenant }) => ({
      displayName: group['displayName'],
      description: text(group['description']) || null,
      groupTypes: purpose === 'create' ? (isDynamic(group) ? ['DynamicMembership'] : []) : strings(group['groupTypes']),
      ...(isDynamic(group)
        ? {
            membershipRule: group['membershipRule'],
            // Until somebody has looked at it, the rule of a new group selects nobody. Whether it is on is a decision of
            // each tenant.
            ...(purpose === 'create'
              ? { membershipRuleProcessingState: 'Paused' }
              : sameTenant
                ? { membershipRuleProcessingState: group['membershipRuleProcessingState'] }
                : {}),
          }
        : {}),
      ...(purpose === 'create'
        ? {
            mailEnabled: false,
            mailNickname: nickname(group),
            securityEnabled: true,
          }
        : {}),
    }),
    onCreate: (group) => ({
      wanted: isDynamic(group) ? { ...group, membershipRuleProcessingState: 'Paused' } : group,
      warnings: [createdWith(group), needsPermission],
    }),
    optIn: (_group, live) =>
      `A group decides who gets what is assigned to it. Include it only if you want to ${live ? `change it. ${needsPermission}` : 'create it.'}`,
    blockedCreate: (group, sameTenant) => {
      if (sameTenant && group['onPremisesSyncEnabled'] === true)
        return 'The group comes from an on-premises directory. Create it there.'
      if (group['mailEnabled'] === true || isUnified(group))
        return "TenantAtlas can't create Microsoft 365 or mail-enabled groups. Choose a group in the target."
      if (group['isAssignableToRole'] === true)
        return "TenantAtlas can't create groups that Microsoft Entra roles can be assigned to. Choose a group in the target."
      if (group['securityEnabled'] === undefined)
        return "The group's membership rule hasn't been captured. Capture the source again, or choose a group in the target."
      return null
    },
    blockedUpdate: (group, live) => blockedUpdate(group, live),
    warnings: (group, live) =>
      live !== null && !isDynamic(live) && 'members' in group && !('members' in live)
        ? [
            `It has more than ${mostMembers.toLocaleString('en')} members now, so they are neither compared nor changed.`,
          ]
        : [],
    parts: memberSteps,
  },
  platformOf: () => 'All platforms',
  kindOf: (group) =>
    isDynamic(group)
      ? 'Dynamic group'
      : isUnified(group)
        ? 'Microsoft 365 group'
        : group['mailEnabled'] === true
          ? 'Mail-enabled group'
          : 'Assigned group',
}

/** Kinds of members that a restore can add. Devices and apps are shown only. */
const memberKinds: Readonly<Record<string, string>> = {
  '#microsoft.graph.user': 'users',
  '#microsoft.graph.group': 'groups',
}

const needsPermission = 'That requires the permission Group.ReadWrite.All. Sign in again with it.'

/** Graph refuses groups from an on-premises directory and mail-enabled ones (G-253). Another kind of group is another group. */
function blockedUpdate(group: Json, live: Json): string | null {
  if (live['onPremisesSyncEnabled'] === true) return 'The group comes from an on-premises directory. Change it there.'
  if (isUnified(live))
    return "TenantAtlas doesn't change Microsoft 365 groups. Change it in the Microsoft Entra admin center."
  if (live['mailEnabled'] === true)
    return 'Graph only reads mail-enabled groups. Change it in the Exchange admin center.'
  return isDynamic(group) === isDynamic(live)
    ? null
    : `In the tenant, it is ${isDynamic(live) ? 'a dynamic' : 'an assigned'} group now. Change that in the Microsoft Entra admin center first.`
}

function createdWith(group: Json): string {
  if (isDynamic(group))
    return 'Its membership rule is paused, because it may select different members in this tenant. Check it, then turn it on in the Microsoft Entra admin center.'
  const members = objects(group['members'])
  const others = members.filter((member) => !(text(member['@odata.type']) in memberKinds)).length
  if (members.length === 0) return 'It is created without members. Add them in the Microsoft Entra admin center.'
  return others === 0
    ? 'It is created with those of its members that still exist.'
    : `It is created with those of its members that still exist, but without devices and apps (${others}).`
}

/** A mail nickname is required of every group, and takes letters and digits only. */
function nickname(group: Json): string {
  const plain = (text(group['mailNickname']) || text(group['displayName']))
    .replaceAll(/[^A-Za-z0-9._-]/g, '')
    .slice(0, 60)
  return plain || 'group'
}

/** Adds and removes members. A group that was read without its members is left as it is. */
function memberSteps(wanted: Json, live: Json, graph: WriteContext): WriteStep[] {
  if (isDynamic(wanted) || !('members' in wanted) || !('members' in live) || !graph.sameTenant) return []
  const idsOf = (group: Json) =>
    objects(group['members'])
      .filter((member) => text(member['@odata.type']) in memberKinds)
      .map((member) => text(member['id']))
  const [target, present] = [new Set(idsOf(wanted)), new Set(idsOf(live))]
  const added = [...target].filter((id) => !present.has(id))
  // Slices of the same size: none has a single member, unless only one is added.
  const count = Math.ceil(added.length / atOnce)
  const size = Math.ceil(added.length / Math.max(1, count))
  const slices = Array.from({ length: count }, (_, index) => added.slice(index * size, (index + 1) * size))
  return [
    ...slices.map((ids): WriteStep => ({
      ...addStep(ids, graph),
      // One that was deleted in between doesn't cost the others.
      apart: ids.map((id) => addStep([id], graph)),
    })),
    ...[...present]
      .filter((id) => !target.has(id))
      .map((id): WriteStep => ({
        purpose: 'Remove a member',
        method: 'DELETE',
        path: `/groups/{id}/members/${id}/$ref`,
      })),
  ]
}

const addStep = (ids: readonly string[], graph: WriteContext): WriteStep => ({
  purpose: ids.length === 1 ? 'Add a member' : `Add ${ids.length} members`,
  method: 'PATCH',
  path: '/groups/{id}',
  body: { 'members@odata.bind': ids.map((id) => graph.bind(`/directoryObjects/${id}`)) },
})
