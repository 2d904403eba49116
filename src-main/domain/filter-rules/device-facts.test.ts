import { expect, it } from 'vitest'
import { deviceFacts } from './device-facts.ts'
import { evaluateRule, type Truth } from './evaluate-rule.ts'
import { parseRule } from './parse-rule.ts'

const cloudPc = {
  deviceName: 'CPC-anna-1',
  manufacturer: 'Microsoft Corporation',
  model: 'Cloud PC Enterprise 2vCPU/8GB/256GB',
  operatingSystem: 'Windows',
  osVersion: '10.0.26100.2314',
  managedDeviceOwnerType: 'company',
  joinType: 'azureADJoined',
  jailBroken: 'Unknown',
  skuNumber: 4,
  processorArchitecture: 'x64',
  deviceCategoryDisplayName: '',
}

it.each<[rule: string, is: Truth]>([
  ['(device.model -contains "cloud pc") and (device.deviceOwnership -eq "Corporate")', 'yes'],
  ['(device.deviceTrustType -in ["Hybrid Azure AD joined","Azure AD joined"])', 'yes'],
  ['(device.operatingSystemSKU -startsWith "Enterprise")', 'yes'],
  ['(device.operatingSystemVersion -ge 10.0.22631)', 'yes'],
  ['(device.cpuArchitecture -eq "amd64")', 'yes'],
  ['(device.isRooted -eq "True")', 'no'],
  ['(device.deviceCategory -eq $null)', 'yes'],
  // Graph didn't return it, a rule for apps, a property of Conditional Access.
  ['(device.enrollmentProfileName -eq "Kiosk")', 'unknown'],
  ['(app.deviceModel -contains "cloud pc")', 'unknown'],
  ['(device.isCompliant -eq True)', 'unknown'],
])('%s is %s for a Cloud PC (062-2)', (rule, is) => {
  const parsed = parseRule(rule)
  expect(parsed.ok && evaluateRule(parsed.rule, deviceFacts(cloudPc))).toBe(is)
})

it('an edition or an architecture without a documented name is unknown (062-2)', () => {
  const facts = deviceFacts({ skuNumber: 9999, processorArchitecture: 'arm', operatingSystem: 'Windows' })
  expect([facts('device', 'operatingsystemsku'), facts('device', 'cpuarchitecture')]).toEqual([undefined, undefined])
})
