import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BackupSetId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import { canonicalText } from '#domain/canonical/canonical.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { policyTypeOf, policyTypes } from '#domain/policy-types/registry.ts'
import { openLab } from '#tests/support/lab.ts'
import { allOfDemo, recordedTenant } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

/** Types whose objects lie at a path of their own and may be changed in place. */
const types = policyTypes.filter(
  ({ restore, parent, single, optional, holds }) =>
    restore.how === 'full' && !parent && !single && optional === undefined && !holds,
)
const pool = types.flatMap(({ key }) =>
  allOfDemo(key)
    .filter((document) => document['isBuiltIn'] !== true && document['isGlobalScript'] !== true)
    .filter((document) => text(document['displayName']) !== 'Default' && !document['rolloutSettings'])
    .map((document) => ({ key, document })),
)

/** A reference that nothing resolves, in the backup and in the tenant alike. */
function withGhost({ key, document }: (typeof pool)[number]): Json {
  const { scopeTagProperty } = policyTypeOf(key)
  return scopeTagProperty && Array.isArray(document[scopeTagProperty])
    ? { ...document, [scopeTagProperty]: [...(document[scopeTagProperty] as string[]), '77'] }
    : document
}

/** Every value of a document by its path. */
function* leaves(value: unknown, path = ''): Generator<readonly [string, string]> {
  if (Array.isArray(value)) for (const [index, entry] of value.entries()) yield* leaves(entry, `${path}/${index}`)
  else if (isObject(value)) for (const [name, entry] of Object.entries(value)) yield* leaves(entry, `${path}/${name}`)
  else yield [path, canonicalText(value)]
}
const ownChanges = /^\/(lastModifiedDateTime|version|settingCount|isAssigned)$|\/(id|lastModifiedDateTime)$/

/** What somebody changes: some of the booleans and texts of an object. */
const changes = fc.array(fc.nat(40), { minLength: 1, maxLength: 3 })
function change(live: Record<string, unknown>, type: string, picks: readonly number[]): void {
  const { write, nameProperty } = policyTypeOf(type)
  const changeable = Object.keys(live).filter(
    (name) =>
      !write.readOnly.includes(name) &&
      !write.createOnly.includes(name) &&
      name !== nameProperty &&
      (typeof live[name] === 'boolean' || name === 'description'),
  )
  for (const pick of picks) {
    const name = changeable[pick % changeable.length]
    if (name !== undefined) live[name] = typeof live[name] === 'boolean' ? !live[name] : `${text(live[name])} (changed)`
  }
}

it('what is equal before a restore into the same tenant is equal after it (011-17)', async () => {
  const picked = fc.uniqueArray(fc.tuple(fc.nat(pool.length - 1), changes), {
    minLength: 3,
    maxLength: 8,
    selector: ([index]) => index,
  })
  await fc.assert(
    fc.asyncProperty(picked, async (picks) => {
      const lab = openLab()
      try {
        const seed: Record<string, Json[]> = Object.fromEntries(
          ['groups', 'assignmentFilters', 'roleScopeTags'].map((name) => [name, allOfDemo(name)]),
        )
        for (const [index] of picks) (seed[pool[index]!.key] ??= []).push(withGhost(pool[index]!))
        for (const key of Object.keys(seed))
          seed[key] = [...new Map(seed[key]!.map((document) => [text(document['id']), document])).values()]
        const tenant = await recordedTenant(lab, 'Tenant', seed)
        const { runId } = await lab.core.call('backups.create', { tenantId: tenant.id, name: 'before' })
        const setId = BackupSetId.parse(resultOf(await lab.ended(tenant.id, runId), 'backup').setId!)
        const live = picks.map(([index, what]) => {
          const { key, document } = pool[index]!
          const held = tenant.simulator.tenant.collections.get(policyTypeOf(key).path)!.get(text(document['id']))!
          const before = structuredClone(held)
          change(held, key, what)
          return { key, held, before, changed: structuredClone(held) }
        })
        const plan = await lab.plan(tenant.id, { sourceTenantId: tenant.id, from: { setId } })
        const ended = await restoring(() => lab).run(tenant, 'Tenant', plan)
        const failed = (await lab.items(tenant.id, ended.id)).filter(
          ({ state }) => state === 'failed' || state === 'unknown',
        )
        expect(failed.map(({ name, error }) => [name, error?.message])).toEqual([])
        expect(plan.items.some(({ action }) => action === 'update')).toBe(true)
        const wrong = live.flatMap(({ key, held, before, changed }) => {
          const [after, then] = [new Map(leaves(held)), new Map(leaves(changed))]
          return [...leaves(before)].flatMap(([path, value]) =>
            !ownChanges.test(path) && then.get(path) === value && (after.get(path) ?? 'null') !== value
              ? [`${key}${path}: ${value} became ${after.get(path) ?? 'nothing'}`]
              : [],
          )
        })
        expect(wrong).toEqual([])
      } finally {
        await lab.close()
      }
    }),
    { numRuns: Number(process.env['ATLAS_PROPERTY_RUNS'] ?? 1), endOnFailure: true },
  )
})
