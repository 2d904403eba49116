import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { fingerprintText } from '#domain/canonical/comparable.ts'
import { without } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import type { TenantId } from '#contract/model/ids.ts'
import type { Run } from '#contract/model/runs.ts'
import type { Simulator, SimulatorOptions } from '#simulator/simulator.ts'
import { captured } from './contents.ts'
import { openLab, resources, root, type Lab } from './lab.ts'

const labs: Lab[] = []
/** Closes the labs of a test. */
export const closeLabs = async (): Promise<void> => void (await Promise.all(labs.splice(0).map((lab) => lab.close())))

/** A lab that `closeLabs` closes. */
export function newLab(options: Parameters<typeof openLab>[0] = {}): Lab {
  const lab = openLab(options)
  labs.push(lab)
  return lab
}

export const demo = join(resources, 'demo')

/** `npm run deep` uses the real exported policies beside the project, if they are there. */
const exported = resolve(root, '../shared/fixtures/tenant')
export const isDeep = process.env['ATLAS_DEEP'] === '1'
export const seed = isDeep && existsSync(exported) ? exported : demo
// Objects that every tenant has are named after it.
const tenantId = '0d0d0d0d-0000-4000-8000-000000000807'

/** A captured tenant. */
export interface Capture {
  readonly lab: Lab
  readonly id: TenantId
  readonly simulator: Simulator
  readonly run: Run
}

/** Captures a tenant behind faults. */
export async function capture(
  faults: readonly object[],
  more: Partial<SimulatorOptions> & { readonly readTimeoutMs?: number } = {},
): Promise<Capture> {
  const { readTimeoutMs, ...options } = more
  const lab = newLab(readTimeoutMs === undefined ? {} : { readTimeoutMs })
  const faultsFile = join(lab.folder, 'faults.json')
  writeFileSync(faultsFile, JSON.stringify(faults))
  const tenant = await lab.tenant('Tenant', seed, { faultsFile, tenantId, ...options })
  return { lab, ...tenant, run: await lab.capture(tenant.id) }
}

/** What was captured of each object, without what differs in every tenant. */
export async function contents({ lab, id }: Pick<Capture, 'lab' | 'id'>): Promise<Map<string, string>> {
  return new Map(
    (await captured(lab, id)).map(({ type, name, document }) => [
      `${type}/${name}/${String(document['id'])}`,
      // The simulated service makes up IDs of what the exports lack; the demo tenant has them all. Dates of what every
      // new tenant has are those of its first day.
      seed === demo
        ? canonicalText(without(document, ['createdDateTime', 'lastModifiedDateTime', 'modifiedDateTime']))
        : fingerprintText(policyTypeOf(type), document),
    ]),
  )
}

let clean: Promise<Map<string, string>> | undefined
/** What a capture without faults stores. */
export const expected = (): Promise<Map<string, string>> => (clean ??= capture([]).then(contents))

/** Every object is either right or named with its reason, and every item has a final state. */
export async function expectRightOrNamed(
  capturing: Capture,
): Promise<{ readonly wrong: string[]; readonly named: number }> {
  const { lab, id, run } = capturing
  const right = await expected()
  const found = await contents(capturing)
  const items = await lab.items(id, run.id)
  const named = new Set(
    items
      .filter((item) => item.state === 'failed' || /Graph (says|returned|didn't)/.test(item.note ?? ''))
      .map((item) => `${item.type}/${item.name}`),
  )
  const failedTypes = new Set(
    items.filter((item) => item.policyId === null && item.state === 'failed').map((i) => i.type),
  )
  const wrong = [...right]
    .filter(([key, text]) => found.get(key) !== text)
    .filter(([key]) => !named.has(key.slice(0, key.lastIndexOf('/'))) && !failedTypes.has(key.split('/')[0]!))
    .map(([key]) => key)
  expect(items.filter((item) => ['running', 'pending', 'unknown'].includes(item.state))).toEqual([])
  expect(Object.values(run.counts).reduce((sum, count) => sum + count, 0)).toBe(items.length)
  expect(run.status).toBe(named.size > 0 || failedTypes.size > 0 ? 'partial' : 'succeeded')
  return { wrong, named: named.size }
}

const one = { path: 'configurationPolicies', method: 'GET' }

/** Each fault, and how many objects may be named because of it. */
export const faults: readonly [name: string, faults: readonly object[], named?: 'some' | undefined][] = [
  ['parts of batches dropped', [{ path: '\\$batch', spoil: 'dropParts' }]],
  ['parts of batches answered twice', [{ path: '\\$batch', spoil: 'doubleParts' }]],
  ['parts of batches that are no JSON', [{ path: '\\$batch', spoil: 'textParts' }]],
  ['batches that never work', [{ path: '\\$batch', status: 504 }]],
  ['an object listed twice', [{ ...one, path: 'configurationPolicies(\\?|$)', spoil: 'itemTwice' }]],
  ['an object without an ID', [{ path: 'deviceConfigurations(\\?|$)', spoil: 'itemWithoutId' }], 'some'],
  ['an entry that is null', [{ path: 'deviceConfigurations(\\?|$)', spoil: 'itemNull' }], 'some'],
  ['assignments empty in lists', [{ path: '^/beta/\\w+/\\w+\\?\\$expand=.*assignments', spoil: 'noAssignments' }]],
  [
    'assignments empty everywhere',
    [
      { path: '(configurationPolicies|mobileApps)/[^/]+/assignments$', spoil: 'emptyList' },
      { path: '(configurationPolicies|mobileApps).*assignments', spoil: 'noAssignments' },
    ],
    'some',
  ],
  ['settings cut in lists', [{ path: 'configurationPolicies\\?', spoil: 'cutSettings' }]],
  [
    'settings cut in lists, and their own address failing',
    [
      { path: 'configurationPolicies\\?', spoil: 'cutSettings' },
      { path: '/settings\\?', status: 500 },
    ],
  ],
  [
    'settings cut everywhere',
    [
      { path: 'configurationPolicies(/[^/]+)?\\?', spoil: 'cutSettings' },
      { path: '/settings\\?', status: 500 },
    ],
    'some',
  ],
  ['a list that is empty once', [{ path: 'deviceManagementScripts(\\?|$)', spoil: 'emptyList', times: 1 }]],
  ['a page that repeats', [{ path: 'configurationPolicies(\\?|$)', spoil: 'repeatPage' }]],
  ['a type that is forbidden half-way', [{ path: 'device(Health|Management)Scripts/', status: 403 }], 'some'],
  [
    'no expand at all',
    [{ path: '\\$expand=', status: 400, code: 'BadRequest', message: 'Parsing OData Select and Expand failed' }],
    'some',
  ],
]
