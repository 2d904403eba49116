import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { access, guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('a conditional access policy in force', () => {
  it('is included only by you when it changes whom it reaches (030-5)', () => {
    const [changed] = plan([source('conditionalAccessPolicies', guid(3), access([guid(5)]))], {
      live: { conditionalAccessPolicies: [live('conditionalAccessPolicies', guid(4), access([guid(6)]))] },
    })
    expect(changed).toMatchObject({ action: 'update', included: false, risk: 'high' })
  })

  it('is included when only its name changes (030-5)', () => {
    const [renamed] = plan([source('conditionalAccessPolicies', guid(3), access([], { displayName: 'New name' }))], {
      sameTenant: true,
      live: { conditionalAccessPolicies: [live('conditionalAccessPolicies', guid(3), access([]))] },
    })
    expect(renamed).toMatchObject({ action: 'update', included: true })
  })

  it('is written with a condition that no contract knows, which is never left out (006-14, 0808-2)', () => {
    const hours = access([], {
      conditions: {
        clientAppTypes: ['all'],
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        times: { includeDays: { startTime: '09:00:00' } },
      },
    })
    const [made] = plan([source('conditionalAccessPolicies', guid(1), hours)], {
      live: { conditionalAccessPolicies: [] },
    })
    expect(made?.warnings.join()).toContain('Not known to this version yet: conditions.times.')
    expect(made?.steps[0]).toMatchObject({
      body: { conditions: { times: { includeDays: { startTime: '09:00:00' } } } },
    })
    expect(made?.steps[0]).not.toHaveProperty('leavable')
  })

  it('is blocked with authentication contexts of another tenant (030-7)', () => {
    const context = access([], {
      conditions: {
        clientAppTypes: ['all'],
        users: { includeUsers: ['All'], excludeUsers: [] },
        applications: { includeApplications: [], includeAuthenticationContextClassReferences: ['c1'] },
      },
    })
    expect(
      plan([source('conditionalAccessPolicies', guid(1), context)], { live: { conditionalAccessPolicies: [] } })[0],
    ).toMatchObject({ action: 'blocked', reason: expect.stringContaining('authentication context') as string })
  })
})

describe('an authentication strength', () => {
  const strength = (configurations: Json[]): Json => ({
    displayName: 'St',
    policyType: 'custom',
    allowedCombinations: ['fido2'],
    combinationConfigurations: configurations,
  })
  const keys = {
    ...odata('fido2CombinationConfiguration'),
    id: 'k',
    allowedAAGUIDs: [guid(2)],
    appliesToCombinations: ['fido2'],
  }

  it('is made with what narrows it (030-6)', () => {
    const made = plan([source('authenticationStrengthPolicies', guid(1), strength([keys]))], {
      live: { authenticationStrengthPolicies: [] },
    })
    expect(made[0]?.steps.map((step) => step.path)).toEqual([
      '/policies/authenticationStrengthPolicies',
      '/policies/authenticationStrengthPolicies/{id}/combinationConfigurations',
    ])
  })

  it('is unchanged when only the id of that differs (030-6)', () => {
    expect(
      plan([source('authenticationStrengthPolicies', guid(1), strength([keys]))], {
        sameTenant: true,
        live: {
          authenticationStrengthPolicies: [
            live('authenticationStrengthPolicies', guid(1), strength([{ ...keys, id: 'other' }])),
          ],
        },
      })[0],
    ).toMatchObject({ action: 'unchanged' })
  })
})
