import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { objects } from '../json.ts'
import type { PlanItem } from './plan.ts'
import { bodies, guid, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)
const sent = (items: readonly PlanItem[]) =>
  bodies(items)
    .flatMap((body) => objects(body['settingsDelta']))
    .map((setting) => String(setting['definitionId']).split('_').at(-1))

describe('the onboarding of Defender', () => {
  const setting = (name: string, value: unknown) => ({
    '@odata.type': '#microsoft.graph.deviceManagementStringSettingInstance',
    definitionId: `deviceConfiguration--windowsDefenderAdvancedThreatProtectionConfiguration_${name}`,
    valueJson: JSON.stringify(value),
  })
  const edr = source('intents', guid(1), {
    displayName: 'EDR',
    templateId: guid(3),
    roleScopeTagIds: ['0'],
    settings: [setting('advancedThreatProtectionOnboardingBlob', 'secret'), setting('allowSampleSharing', true)],
    assignments: [],
  })

  it('writes the onboarding of Defender to its own tenant only (017-2)', () => {
    const other = plan([edr], { live: { intents: [] } })
    expect(sent(other)).toEqual(['allowSampleSharing'])
    expect(other[0]?.warnings).toContain(
      "The onboarding blob belongs to one tenant's Defender and is only written there.",
    )
    expect(sent(plan([edr], { sameTenant: true, live: { intents: [] } }))).toEqual([
      'advancedThreatProtectionOnboardingBlob',
      'allowSampleSharing',
    ])
  })

  it('does not write an onboarding that Intune fills in (017-2)', () => {
    const filledIn = {
      ...edr,
      document: {
        ...edr.document,
        settings: [
          ...objects(edr.document['settings']),
          setting('advancedThreatProtectionAutoPopulateOnboardingBlob', true),
        ],
      },
    }
    expect(sent(plan([filledIn], { sameTenant: true, live: { intents: [] } }))).toEqual([
      'allowSampleSharing',
      'advancedThreatProtectionAutoPopulateOnboardingBlob',
    ])
  })

  it('does not write the onboarding of a device configuration to another tenant (017-2)', () => {
    const profile = source('deviceConfigurations', guid(2), {
      ...odata('windowsDefenderAdvancedThreatProtectionConfiguration'),
      displayName: 'D',
      advancedThreatProtectionOnboardingBlob: 'blob',
      allowSampleSharing: true,
      assignments: [],
    })
    const [body] = bodies(plan([profile], { live: { deviceConfigurations: [] } }))
    expect(body).toMatchObject({ allowSampleSharing: true })
    expect(body).not.toHaveProperty('advancedThreatProtectionOnboardingBlob')
  })
})
