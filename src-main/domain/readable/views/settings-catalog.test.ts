import { expect, it } from 'vitest'
import { createGraphContract } from '../../graph-contract/graph-contract.ts'
import { configurationPolicies } from '../../policy-types/configuration/configuration-policies.ts'
import { settingsCatalogSections } from './settings-catalog.ts'

const choice = (id: string, value: string, children: unknown[] = []) => ({
  '@odata.type': 'x',
  settingDefinitionId: id,
  choiceSettingValue: { value, children },
})

it('shows names and options by category, and marks a name that comes from an id (003-1)', () => {
  const definition = {
    id: 'lock',
    displayName: 'Device Lock',
    category: ['Security', 'Device Lock'],
    options: { lock_1: 'Enabled' },
  }
  const sections = settingsCatalogSections(
    { settings: [{ settingInstance: choice('lock', 'lock_1', [choice('vendor_minlength', 'vendor_minlength_8')]) }] },
    {
      contract: createGraphContract({ entityTypes: {}, complexTypes: {}, enumTypes: {} }),
      type: configurationPolicies,
      nameOf: () => undefined,
      settingDefinition: (id) => (id === 'lock' ? definition : undefined),
    },
  )
  expect(sections).toEqual([
    {
      title: 'Security › Device Lock',
      rows: [
        { key: 'lock', name: 'Device Lock', value: 'Enabled', depth: 0 },
        { key: 'lock/vendor_minlength', name: 'Min length', value: '8', depth: 1, derived: true },
      ],
    },
  ])
})
