import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type TenantId } from '#contract/model/ids.ts'
import type { Plan } from '#contract/model/plans.ts'
import { resultOf } from '#contract/model/runs.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { comparable } from '#domain/canonical/comparable.ts'
import { objects, text, type Json } from '#domain/json.ts'
import { policyTypeOf } from '#domain/policy-types/registry.ts'
import { assignmentReferences, referencesOf, rewriteReferences } from '#domain/references/references.ts'
import { captured, contents } from '#tests/support/contents.ts'
import { openLab, type Lab } from '#tests/support/lab.ts'
import { allOfDemo, recordedTenant, type RecordedTenant } from '#tests/support/restored.ts'

/** Types whose objects can be made, changed and taken away again without anything else than Graph. */
const types = [
  'assignmentFilters',
  'deviceCategories',
  'notificationMessageTemplates',
  'roleScopeTags',
  'reusablePolicySettings',
  'termsAndConditions',
  'deviceManagementScripts',
  'deviceShellScripts',
  'deviceCompliancePolicies',
  'deviceConfigurations',
  'configurationPolicies',
  'groupPolicyConfigurations',
  'windowsAutopilotDeploymentProfiles',
  'iosManagedAppProtections',
  'windowsFeatureUpdateProfiles',
  'intents',
  'mobileAppCategories',
]

interface Drawn {
  readonly type: string
  readonly document: Json
  /** What the target has of it: nothing, the same, or something that an administrator changed. */
  readonly there: 'absent' | 'same' | 'described' | 'unassigned' | 'renamed'
}

// Built-in objects are in every tenant with ids of their own. A rollout that began comes back without its days.
const pool = types.flatMap((type) =>
  allOfDemo(type)
    .filter((document) => document['isBuiltIn'] !== true && text(document['displayName']) !== 'Default')
    .filter((document) => !document['rolloutSettings'])
    .map((document) => ({ type, document })),
)
const referred = ({ type, document }: { readonly type: string; readonly document: Json }): Set<string> =>
  new Set(
    [
      ...referencesOf(policyTypeOf(type), document),
      ...objects(document['assignments']).flatMap(assignmentReferences),
    ].map(({ id }) => id),
  )

/** With what they refer to, so that nothing points into the void. */
function closed(picks: readonly number[]): number[] {
  const all = new Set(picks)
  for (const pick of all) {
    const ids = referred(pool[pick]!)
    pool.forEach((entry, index) => (ids.has(text(entry.document['id'])) ? all.add(index) : undefined))
  }
  return [...all]
}

/** A target cannot hold an object without what it refers to. */
function possible(drawing: readonly Drawn[]): Drawn[] {
  const absent = new Set(drawing.filter(({ there }) => there === 'absent').map(({ document }) => text(document['id'])))
  const next = drawing.map((entry) =>
    entry.there !== 'absent' && [...referred(entry)].some((id) => absent.has(id))
      ? { ...entry, there: 'absent' as const }
      : entry,
  )
  return next.every((entry, index) => entry === drawing[index]) ? next : possible(next)
}

const drawn: fc.Arbitrary<Drawn[]> = fc
  .uniqueArray(fc.nat(pool.length - 1), { minLength: 6, maxLength: 16 })
  .map(closed)
  .chain((picks) =>
    fc
      .tuple(
        ...picks.map((pick) =>
          fc
            .constantFrom<Drawn['there'][]>('absent', 'same', 'described', 'unassigned', 'renamed')
            .map((there) => ({ ...pool[pick]!, there })),
        ),
      )
      .map(possible),
  )

const bystander: Json = {
  id: '7c000000-0000-4000-8000-000000000001',
  displayName: 'Of nobody in this story',
  fileName: 'a.ps1',
  runAsAccount: 'system',
  scriptContent: 'R2V0',
  roleScopeTagIds: ['0'],
  assignments: [],
}

const byType = (entries: readonly { readonly type: string; readonly document: Json }[]): Record<string, Json[]> =>
  Object.fromEntries(
    [...Map.groupBy(entries, (entry) => entry.type)].map(([type, of]) => [type, of.map((entry) => entry.document)]),
  )

/** What the target holds of the drawn objects, under ids of its own. */
function targetObjects(drawing: readonly Drawn[]): { readonly type: string; readonly document: Json }[] {
  // Scope tags count from 0; everything else has an id of its own in each tenant.
  const ids = new Map(
    drawing.map(({ document }, index) => [
      text(document['id']),
      text(document['id']).length > 8
        ? `7d000000-0000-4000-8000-${String(index).padStart(12, '0')}`
        : String(200 + index),
    ]),
  )
  return drawing
    .filter(({ there }) => there !== 'absent')
    .map(({ type, document, there }) => {
      const own = rewriteReferences(policyTypeOf(type), document, ({ id }) => ids.get(id) ?? id)
      const renamed = JSON.parse(
        JSON.stringify(own, (_key, value: unknown) =>
          typeof value === 'string' && value.length > 8 ? (ids.get(value) ?? value) : value,
        ),
      ) as Json
      return { type, document: { ...renamed, id: ids.get(text(document['id'])), ...changed(document, there) } }
    })
}

function changed(document: Json, there: Drawn['there']): Json {
  switch (there) {
    case 'described':
      return 'description' in document ? { description: 'Changed by an administrator' } : {}
    case 'unassigned':
      return 'assignments' in document ? { assignments: [] } : {}
    case 'renamed':
      return 'displayName' in document
        ? { displayName: `${text(document['displayName'])} – old` }
        : { name: `${text(document['name'])} – old` }
    default:
      return {}
  }
}

/** Everything that the simulated tenant holds of the types in question, in the form in which it is compared, by id. */
const state = (tenant: RecordedTenant): string[] =>
  types
    .flatMap((key) => {
      const type = policyTypeOf(key)
      return [...(tenant.simulator.tenant.collections.get(type.path)?.values() ?? [])].map((document) =>
        canonicalText([key, comparable(type, document)]),
      )
    })
    .toSorted()

async function planOf(lab: Lab, tenantId: TenantId, runId: string): Promise<Plan> {
  const ended = await lab.ended(tenantId, runId)
  expect(ended.error).toBeNull()
  return lab.core.call('restore.get', { tenantId, planId: resultOf(ended, 'restore-plan').planId! })
}

async function carryOut(lab: Lab, tenantId: TenantId, plan: Plan): Promise<string> {
  await lab.unlock(tenantId, 'Target')
  const { runId } = await lab.core.call('restore.start', { tenantId, planId: plan.id, confirm: 'Target' })
  await lab.ended(tenantId, runId)
  const wrong = (await lab.items(tenantId, runId)).filter(
    (item) => item.state === 'failed' || item.state === 'unknown' || item.note?.startsWith('Verified with differences'),
  )
  expect(wrong.map((item) => [item.name, item.error?.message ?? item.note])).toEqual([])
  return runId
}

const toWrite = (plan: Plan): string[] =>
  plan.items
    .filter((item) => item.included && item.action !== 'unchanged' && item.action !== 'blocked')
    .map((item) => `${item.type} ${item.name}: ${item.action}`)

it('any restore ends as planned: one hash, the source in the target, nothing left to write, and undone as before (011-7, 011-10, 0801-5)', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (drawing) => {
      const lab = openLab()
      try {
        const groups = allOfDemo('groups')
        const source = await recordedTenant(lab, 'Source', { groups, ...byType(drawing) })
        const target = await recordedTenant(lab, 'Target', {
          groups,
          ...byType([...targetObjects(drawing), { type: 'deviceManagementScripts', document: bystander }]),
        })
        const backup = await lab.ended(
          source.id,
          (await lab.core.call('backups.create', { tenantId: source.id, name: 'All', types })).runId,
        )
        const wanted = { sourceTenantId: source.id, from: { setId: resultOf(backup, 'backup').setId! } }
        await lab.capture(target.id)
        const before = state(target)

        const plan = await lab.plan(target.id, wanted)
        expect((await lab.plan(target.id, wanted)).hash).toBe(plan.hash)
        const runId = await carryOut(lab, target.id, plan)
        expect(toWrite(await lab.plan(target.id, wanted))).toEqual([])

        await lab.capture(target.id)
        const ofTypes = async (id: TenantId) => (await captured(lab, id)).filter(({ type }) => types.includes(type))
        const after = new Set(contents(await ofTypes(target.id), { groups: true }).values())
        const blocked = new Set(
          plan.items.filter((item) => item.action === 'blocked').map((item) => `${item.type}/${item.name}`),
        )
        const lost = [...contents(await ofTypes(source.id), { groups: true })]
          .filter(([key, content]) => !after.has(content) && !blocked.has(key.split('/').slice(0, 2).join('/')))
          .map(([key]) => key)
        expect(lost).toEqual([])

        if (toWrite(plan).length === 0) return
        const undo = await planOf(
          lab,
          target.id,
          (await lab.core.call('restore.undo', { tenantId: target.id, runId })).runId,
        )
        expect(undo.items.filter((item) => item.action === 'delete' && item.included)).toEqual([])
        for (const item of undo.items.filter((entry) => !entry.included))
          await lab.core.call('restore.include', {
            tenantId: target.id,
            planId: undo.id,
            seq: item.seq,
            included: true,
          })
        await carryOut(lab, target.id, undo)
        expect(state(target)).toEqual(before)
      } finally {
        await lab.close()
      }
    }),
    { numRuns: Number(process.env['ATLAS_PROPERTY_RUNS'] ?? 4), endOnFailure: true },
  )
}, 240_000)
