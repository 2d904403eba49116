import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BackupSetId, VersionId, type PlanId, type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf, type RunItem } from '#contract/model/runs.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable, fingerprintText } from '#domain/canonical/comparable.ts'
import { rewrite } from '#domain/canonical/paths.ts'
import { valueAt } from '#domain/canonical/pointer.ts'
import { objects, text, type Json } from '#domain/json.ts'
import type { PolicyType } from '#domain/policy-types/policy-type.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { referencesOf } from '#domain/references/references.ts'
import { collection, type Tenant } from '#simulator/tenant.ts'
import { captured, contents, isRaw, type Captured } from '#tests/support/contents.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { seedCounts } from '#tests/support/seed-counts.ts'

const counts = seedCounts('demo')
const seed = (name: string): Json[] =>
  JSON.parse(readFileSync(join(resources, 'demo', name, 'all.json'), 'utf8')) as Json[]

/** What a tenant needs before policies can be restored to it: groups, and what only others hand out. */
const prepared = {
  // Connectors, tokens and devices are changed and never made.
  ...Object.fromEntries(
    [
      'mobileThreatDefenseConnectors',
      'vppTokens',
      'windowsAutopilotDeviceIdentities',
      'authenticationContextClassReferences',
      'agreements',
    ].map((name) => [name, seed(name).map((item) => ({ ...item, ...changedBySomebody(item) }))]),
  ),
  organizationalBranding: [{ signInPageText: 'Fabrikam' }],
  androidManagedStoreAccountEnterpriseSettings: seed('androidManagedStoreAccountEnterpriseSettings').map(
    (settings) => ({
      ...settings,
      enrollmentTarget: 'none',
      androidDeviceOwnerFullyManagedEnrollmentEnabled: false,
    }),
  ),
  groups: seed('groups').map((group) => ({ ...group, description: 'Changed by somebody' })),
  depOnboardingSettings: seed('depOnboardingSettings').map((token) => ({
    ...token,
    id: 'aaaa0000-0000-4000-8000-000000000001',
  })),
  deviceHealthScripts: seed('deviceHealthScripts')
    .filter((script) => script['isGlobalScript'] === true)
    .map((script) => ({ ...script, assignments: [] })),
}

const everything = {
  capturesEntra: true,
  capturesDevices: true,
  capturesGroupMembers: true,
  capturesServices: true,
}

let lab: Lab
let source: { id: TenantId; tenant: Tenant; documents: Captured[] }
let target: { id: TenantId; tenant: Tenant; documents: Captured[] }
let plan: Plan
let replanned: Plan
let outcomes: RunItem[]
let setId: string

/** Types of which the demo tenant can hold nothing that may be written. */
const neverWritten = new Set(policyTypes.filter((type) => type.restore.how === 'preview-only').map((type) => type.key))

async function restoreAll(tenantId: TenantId, planId: PlanId): Promise<RunItem[]> {
  const made = await lab.core.call('restore.get', { tenantId, planId })
  for (const item of made.items.filter((entry) => !entry.included))
    await lab.core.call('restore.include', { tenantId, planId, seq: item.seq, included: true })
  const { runId } = await lab.core.call('restore.start', { tenantId, planId, confirm: 'Target' })
  await lab.ended(tenantId, runId)
  return lab.items(tenantId, runId)
}

beforeAll(async () => {
  lab = openLab()
  const from = await lab.tenant('Source', join(resources, 'demo'))
  const to = await lab.tenant('Target', prepared)
  for (const { id } of [from, to]) await lab.core.call('tenants.change', { tenantId: id, ...everything })
  const { runId } = await lab.core.call('backups.create', { tenantId: from.id, name: 'all' })
  setId = resultOf(await lab.ended(from.id, runId), 'backup').setId!
  plan = await lab.plan(to.id, { sourceTenantId: from.id, from: { setId: BackupSetId.parse(setId) } })
  await lab.unlock(to.id, 'Target')
  outcomes = await restoreAll(to.id, plan.id)
  await lab.capture(to.id)
  replanned = await lab.plan(to.id, { sourceTenantId: from.id, from: { setId: BackupSetId.parse(setId) } })
  source = { id: from.id, tenant: from.simulator.tenant, documents: await captured(lab, from.id) }
  target = { id: to.id, tenant: to.simulator.tenant, documents: await captured(lab, to.id) }
}, 120_000)
afterAll(() => lab.close())

describe.each(policyTypes.map((type) => [type.key, type] as const))('%s', (key, type) => {
  const mine = (documents: readonly Captured[]) => documents.filter((entry) => entry.type === key)
  const planned = (of: Plan) => of.items.filter((item) => item.type === key)

  it('is captured, and captured the same however often it is normalised (006-6)', () => {
    expect(mine(source.documents)).toHaveLength(counts.byType.get(key)!)
    for (const { document } of mine(source.documents)) {
      const once = comparable(type, document)
      expect(canonicalText(comparable(type, once))).toBe(canonicalText(once))
    }
  })

  it('has a fingerprint without what changes by itself, and with everything else (016-3)', () => {
    for (const { document } of mine(source.documents)) {
      const before = fingerprintText(type, document)
      let volatile: unknown = { ...document, lastModifiedDateTime: '2031-01-01T00:00:00Z', createdDateTime: null }
      for (const path of type.volatile)
        volatile = rewrite(volatile, path, (value) => (typeof value === 'number' ? value + 1 : `${String(value)}x`))
      expect(fingerprintText(type, volatile as Json)).toBe(before)
      expect(fingerprintText(type, { ...document, [type.nameProperty]: 'Another name' })).not.toBe(before)
    }
  })

  it('is captured without a secret in clear (007-4)', () => {
    const clear = mine(source.documents).flatMap(({ name, document }) =>
      (type.capture.secrets?.(document) ?? [])
        .filter(({ pointer, isToken }) => !isToken && valueAt(document, pointer) !== '****')
        .map(({ label }) => `${name}: ${label}`),
    )
    expect(clear).toEqual([])
  })

  it('is readable without raw JSON, with the names of what it refers to (003-5)', async () => {
    const present = new Set(source.documents.map(({ document }) => text(document['id'])))
    for (const { document, versionId } of mine(source.documents)) {
      const rows = (
        await lab.core.call('versions.readable', { tenantId: source.id, versionId: VersionId.parse(versionId) })
      ).flatMap((section) => section.rows)
      expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['Name', 'Type', 'Platform']))
      expect(rows.filter(isRaw)).toEqual([])
      const shown = JSON.stringify(rows.map((row) => [row.name, row.value]))
      const unnamed = referencesOf(type, document).filter(
        ({ id }) => present.has(id) && id.length > 8 && shown.includes(id),
      )
      expect(unnamed.map(({ id }) => id)).toEqual([])
    }
  })

  it('is restored to another tenant unchanged, or says why not (011-4)', () => {
    const items = planned(plan)
    for (const item of items.filter((entry) => entry.action === 'blocked')) expect(item.reason).toMatch(/[.]$/)
    // What is shown only is never written; of everything else the demo tenant has something that is.
    const written = items.filter((item) => item.action === 'create' || item.action === 'update')
    expect(written.length > 0).toBe(!neverWritten.has(key))
    const results = outcomes.filter((item) => item.type === key)
    expect(
      results
        .filter((item) => item.state === 'failed' || item.state === 'unknown')
        .map((item) => [item.name, item.error?.message]),
    ).toEqual([])
    expect(
      results
        .filter((item) => item.note?.startsWith('Verified with differences'))
        .map((item) => [item.name, item.note]),
    ).toEqual([])
    const [before, after] = [contents(source.documents, { groups: true }), contents(target.documents, { groups: true })]
    // What differs on purpose says so: a policy that is created switched off, decisions about drivers.
    const explained = (name: string) =>
      items.some(
        (item) =>
          item.name === name &&
          (item.action === 'blocked' ||
            item.warnings.some((warning) =>
              /turned off|can't be restored|new token|gradual rollout began|must be stated/.test(warning),
            )),
      )
    const lost = [...before]
      .filter(
        ([entry, content]) =>
          entry.startsWith(`${key}/`) &&
          !neverWritten.has(key) &&
          ![...after.values()].includes(content) &&
          !explained(entry.split('/')[1] ?? ''),
      )
      .map(([entry]) => entry)
    expect(lost).toEqual([])
  })

  it('is not written by a second restore (011-7)', () => {
    const changes = planned(replanned).filter(
      (item) => item.action !== 'unchanged' && item.action !== 'blocked' && item.included,
    )
    expect(changes.map((item) => [item.name, item.action])).toEqual([])
  })

  it.skipIf(type.restore.how === 'preview-only')('is updated in place, with only what differs (011-6)', async () => {
    const mayChange = (item: (typeof replanned.items)[number]) => {
      const live = item.targetId === null ? undefined : liveObject(target.tenant, type.path, item.targetId)
      return (
        live !== undefined &&
        !isBuiltIn(live) &&
        (type.single || (type.identityOf?.(live) ?? null) === null || type.restore.how === 'update-only') &&
        type.write.only?.(live, live, true)?.properties.length !== 0
      )
    }
    const done = planned(replanned).find((item) => item.action === 'unchanged' && mayChange(item))
    if (!done) throw new Error(`The demo tenant has no ${type.title} that is restored and may be changed.`)
    const live = liveObject(target.tenant, type.path, done.targetId!)!
    const property = changeableOf(type, live)
    const ignored = [
      property,
      'lastModifiedDateTime',
      'modifiedDateTime',
      'version',
      'referencingConfigurationPolicyCount',
    ]
    const before = structuredClone(live[property])
    const others = canonicalText(withoutKeys(live, ignored))
    live[property] = changedValue(before)
    const again = await lab.plan(target.id, {
      sourceTenantId: source.id,
      from: { versionIds: mine(source.documents).map(({ versionId }) => VersionId.parse(versionId)) },
    })
    const changed = again.items.filter(
      (entry) =>
        entry.action === 'update' && (entry.included || entry.type === key) && entry.targetId === done.targetId,
    )
    expect(changed.map((entry) => entry.name)).toEqual([done.name])
    expect(
      again.items.filter((entry) => entry.action === 'update' && entry.included && entry.targetId !== done.targetId),
    ).toEqual([])
    await restoreAll(target.id, again.id)
    const now = liveObject(target.tenant, type.path, done.targetId!)!
    expect(now[property] ?? '').toEqual(before ?? '')
    expect(canonicalText(withoutKeys(now, ignored))).toBe(others)
  })
})

it('needs no further write after a change in each type was undone (011-7)', async () => {
  const again = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId: BackupSetId.parse(setId) } })
  expect(
    again.items
      .filter((item) => item.action !== 'unchanged' && item.action !== 'blocked' && item.action !== 'skip')
      .map((item) => [item.type, item.name, item.action]),
  ).toEqual([])
})

const withoutKeys = (value: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !keys.includes(name)))

const isBuiltIn = (live: Json): boolean =>
  live['isBuiltIn'] === true ||
  live['policyType'] === 'builtIn' ||
  text(live['lastModifiedDateTime']).startsWith('0001')

/** An object as the simulated tenant holds it, below its parent where it has one. */
function liveObject(tenant: Tenant, path: string, id: string): (Json & Record<string, unknown>) | undefined {
  const own = path.replace('{tenantId}', tenant.id)
  const [parent = '', below] = own.split(/\/\{\w+\}\//)
  if (below === undefined) return collection(tenant, own).get(id)
  return [...collection(tenant, parent).values()]
    .flatMap((entry) => objects(entry[below]))
    .find((entry) => entry['id'] === id)
}

/** Properties that an administrator may have changed; the first that an object has and that a restore writes. */
const changeable = [
  'description',
  'profileDescription',
  'isTrusted',
  'includeUnknownCountriesAndRegions',
  'state',
  'displayName',
  'secureByDefault',
  'areDataProcessorServiceForWindowsFeaturesEnabled',
  'blockChat',
  'androidEnabled',
  'updateChannel',
  'enrollmentTarget',
  'groupTag',
  'appliesTo',
  'userDeviceQuota',
  'reconfirmationInDays',
  'signInPageText',
  'automaticallyUpdateApps',
]
const changeableOf = (type: PolicyType, live: Json): string =>
  changeable.find((name) => name in live && !type.write.readOnly.includes(name))!

function changedValue(before: unknown): unknown {
  if (typeof before === 'boolean') return !before
  return typeof before === 'number' ? before + 1 : 'Changed by somebody else'
}

/** An object with one other value, so that a restore has something to write. */
function changedBySomebody(item: Json): Json {
  const property = [
    'androidEnabled',
    'automaticallyUpdateApps',
    'groupTag',
    'isAvailable',
    'isPerDeviceAcceptanceRequired',
  ].find((name) => name in item)!
  return { [property]: changedValue(item[property]) }
}
