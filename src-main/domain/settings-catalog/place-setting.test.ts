import { describe, expect, it } from 'vitest'
import type { Json } from '../json.ts'
import { catalogValues } from './catalog-values.ts'
import { depthOf, isOwn, leafOf, placedIn, withoutSetting, withSetting, withValues } from './place-setting.ts'

const choice = (id: string, option: string, children: readonly Json[] = [], template: Json | null = null): Json => ({
  settingDefinitionId: id,
  settingInstanceTemplateReference: template,
  choiceSettingValue: { settingValueTemplateReference: template, value: `${id}_${option}`, children },
})
const number = (id: string, value: number): Json => ({ settingDefinitionId: id, simpleSettingValue: { value } })
const grouped = (id: string, ...entries: readonly (readonly Json[])[]): Json => ({
  settingDefinitionId: id,
  groupSettingCollectionValue: entries.map((children) => ({ children })),
})
const policy = (settings: readonly Json[], templateId = ''): Json => ({
  id: 'p',
  templateReference: { templateId },
  settings: settings.map((settingInstance, index) => ({ id: String(index), settingInstance })),
})
const after = (document: Json, from: Json, settingId: string, templateId = ''): Json => {
  const result = withSetting(document, placedIn(from, settingId)!, templateId)
  if ('problem' in result) throw new Error(result.problem)
  return result.document
}
const instances = (document: Json): unknown[] =>
  (document['settings'] as Json[]).map((entry) => entry['settingInstance'])
const problem = (document: Json, from: Json, settingId: string, templateId = ''): unknown => {
  const result = withSetting(document, placedIn(from, settingId)!, templateId)
  return 'problem' in result ? result.problem : null
}

describe('a setting of a baseline in a policy (066-8)', () => {
  const baseline = policy([choice('a', '1', [number('b', 5), number('c', 6)]), grouped('g', [choice('d', '1')])])

  it('takes the place of the one that is there, with the settings of its option (066-8)', () => {
    const own = policy([number('x', 1), choice('a', '0')])
    expect(instances(after(own, baseline, 'a'))).toEqual([number('x', 1), instances(baseline)[0]])
    // Wherever it is, and alone.
    expect(instances(after(policy([choice('a', '1', [number('b', 1), number('c', 1)])]), baseline, 'c'))).toEqual([
      choice('a', '1', [number('b', 1), number('c', 6)]),
    ])
    // Everything else in the policy stays the same object.
    expect(after(own, baseline, 'a')['templateReference']).toBe(own['templateReference'])
  })

  it('is added with what it belongs to, and with nothing else of that (066-8)', () => {
    const own = policy([number('x', 1)])
    const added = after(own, baseline, 'b')
    expect(instances(added)).toEqual([number('x', 1), choice('a', '1', [number('b', 5)])])
    expect(instances(after(added, baseline, 'c'))).toEqual([
      number('x', 1),
      choice('a', '1', [number('b', 5), number('c', 6)]),
    ])
    expect(instances(after(policy([grouped('g', [number('e', 1)])]), baseline, 'd'))).toEqual([
      grouped('g', [number('e', 1), choice('d', '1')]),
    ])
    expect([placedIn(baseline, 'a'), placedIn(baseline, 'b'), null].map(depthOf)).toEqual([0, 1, 0])
    expect(leafOf(placedIn(baseline, 'c')!)).toEqual(number('c', 6))
    expect(placedIn(baseline, 'z')).toBeNull()
  })

  it('is not added where it would mean something else (066-8)', () => {
    expect(problem(policy([choice('a', '0')]), baseline, 'b')).toBe('otherOption')
    expect(problem(policy([grouped('g', [], [])]), baseline, 'd')).toBe('severalEntries')
    expect(problem(policy([grouped('g')]), baseline, 'd')).toBe('severalEntries')
  })

  it('leaves the places of a template behind, and only changes values in another template (066-8)', () => {
    const place = { settingInstanceTemplateId: 't' }
    const from = policy([choice('a', '1', [], place), choice('e', '1', [number('b', 1)], place)], 'T1')
    expect(instances(after(policy([]), from, 'a', 'T1'))).toEqual([choice('a', '1')])
    expect(instances(after(policy([], 'T1'), from, 'a', 'T1'))).toEqual([choice('a', '1', [], place)])
    const other = policy([choice('a', '0', [], { settingInstanceTemplateId: 'u' }), choice('e', '0')], 'T2')
    expect(instances(after(other, from, 'a', 'T1'))[0]).toEqual(
      choice('a', '1', [], { settingInstanceTemplateId: 'u' }),
    )
    expect(problem(other, from, 'e', 'T1')).toBe('otherTemplate')
    expect(problem(policy([], 'T2'), from, 'a', 'T1')).toBe('otherTemplate')
  })

  it('goes with what belongs to it (066-8)', () => {
    expect(instances(withoutSetting(baseline, 'a'))).toEqual([grouped('g', [choice('d', '1')])])
    // With the group that held nothing else.
    expect(instances(withoutSetting(baseline, 'd'))).toEqual([instances(baseline)[0]])
    expect(instances(withoutSetting(policy([grouped('g', [number('b', 1), number('c', 1)])]), 'b'))).toEqual([
      grouped('g', [number('c', 1)]),
    ])
    expect(withoutSetting(baseline, 'z')).toBe(baseline)
  })

  it('of a list leaves alone what nobody chose, and brings only what somebody chose (066-8)', () => {
    const list = (...values: string[]): Json => ({
      settingDefinitionId: 'l',
      simpleSettingCollectionValue: values.map((value) => ({ value })),
    })
    const from = placedIn(policy([list('x', 'y', 'z')]), 'l')!
    const some = withValues(from, new Set(['y', 'x']), new Set())
    expect(leafOf(some)).toEqual(list('x', 'y'))
    const result = withSetting(policy([list('x', 'own')]), some, '')
    expect('document' in result ? instances(result.document) : null).toEqual([list('x', 'own', 'y')])
    // Entries of a group, such as firewall rules, in the same way.
    const rules = (...names: string[]): Json => grouped('g', ...names.map((name) => [choice('rule', name)]))
    const rule = placedIn(policy([rules('A', 'B')]), 'g')!
    const [repeated, [, b]] = [new Set(['g']), catalogValues(policy([rules('A', 'B')]), new Set(['g']))]
    const added = withSetting(policy([rules('ours', 'A')]), withValues(rule, new Set([b!.key!]), repeated), '')
    expect('document' in added ? instances(added.document) : null).toEqual([rules('ours', 'A', 'B')])
  })

  it('is the same in any spelling, and is added where its place says nothing of others (066-8)', () => {
    expect(instances(after(policy([choice('A', '0')]), baseline, 'a'))).toEqual([instances(baseline)[0]])
    const bare = { settingDefinitionId: 'a', choiceSettingValue: { value: 'a_1' } }
    expect(instances(after(policy([bare]), baseline, 'b'))).toEqual([
      { settingDefinitionId: 'a', choiceSettingValue: { value: 'a_1', children: [number('b', 5)] } },
    ])
    // Entries of a group that don't hold it stay behind.
    expect(placedIn(policy([grouped('g', [number('x', 1)], [number('y', 1)])]), 'y')!.tree).toEqual(
      grouped('g', [number('y', 1)]),
    )
  })

  it('means nothing elsewhere if it is a secret or a reusable setting (066-8)', () => {
    const secret = {
      simpleSettingValue: { '@odata.type': '#microsoft.graph.deviceManagementConfigurationSecretSettingValue' },
    }
    expect([isOwn(number('b', 1)), isOwn(secret), isOwn(choice('a', '1', [secret]))]).toEqual([false, true, true])
  })
})
