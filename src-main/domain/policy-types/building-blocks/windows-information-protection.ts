import { objects, text, type Json } from '../../json.ts'
import type { WriteStep } from '../../restore/write-step.ts'
import type { PolicyType } from '../policy-type.ts'
import { propertySettings } from './setting-rules.ts'
import { assignmentsExpanded, groupsOnly, usual, usualReadOnly } from './shared.ts'

const lists = ['protectedAppLockerFiles', 'exemptAppLockerFiles'] as const

/**
 * What both kinds of Windows Information Protection have in common. Its AppLocker files lie below the policy
 * (G-100).
 */
export const informationProtection = (path: string): Omit<PolicyType, 'key' | 'title' | 'rootType' | 'kindOf'> => ({
  ...usual,
  path,
  noun: { one: 'Windows Information Protection policy', many: 'Windows Information Protection policies' },
  category: ['Apps', 'Protection', 'Windows Information Protection'],
  nameProperty: 'displayName',
  phase: 70,
  area: 'Apps',
  service: 'managed-applications',
  capture: {
    byId: {},
    parts: [...lists.map((list) => ({ property: list, path: list, routes: ['object'] as const })), assignmentsExpanded],
  },
  volatile: lists.flatMap((list) => [`${list}[].id`, `${list}[].version`]),
  unordered: ['roleScopeTagIds', ...lists],
  assignments: groupsOnly,
  write: {
    update: 'PATCH',
    readOnly: [...usualReadOnly, ...lists],
    createOnly: [],
    inline: [],
    parts: (wanted, live) => lists.flatMap((list) => fileSteps(path, list, wanted, live)),
  },
  restore: {
    how: 'partial',
    reason: 'Microsoft has retired Windows Information Protection. Intune may refuse to create the policy.',
  },
  settings: propertySettings,
  platformOf: () => 'Windows',
  groups: [
    {
      title: 'Protection',
      properties: [
        'enforcementLevel',
        'protectedApps',
        'exemptApps',
        'protectedAppLockerFiles',
        'exemptAppLockerFiles',
      ],
    },
    { title: 'Network', properties: ['enterprise*', 'neutralDomainResources', 'smbAutoEncryptedFileExtensions'] },
  ],
})

/** Files cannot be updated: a file that differs is posted as a new one, and the old one deleted. */
function fileSteps(path: string, list: string, wanted: Json, live: Json): WriteStep[] {
  const key = (file: Json) => [text(file['displayName']), text(file['fileHash']), text(file['file'])].join('\n')
  const [target, present] = [objects(wanted[list]), objects(live[list])]
  return [
    ...target
      .filter((file) => !present.some((other) => key(other) === key(file)))
      .map((file): WriteStep => ({
        purpose: `Add the AppLocker file ${text(file['displayName'])}`,
        method: 'POST',
        path: `${path}/{id}/${list}`,
        body: { displayName: file['displayName'], fileHash: file['fileHash'] ?? null, file: file['file'] ?? null },
      })),
    ...present
      .filter((file) => !target.some((other) => key(other) === key(file)))
      .map((file): WriteStep => ({
        purpose: `Remove the AppLocker file ${text(file['displayName'])}`,
        method: 'DELETE',
        path: `${path}/{id}/${list}/${text(file['id'])}`,
      })),
  ]
}
