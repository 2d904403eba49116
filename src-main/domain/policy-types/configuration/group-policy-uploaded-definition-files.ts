import type { PolicyType } from '../policy-type.ts'
import { usual } from '../building-blocks/shared.ts'

/** ADMX files that somebody uploaded. Graph never hands their content out again (G-89). */
export const groupPolicyUploadedDefinitionFiles: PolicyType = {
  ...usual,
  key: 'groupPolicyUploadedDefinitionFiles',
  title: 'Imported ADMX files',
  noun: { one: 'imported ADMX file', many: 'imported ADMX files' },
  category: ['Devices', 'Configuration', 'Imported ADMX'],
  path: '/deviceManagement/groupPolicyUploadedDefinitionFiles',
  rootType: 'groupPolicyUploadedDefinitionFile',
  nameProperty: 'fileName',
  scopeTagProperty: null,
  foundation: true,
  phase: 45,
  area: 'Configuration',
  service: 'group-policy',
  capture: { byId: null, parts: [] },
  volatile: ['status', 'uploadDateTime', 'groupPolicyUploadedLanguageFiles[].lastModifiedDateTime'],
  local: ['groupPolicyUploadedLanguageFiles[].id'],
  unordered: ['languageCodes'],
  references: [],
  assignments: null,
  write: {
    update: 'PATCH',
    readOnly: [
      'id',
      'lastModifiedDateTime',
      'languageCodes',
      'policyType',
      'revision',
      'status',
      'targetNamespace',
      'targetPrefix',
      'uploadDateTime',
    ],
    createOnly: [],
    inline: [],
  },
  restore: {
    how: 'preview-only',
    reason:
      "Graph doesn't return the content of an imported ADMX file. Import the .admx and .adml files again in the Intune admin center.",
  },
  platformOf: () => 'Windows',
  kindOf: () => 'Imported ADMX file',
}
