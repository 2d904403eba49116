import { text, without } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { usual } from './shared.ts'

/**
 * The user scope of an app for device or app management. Its row comes from the app and has the same ID everywhere. The
 * service refuses to change the scope and the addresses in one request (G-239).
 */
export const mobilityManagement = (path: string) =>
  ({
    ...usual,
    path,
    category: ['Devices', 'Enrollment', 'Windows'],
    nameProperty: 'displayName',
    scopeTagProperty: null,
    phase: 45,
    area: 'Mobility',
    service: 'conditional-access',
    optional: 'entra',
    capture: {
      byId: null,
      links: { to: 'group', names: ['includedGroups'], path: '/groups' },
      parts: [],
    },
    unordered: ['includedGroups'],
    references: [{ path: 'includedGroups[].id', to: 'groups', relation: 'assigned to', whenMissing: 'block' }],
    identityOf: ({ id }) => `app ${text(id)}`,
    assignments: null,
    write: {
      update: 'PATCH',
      readOnly: ['id', 'displayName', 'description', 'isValid'],
      createOnly: [],
      inline: [],
      blockedCreate: () => 'Microsoft Entra creates this entry together with its app.',
      optIn: () => 'It decides whose devices are enrolled automatically. Include it only if you want to change that.',
      changes: (changed) =>
        [
          ...('appliesTo' in changed ? [{ appliesTo: changed['appliesTo'] }] : []),
          ...(Object.keys(without(changed, ['appliesTo'])).length > 0 ? [without(changed, ['appliesTo'])] : []),
        ].map((body) => ({ method: 'PATCH', path: `${path}/{id}`, body })),
    },
    restore: {
      how: 'update-only',
      reason: 'Scope, groups and addresses are restored. Microsoft Entra creates the entry together with its app.',
    },
    platformOf: () => 'Windows',
  }) as const satisfies Partial<PolicyType>
