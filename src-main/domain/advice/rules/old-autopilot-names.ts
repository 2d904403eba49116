import type { AdviceRule } from '../advice-rule.ts'

/** Old names of Autopilot settings and what they are called now. Graph reads both, and refuses to write the old ones (G-104). */
const renamed = {
  extractHardwareHash: 'hardwareHashExtractionEnabled',
  enableWhiteGlove: 'preprovisioningAllowed',
  language: 'locale',
  outOfBoxExperienceSettings: 'outOfBoxExperienceSetting',
} as const

/** Autopilot profiles whose document has old names only, as exports of older tools do. */
export const oldAutopilotNames: AdviceRule = {
  id: 'old-autopilot-names',
  title: 'Autopilot profiles with old property names',
  why: 'Graph no longer takes these names. TenantAtlas translates them, other tools and scripts may not.',
  severity: 'low',
  fix: null,
  find: ({ objects }) =>
    objects.flatMap(({ policyId, type, document }) => {
      if (type.rootType !== 'windowsAutopilotDeploymentProfile') return []
      const old = Object.entries(renamed).filter(([before, now]) => before in document && !(now in document))
      return old.length === 0
        ? []
        : [{ policyId, detail: `It has ${old.map(([before, now]) => `${before} instead of ${now}`).join(', ')}.` }]
    }),
}
