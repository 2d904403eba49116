import type { AdviceRule } from '../advice-rule.ts'

/** Profiles of the old endpoint security templates, which Graph no longer makes from deprecated templates (G-164). */
export const legacyTemplates: AdviceRule = {
  id: 'legacy-templates',
  title: 'Made from deprecated templates',
  why: 'Profiles of the old endpoint security templates can be changed, but some can’t be created again. Move them to the settings catalog while both can be compared.',
  severity: 'medium',
  fix: null,
  find: ({ objects }) =>
    objects
      .filter(({ type }) => type.rootType === 'deviceManagementIntent')
      .map(({ policyId }) => ({ policyId, detail: 'It belongs to an old endpoint security template.' })),
}
