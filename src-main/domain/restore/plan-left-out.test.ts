import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGraphContract, type ContractData } from '../graph-contract/graph-contract.ts'
import type { Json } from '../json.ts'
import { guid, live, odata, planner, source } from './planning.ts'

const plan = planner(
  createGraphContract(JSON.parse(readFileSync('resources/graph-contract.json', 'utf8')) as ContractData),
)

describe('a plan says what it leaves out', () => {
  it('sets a pause of an update ring that still runs again, and says what a pause that is over means (011-18)', () => {
    const ring = (more: Json): Json => ({
      ...odata('windowsUpdateForBusinessConfiguration'),
      displayName: 'Ring',
      qualityUpdatesPaused: true,
      ...more,
    })
    const planned = (until: string, there?: Json) =>
      plan([source('windowsUpdateRings', guid(1), ring({ qualityUpdatesPauseExpiryDateTime: until }))], {
        sameTenant: true,
        now: new Date('2026-11-28T12:00:00Z'),
        live: { windowsUpdateRings: there ? [live('windowsUpdateRings', guid(1), there)] : [] },
      })[0]!
    const pauses = (item: ReturnType<typeof planned>) => item.steps.filter(({ purpose }) => purpose.startsWith('Pause'))
    const over = planned('2024-02-05T00:00:00Z')
    expect(over.warnings).toEqual([
      'Quality updates were paused until 2024-02-05. That is over, so the devices update.',
    ])
    expect(pauses(over)).toEqual([])
    const running = planned('2099-02-05T00:00:00Z')
    expect(running.warnings.join()).toContain('They are paused again, for 35 days from the restore.')
    expect(pauses(running)).toMatchObject([{ method: 'PATCH', body: { qualityUpdatesPaused: true } }])
    expect(running.steps[0]?.body).not.toHaveProperty('qualityUpdatesPaused')
    expect(planned('2099-02-05T00:00:00Z', ring({}))).toMatchObject({ action: 'unchanged', warnings: [] })
    expect(pauses(planned('2099-02-05T00:00:00Z', ring({ qualityUpdatesPaused: false })))).toHaveLength(1)
    const resumed = plan([source('windowsUpdateRings', guid(1), ring({ qualityUpdatesPaused: false }))], {
      sameTenant: true,
      live: { windowsUpdateRings: [live('windowsUpdateRings', guid(1), ring({}))] },
    })
    expect(resumed).toMatchObject([
      { action: 'unchanged', warnings: ["Quality updates are paused in the tenant. A restore doesn't end a pause."] },
    ])
  })

  it('moves a gradual rollout that began in the past, and say so (011-18)', () => {
    const profile = (start: string, end: string): Json => ({
      displayName: 'Windows 11',
      featureUpdateVersion: 'Windows 11, version 25H2',
      roleScopeTagIds: ['0'],
      assignments: [],
      rolloutSettings: { offerStartDateTimeInUTC: start, offerEndDateTimeInUTC: end, offerIntervalInDays: 7 },
    })
    const made = (start: string, end: string) =>
      plan([source('windowsFeatureUpdateProfiles', guid(1), profile(start, end))], {
        now: new Date('2026-11-28T12:00:00Z'),
        live: { windowsFeatureUpdateProfiles: [] },
      })[0]
    const past = made('2025-03-05T00:00:00Z', '2025-04-05T00:00:00Z')
    const rollout = past?.steps[0]?.body?.['rolloutSettings'] as Json
    const [from, until] = ['offerStartDateTimeInUTC', 'offerEndDateTimeInUTC'].map((key) =>
      Date.parse(String(rollout[key])),
    )
    expect(until! - from!).toBe(31 * 86_400_000)
    expect(from).toBeGreaterThan(Date.parse('2025-04-05T00:00:00Z'))
    expect(past?.warnings.join()).toContain('The gradual rollout began on 2025-03-05')
    const future = made('2099-03-05T00:00:00Z', '2099-04-05T00:00:00Z')
    expect(future?.warnings).toEqual([])
    expect(future?.steps[0]?.body?.['rolloutSettings']).toMatchObject({
      offerStartDateTimeInUTC: '2099-03-05T00:00:00Z',
    })
  })

  it('leaves a setting of a template alone whose definition Graph did not return, and say so (011-18)', () => {
    const value = (id: string, definition: string | null): Json => ({
      id,
      enabled: true,
      definition: definition === null ? null : { id: definition },
      presentationValues: [],
    })
    const template = (values: Json[]): Json => ({ displayName: 'T', roleScopeTagIds: ['0'], definitionValues: values })
    const restored = (values: Json[], there: Json[]) =>
      plan([source('groupPolicyConfigurations', guid(1), template(values))], {
        sameTenant: true,
        live: { groupPolicyConfigurations: [live('groupPolicyConfigurations', guid(1), template(there))] },
      })[0]
    const changed = restored([value('a', guid(2)), value('b', null)], [value('c', null)])
    expect(JSON.stringify(changed?.steps)).not.toContain("groupPolicyDefinitions('')")
    expect(changed?.steps.map((step) => step.purpose)).toEqual(['Add 1 setting'])
    expect(changed?.warnings.join()).toContain(
      "1 setting can't be written, because Graph returned it without its definition.",
    )
  })
})
