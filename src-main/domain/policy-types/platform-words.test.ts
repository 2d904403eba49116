import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import { platformOfWord } from './building-blocks/platform-words.ts'
import { policyTypeOf } from './registry.ts'

const data = JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData
const contract = createGraphContract(data)

it('every platform of an enum of Graph has its word on screen (003-8)', () => {
  const nobody = /^(unknown|unknownFutureValue|none|all|allPlatforms|notApplicable|software|hardwareSecurityModule)$/
  const unnamed = Object.entries(data.enumTypes)
    .filter(([name]) => /platforms?(type)?$/i.test(name))
    .flatMap(([name, { members }]) => members.map((member) => [name, member] as const))
    .filter(([, member]) => !nobody.test(member) && platformOfWord(member) === 'All platforms')
  expect(unnamed).toEqual([])
})

it('every kind of profile, compliance policy and app has a platform, unless it is for all of them (003-8)', () => {
  /** Types that are for every platform, or that only others derive from. */
  const forAll = new Set(['unsupportedDeviceConfiguration', 'defaultDeviceCompliancePolicy', 'webApp'])
  const roots = ['deviceConfiguration', 'deviceCompliancePolicy', 'mobileApp', 'managedDeviceMobileAppConfiguration']
  const unnamed = Object.keys(data.entityTypes)
    .filter((name) => roots.some((root) => contract.isA(name, root)) && !contract.isAbstract(name))
    .filter((name) => !roots.includes(name) && !forAll.has(name) && platformOfWord(name) === 'All platforms')
  expect(unnamed).toEqual([])
})

it('every family of settings catalog templates has a name of the admin center (003-8)', () => {
  const type = policyTypeOf('configurationPolicies')
  const kinds = data.enumTypes['deviceManagementConfigurationTemplateFamily']!.members.filter(
    (family) => family !== 'unknownFutureValue',
  ).map((templateFamily) => [
    templateFamily,
    type.kindOf({ platforms: 'windows10', templateReference: { templateId: 'a', templateFamily } }),
  ])
  for (const [family, kind] of kinds)
    expect([family, kind]).toEqual([family, expect.stringMatching(/^[A-Z][a-zA-Z ]+$/)])
  // A name that is only the member spelled out would be a raw word.
  const spelled = kinds.filter(
    ([family, kind]) => family !== 'none' && kind!.replaceAll(' ', '').toLowerCase() === family!.toLowerCase(),
  )
  expect(spelled.map(([family]) => family)).toEqual(['companyPortal'])
})
