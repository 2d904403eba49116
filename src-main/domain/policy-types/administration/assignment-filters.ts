import { text } from '../../json.ts'
import type { PolicyType } from '../policy-type.ts'
import { full, scopeTagsIn } from '../building-blocks/shared.ts'
import { platformOfWord } from '../building-blocks/platform-words.ts'

/** Assignment filters. Their scope tag property is `roleScopeTags`; `payloads` is never sent (G-108). */
export const assignmentFilters: PolicyType = {
  key: 'assignmentFilters',
  title: 'Assignment filters',
  noun: { one: 'filter', many: 'filters' },
  category: ['Tenant administration', 'Filters'],
  path: '/deviceManagement/assignmentFilters',
  rootType: 'deviceAndAppManagementAssignmentFilter',
  nameProperty: 'displayName',
  scopeTagProperty: 'roleScopeTags',
  foundation: true,
  phase: 8,
  area: 'Configuration',
  service: 'device-config-v2',
  capture: { byId: null, parts: [] },
  volatile: ['payloads'],
  unordered: ['roleScopeTags'],
  references: [scopeTagsIn('roleScopeTags')],
  settings: null,
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: ['id', 'createdDateTime', 'lastModifiedDateTime', 'payloads'],
    createOnly: ['platform', 'assignmentFilterManagementType'],
    inline: [],
  },
  restore: full,
  apartByPlatform: true,
  meaningOf: (filter) => `${text(filter['rule'])}\n${text(filter['assignmentFilterManagementType']) || 'devices'}`,
  platformOf: (policy) => platformOfWord(text(policy['platform'])),
  kindOf: (policy) => (policy['assignmentFilterManagementType'] === 'apps' ? 'App filter' : 'Device filter'),
}
