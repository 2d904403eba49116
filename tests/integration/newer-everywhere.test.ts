import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BackupSetId } from '#contract/model/ids.ts'
import { resultOf } from '#contract/model/runs.ts'
import type { ContractData } from '#domain/graph-contract/graph-contract.ts'
import { isObject, text, type Json } from '#domain/json.ts'
import { policyTypes } from '#domain/policy-types/registry.ts'
import { isDeep } from '#tests/support/doubting.ts'
import { openLab, resources, type Lab } from '#tests/support/lab.ts'
import { allOfDemo } from '#tests/support/restored.ts'
import { restoring } from '#tests/support/restoring.ts'

const data = JSON.parse(readFileSync(join(resources, 'graph-contract.json'), 'utf8')) as ContractData
const isDerived = (root: string): boolean => Object.values(data.entityTypes).some(({ baseType }) => baseType === root)

/** Types that are created in full, each with an object that this version has never seen the like of. */
const types = policyTypes.filter(
  ({ restore, parent, single, optional, holds, write }) =>
    restore.how === 'full' && !parent && !single && optional === undefined && !holds && !write.create,
)
const future = 'futureMember'
function unheardOf(key: string, rootType: string, name: string): Json {
  const [sample] = allOfDemo(key).filter(
    (document) => document['isBuiltIn'] !== true && text(document[name]) !== 'Default',
  )
  const declared = isObject(sample)
    ? text(sample['@odata.type']).replace('#microsoft.graph.', '') || rootType
    : rootType
  const properties = { ...data.entityTypes[rootType]?.properties, ...data.entityTypes[declared]?.properties }
  const enums = Object.entries(properties).filter(
    ([property, { type }]) => type in data.enumTypes && property in sample!,
  )
  return {
    ...sample,
    // Other objects refer to the sample itself.
    ...(text(sample!['id']).length === 36 ? { id: text(sample!['id']).replace(/^.{4}/, 'fade') } : {}),
    [name]: `Newer ${key}`,
    newProperty: { level: 3 },
    newList: ['a', 'b'],
    // The first value of an enum that the object has becomes one that nobody knows.
    ...Object.fromEntries(
      enums.slice(0, 1).map(([property, { collection }]) => [property, collection === true ? [future] : future]),
    ),
    ...(isDerived(rootType) ? { '@odata.type': '#microsoft.graph.futureKindOfPolicy' } : {}),
    assignments: [],
  }
}

/** Types whose demo objects others need. */
const referred = ['reusablePolicySettings', 'roleDefinitions', 'notificationMessageTemplates']

let lab: Lab
beforeAll(() => void (lab = openLab()))
afterAll(() => lab.close())

it.runIf(isDeep)(
  'an object that no contract knows is restored whole in every collection (0808-1, 0808-5)',
  async () => {
    const seed = Object.fromEntries([
      ...[
        'groups',
        'assignmentFilters',
        'roleScopeTags',
        'deviceComplianceScripts',
        'mobileAppCategories',
        'mobileApps',
      ].map((name) => [name, allOfDemo(name)]),
      ...types.map(({ key, rootType, nameProperty }) => [
        key,
        [...(referred.includes(key) ? allOfDemo(key) : []), unheardOf(key, rootType, nameProperty)],
      ]),
    ]) as Record<string, Json[]>
    const source = await lab.tenant('Source', seed, { takesUnknown: true, noMetadata: true })
    const target = {
      ...(await lab.tenant('Target', { groups: allOfDemo('groups') }, { takesUnknown: true, noMetadata: true })),
      record: '',
    }
    const { runId } = await lab.core.call('backups.create', { tenantId: source.id, name: 'newer' })
    const setId = BackupSetId.parse(resultOf(await lab.ended(source.id, runId), 'backup').setId!)
    const plan = await lab.plan(target.id, { sourceTenantId: source.id, from: { setId } })
    for (const { seq, included } of plan.items)
      if (!included)
        await lab.core.call('restore.include', { tenantId: target.id, planId: plan.id, seq, included: true })
    const ended = await restoring(() => lab).run(target, 'Target', plan)
    const newer = (await lab.items(target.id, ended.id)).filter(({ name }) => name.startsWith('Newer '))
    expect(
      newer
        .filter(({ state }) => state !== 'done')
        .map(({ name, state, error, note }) => [name, state, error?.message ?? note]),
    ).toEqual([])
    const lost = types.flatMap(({ key, path, nameProperty }) => {
      const made = [...(target.simulator.tenant.collections.get(path)?.values() ?? [])].find(
        (item) => item[nameProperty] === `Newer ${key}`,
      )
      const isWhole =
        isObject(made?.['newProperty']) && made['newProperty']['level'] === 3 && Array.isArray(made['newList'])
      return isWhole ? [] : [key]
    })
    expect(lost).toEqual([])
    expect(types.length).toBeGreaterThan(20)
  },
)
